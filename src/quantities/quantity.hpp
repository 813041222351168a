// What the language can measure: a named C++ function that builds an object of a paper and measures it.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "exact/rational.hpp"

namespace rankcert {

/// A measurement that is proved: the measured number lies in [lower, upper]. Both ends are dyadic rationals.
struct MeasuredEnclosure {
  Rational lower;  ///< proved lower end
  Rational upper;  ///< proved upper end
  /// Exact dyadic numbers that fix the measured object where the seed alone does not (the weights of a layer): found
  /// by floating-point search, any value is sound. A replay takes them from here and does not search again.
  std::map<std::string, std::vector<Rational>> witness;
  /// How the number was enclosed, in a few words, with the note that proves it.
  std::string method;
};

/// A sample: independent, identically distributed observations of a variable that lies in [least, greatest] for sure.
/// The mean's confidence interval is computed from it by the kernel, never by the quantity.
struct MeasuredSample {
  std::vector<Rational> observations;  ///< in the order they were made
  Rational least;                      ///< no observation can be below
  Rational greatest;                   ///< or above
  std::string method;                  ///< in a few words
};

using Measurement = std::variant<MeasuredEnclosure, MeasuredSample>;

/// What a quantity is called with.
struct MeasureRequest {
  std::vector<Rational> arguments;  ///< exact, already checked by `Quantity::refusal`
  std::uint64_t seed = 0;  ///< of all random numbers
  const std::map<std::string, std::vector<Rational>>* witness = nullptr;  ///< replay: use this one, do not search
  const std::atomic<bool>* stop = nullptr;                 ///< polled; when set, `Interrupted` is thrown
  std::function<void(double)> progress = [](double) {};    ///< called with the fraction done, from one thread at a time
};

/// A function of the language that measures.
struct Quantity {
  /// Whether its measurements are proved or observed.
  enum class Kind { enclosure, sample };
  std::string_view name;       ///< "hardmax_rank"
  std::string_view signature;  ///< "hardmax_rank(n, d_h, trials)"
  std::string_view meaning;    ///< one sentence, with the unit
  std::string_view source;     ///< paper, result, note
  Kind kind;                   ///< which of the two
  std::size_t arity;           ///< number of arguments
  /// Why these arguments cannot be measured (out of range, too large), in one line with the range; nothing if they can.
  std::optional<std::string> (*refusal)(std::span<const Rational> arguments);
  /// Measures. Deterministic: equal (arguments, seed, witness) give equal results bit for bit, whatever the number of
  /// threads. Uses the threads that TBB's global control allows.
  Measurement (*measure)(const MeasureRequest& request);
};

/// All quantities, sorted by name.
[[nodiscard]] std::span<const Quantity> all_quantities();

/// The quantity of that name, or nullptr.
[[nodiscard]] const Quantity* find_quantity(std::string_view name);

}  // namespace rankcert
