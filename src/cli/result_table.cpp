#include "cli/result_table.hpp"

#include <fmt/core.h>

#include "cli/output.hpp"
#include "exact/decimal.hpp"

namespace rankcert {
namespace {

constexpr std::size_t longest_number = 6;

std::string short_number(const Rational& value) {
  std::string text = to_text(value);
  if (text.size() <= longest_number) return text;
  // A power of two is worth showing as one; other long numbers are cut.
  if (is_integer(value) && value > 0) {
    const auto* raw = mpq_numref(value.backend().data());
    const mp_bitcnt_t zeros = mpz_scan1(raw, 0);
    if (mpz_sizeinbase(raw, 2) == zeros + 1) return "2^" + std::to_string(zeros);
  }
  constexpr std::size_t longest_shown = 20;
  return text.size() <= longest_shown ? text : text.substr(0, 8) + "..(" + std::to_string(text.size()) + " digits)";
}

/// The parameters that do not have their default value.
std::string parameters_text(const Point& point) {
  std::string text;
  for (const auto& [name, value] : point.parameters) {
    if (point.claim->find_parameter(name)->fallback == value) continue;
    text += (text.empty() ? "" : " ") + name + "=" + short_number(value);
  }
  return text;
}

/// The left side is rounded up if the relation says it is the smaller, and so on: toward the other side.
Facing facing_of(bool left, Relation relation) {
  const bool smaller_left = relation == Relation::less || relation == Relation::less_equal || relation == Relation::equal;
  return left == smaller_left ? Facing::up : Facing::down;
}

std::string heading(const Result& result) {
  const Assertion& assertion = *result.point.assertion;
  const std::string relation = fmt::format("{} {} {}", assertion.left.text, to_text(assertion.relation), assertion.right.text);
  return fmt::format("{} / {}\n  {}\n  {:<22} {:>16} {:>16} {:>8}  {}\n", result.point.claim->id, assertion.name, relation, "point", "predicted",
                     assertion.measured_side() != nullptr ? "measured" : "compared", "margin", "verdict");
}

std::string verdict_text(const Result& result) {
  const bool by_estimate = result.verdict == Verdict::refuted && result.evidence && result.evidence->sample;
  return std::string(to_text(result.verdict)) + (by_estimate ? " (est.)" : is_vacuous(result) ? ", vacuous" : "");
}

/// Parameters that leave no room for the numbers get a line of their own.
std::string row(const Result& result) {
  constexpr std::size_t widest_point = 22;
  const Assertion& assertion = *result.point.assertion;
  const bool left_measured = assertion.left.is_measured();
  const auto cell = [&](const std::optional<Interval>& interval, bool left) { return interval ? shown(*interval, facing_of(left, assertion.relation)) : "-"; };
  const std::string left = cell(result.left, true);
  const std::string right = cell(result.right, false);
  const auto distance = margin(result);
  std::string point = parameters_text(result.point);
  if (point.size() > widest_point) point += "\n  " + std::string(widest_point, ' ');
  return fmt::format("  {:<22} {:>16} {:>16} {:>8}  {}\n", point, left_measured ? right : left, left_measured ? left : right,
                     distance ? margin_text(*distance, 3) : "-", verdict_text(result));
}

}  // namespace

RunSummary summarise(const std::vector<Result>& results) {
  RunSummary summary;
  for (const Result& result : results) {
    ++summary.points;
    switch (result.verdict) {
      case Verdict::certified: ++summary.certified; break;
      case Verdict::supported: ++summary.supported; break;
      case Verdict::refuted: ++summary.refuted; break;
      case Verdict::inconclusive: ++summary.inconclusive; break;
      case Verdict::enclosed: ++summary.enclosed; break;
    }
    if (standing(result.verdict, result.point.assertion->expected) == Standing::as_expected) ++summary.as_expected;
    if (result.evidence && result.evidence->sample) ++summary.samples;
  }
  summary.decided = summary.certified + summary.supported + summary.refuted;
  return summary;
}

std::string render_results(const std::vector<Result>& results) {
  std::string text;
  const Assertion* current = nullptr;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const Result& result = results[i];
    if (result.point.assertion != current) {
      text += (current == nullptr ? "" : "\n") + heading(result);
      current = result.point.assertion;
    }
    text += row(result);
    // A reason that holds for several rows in a row stands under the last of them.
    const bool last = i + 1 == results.size() || results[i + 1].point.assertion != current || results[i + 1].note != result.note;
    if (!result.note.empty() && last) text += "    " + result.note + "\n";
  }
  return text;
}

std::string render_summary(const RunSummary& summary, const std::string& confidence, std::uint64_t seed) {
  std::string text = fmt::format("\n{} points: {} certified, {} supported, {} refuted, {} inconclusive, {} enclosed; {} of {} decided as expected\n",
                                 summary.points, summary.certified, summary.supported, summary.refuted, summary.inconclusive, summary.enclosed,
                                 summary.as_expected, summary.decided);
  text += "Hypotheses and lemmas of each claim: rankcert show CLAIM.\n";
  text += "Numbers are rounded toward the other side: what holds as printed holds.\n";
  if (summary.samples > 0) text += fmt::format("Estimates hold together with confidence {} (seed {}).\n", confidence, seed);
  return text;
}

}  // namespace rankcert
