// What the numbers of a certificate say, by rules written from proofs-notes/certificate-format.md for the attack alone: no
// line of them is shared with a checker.
#pragma once

#include <optional>
#include <string>

#include "attack/mutant.hpp"

namespace rankcert::attack {

enum class Judgement { holds, fails, unclear };

/// C10: the verdict that the body's intervals give; "" if an end is missing on one side only.
[[nodiscard]] std::string verdict_of(const nlohmann::json& body);

/// C9 for one end, by the capitals of mean-confidence.md in long double: unclear within a relative 1e-9 of the threshold.
[[nodiscard]] Judgement sample_gives(const nlohmann::json& sample, const Rational& lower, const Rational& upper);

/// C8, C9 and C10 of a body in which no more than intervals, samples and the verdict were changed, each in canonical form.
/// Unclear where what is known of a formula's value does not tell whether it lies in its interval.
[[nodiscard]] Judgement judge_numbers(const Base& base, const nlohmann::json& body);

}  // namespace rankcert::attack
