#include "claim/threshold.hpp"

#include <fmt/core.h>

#include <filesystem>

#include "claim/claim_library.hpp"
#include "claim/write_file.hpp"
#include "cli/certificate_name.hpp"
#include "cli/commands.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "exact/decimal.hpp"
#include "exact/error.hpp"

namespace rankcert {
namespace {

std::string result_text(const Result& result, const std::string& of) {
  const Assertion& assertion = *result.point.assertion;
  const bool upward = assertion.relation == Relation::greater || assertion.relation == Relation::greater_equal;
  return fmt::format("  at {} = {}: {} {} {}, {} with margin {}\n", of, to_text(result.point.parameters.at(of)), shown(*result.left, upward ? Facing::down : Facing::up, 12),
                     to_text(assertion.relation), closed_text(assertion.right, result.point.parameters, result.hints), to_text(result.verdict),
                     margin_text(*margin(result), 3));
}

/// What was found, in one line: an exact answer, a bracket, or that there is none.
std::string headline(const ThresholdAnswer& answer, const Claim& claim) {
  const Threshold& threshold = *claim.threshold;
  if (!answer.holds) return fmt::format("'{}' is not certified to hold even at the smallest {}\n", threshold.holds, threshold.of);
  const Rational low = answer.holds->point.parameters.at(threshold.of);
  if (!answer.fails) return fmt::format("{} >= {}: {}; not certified to fail anywhere in its range\n", threshold.of, to_text(low), threshold.meaning);
  const Rational high = answer.fails->point.parameters.at(threshold.of);
  if (high - low == 1) return fmt::format("{} = {}: {}\n", threshold.of, to_text(low), threshold.meaning);
  return fmt::format("{} in [{}, {}]: {}\n", threshold.of, decimal_below(low, 12), decimal_above(high - 1, 12), threshold.meaning);
}

nlohmann::ordered_json result_json(const Result& result) {
  return {{"assertion", result.point.assertion->name}, {"parameters", assignment_json(result.point.parameters)},
          {"left", interval_json(*result.left)}, {"relation", to_text(result.point.assertion->relation)},
          {"right", interval_json(*result.right)}, {"verdict", to_text(result.verdict)}};
}

}  // namespace

int run_threshold(const ThresholdOptions& options) {
  const Claim claim = load_claim(options.claim, options.common.limits);
  if (!claim.threshold) throw InputError(claim.id + " has no [threshold]: there is no inverse question to ask");
  const std::string& of = claim.threshold->of;
  const Assignment values = parse_values(options.set, "threshold", options.common.limits);
  if (values.contains(of)) throw InputError("--set " + of + ": this is what is asked for");
  Progress progress(options.common.quiet);
  const ThresholdAnswer answer = find_threshold(
      claim, values, {.limits = options.common.limits, .max_precision_bits = options.common.max_precision_bits, .stop = &stop_flag()},
      [&](const std::string& what) { progress.show(what); });
  nlohmann::ordered_json json = {{"claim", claim.id}, {"of", of}, {"meaning", claim.threshold->meaning}};
  const auto value_of = [&](const std::optional<Result>& result, int offset) -> nlohmann::ordered_json {
    if (!result) return nullptr;
    return to_text(result->point.parameters.at(of) + offset);
  };
  json["largest"] = {{"lower", value_of(answer.holds, 0)}, {"upper", value_of(answer.fails, -1)}};
  std::string text = headline(answer, claim);
  if (!options.folder.empty()) make_folder(options.folder);
  for (const auto& [key, result] : {std::pair{"holds", &answer.holds}, std::pair{"fails", &answer.fails}}) {
    if (!*result) continue;
    json[key] = result_json(**result);
    text += result_text(**result, of);
    if (options.folder.empty()) continue;
    const std::filesystem::path path = std::filesystem::path(options.folder) / certificate_name((*result)->point);
    write_file_atomically(path, write_certificate(make_certificate(**result, tool_name())));
  }
  write_out(options.common.json ? document(json) : text);
  return answer.holds || answer.fails ? 0 : 3;
}

}  // namespace rankcert
