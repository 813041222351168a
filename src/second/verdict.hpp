// What two recorded intervals say about a relation: condition C10 of proofs-notes/certificate-format.md.
#pragma once

#include <optional>
#include <string_view>

#include "exact/rational.hpp"
#include "formula/expression.hpp"

namespace rankcert::second {

/// The recorded interval of a side; lower <= upper.
struct Bounds {
  Rational lower;  ///< lower end
  Rational upper;  ///< upper end
};

/// The verdicts that a certificate can record.
enum class Verdict { certified, supported, refuted, inconclusive, enclosed };

/// "certified", ...
[[nodiscard]] std::string_view to_text(Verdict verdict);
/// The verdict that is written so, or nothing.
[[nodiscard]] std::optional<Verdict> read_verdict(std::string_view text);

/// The verdict on `left relation right`: *enclosed* if a side has no interval; certified (supported if `estimated`) if the
/// relation holds between all pairs of numbers of the two, refuted if between none, inconclusive otherwise.
[[nodiscard]] Verdict verdict_of(const std::optional<Bounds>& left, Relation relation, const std::optional<Bounds>& right, bool estimated);

/// The exit code of one confirmed certificate: 0 as the claim expects, 1 the contrary, 3 undecided or weaker than expected.
/// `enclosed` compares nothing and is 0.
[[nodiscard]] int exit_code_of(Verdict verdict, Verdict expected);

/// Whether the verdict says that a relation holds or fails as strongly as the claim expects it to be said.
[[nodiscard]] bool is_decided(Verdict verdict, Verdict expected);

/// The graver of two exit codes: the one that comes first in 70, 2, 5, 1, 3, 0.
[[nodiscard]] int graver(int a, int b);

}  // namespace rankcert::second
