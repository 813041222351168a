#include "attention/biased_heads.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "attention/exact_argmax.hpp"
#include "exact/error.hpp"
#include "exact/rational.hpp"

namespace rankcert {
namespace {

constexpr unsigned unit_exponent = 298;  ///< exact_inner_product counts in units of 2^-298
constexpr std::size_t largest_dimension = 4096;
constexpr std::size_t most_waves = std::size_t{1} << 24U;
constexpr float largest_entry = 0x1p20F;

/// u = d(<x_1, y> - <x_2, y>) as a double with a bound of its error, and exactly on demand.
class ScoreDifference {
 public:
  ScoreDifference(const PointsAndQuery& input, std::size_t dimension) : input_(input), dimension_(dimension) {
    double sum = 0;
    double sizes = 0;
    for (std::size_t l = 0; l < dimension; ++l) {
      const double y = input.query[l];
      const double one = input.first[l] * y;   // 48 bits: exact
      const double two = input.second[l] * y;
      sum += one - two;
      sizes += std::abs(one) + std::abs(two);
    }
    const auto d = static_cast<double>(dimension);
    value_ = d * sum;
    error_ = d * (d + 8) * 0x1p-52 * sizes;
  }

  [[nodiscard]] double value() const { return value_; }
  [[nodiscard]] double error() const { return error_; }

  /// The sign of u + shift for an integer |shift| <= 2^25.
  [[nodiscard]] int sign_of_sum_with(std::int64_t shift) const {
    const double sum = value_ + static_cast<double>(shift);
    const double error = error_ + 0x1p-51 * std::abs(sum);
    if (sum > error) return 1;
    if (sum < -error) return -1;
    return sign(Integer(exact() + (Integer(shift) << unit_exponent)));
  }

  /// u in units of 2^-298.
  [[nodiscard]] const Integer& exact() const {
    if (!exact_) exact_ = Integer(dimension_) * (exact_inner_product(input_.first, input_.query) - exact_inner_product(input_.second, input_.query));
    return *exact_;
  }

 private:
  static int sign(const Integer& value) { return value < 0 ? -1 : (value > 0 ? 1 : 0); }

  const PointsAndQuery& input_;
  std::size_t dimension_;
  double value_ = 0;
  double error_ = 0;
  mutable std::optional<Integer> exact_;
};

std::int64_t parity_sign(std::int64_t j) { return j % 2 == 0 ? 1 : -1; }

/// (-1)^floor(u), and -(-1)^u for integers u: in exact arithmetic.
std::int64_t exact_wave_sign(const ScoreDifference& u) {
  const Integer below = Integer(u.exact() - 1);  // the ceiling of u, less one, is the floor of what is just below u
  Integer floor;
  mpz_fdiv_q_2exp(floor.backend().data(), below.backend().data(), unit_exponent);
  return mpz_odd_p(floor.backend().data()) != 0 ? -1 : 1;
}

/// sign sin(pi u), and the value to the left of a zero at that zero.
std::int64_t wave_sign(const ScoreDifference& u) {
  const double reduced = std::remainder(u.value(), 2.0);  // exact, in [-1, 1]
  const double distance = std::min(std::abs(reduced), 1 - std::abs(reduced));
  if (distance > u.error()) return reduced > 0 ? 1 : -1;
  return exact_wave_sign(u);
}

}  // namespace

BiasedHeads::BiasedHeads(std::size_t dimension, std::size_t waves) : dimension_(dimension), waves_(static_cast<std::int64_t>(waves)) {
  if (dimension < 1 || dimension > largest_dimension) throw InputError("biased heads: the dimension must be from 1 to 4096");
  if (waves < 1 || waves > most_waves) throw InputError("biased heads: J must be from 1 to 2^24");
}

void BiasedHeads::require_input(const PointsAndQuery& input) const {
  for (const auto& vector : {input.first, input.second, input.query}) {
    if (vector.size() != dimension_) throw InputError("biased heads: the points and the query need the dimension of the heads");
    const bool moderate = std::all_of(vector.begin(), vector.end(), [](float x) { return std::abs(x) <= largest_entry; });
    if (!moderate) throw InputError("biased heads: entries must be finite and at most 2^20 in size");
  }
}

PointCombination BiasedHeads::run(const PointsAndQuery& input) const {
  require_input(input);
  const ScoreDifference u(input, dimension_);
  PointCombination output;
  for (std::int64_t j = -waves_; j <= waves_; ++j) {
    const bool first = u.sign_of_sum_with(j) > 0;
    (first ? output.first : output.second) += parity_sign(j);
  }
  return output;
}

PointCombination BiasedHeads::closed_form(const PointsAndQuery& input) const {
  require_input(input);
  const ScoreDifference u(input, dimension_);
  const std::int64_t outer = parity_sign(waves_);
  std::int64_t wave = 0;
  if (u.sign_of_sum_with(-waves_) > 0) wave = outer;
  else if (u.sign_of_sum_with(waves_) < 0) wave = -outer;
  else wave = wave_sign(u);
  return {.first = (outer + wave) / 2, .second = (outer - wave) / 2};
}

}  // namespace rankcert
