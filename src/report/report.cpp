#include "report/report.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "exact/error.hpp"
#include "quantities/quantity.hpp"
#include "report/tally.hpp"

namespace rankcert {
namespace {

constexpr std::size_t fewest_points_of_a_plot = 3;

/// "low/a.json" for a file that was found in the folder given, the path as given for a file.
std::string shown_path(const std::string& file, const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    if (!std::filesystem::is_directory(path)) continue;
    const std::string below = std::filesystem::path(file).lexically_relative(path).string();
    if (!below.empty() && !below.starts_with("..")) return below;
  }
  return file;
}

/// The parameter with the most distinct values among the points of the assertion, the first of them.
std::optional<std::string> widest_parameter(const Assertion& assertion, const std::vector<ReportedPoint>& points) {
  std::map<std::string, std::set<Rational>> values;
  std::size_t count = 0;
  for (const ReportedPoint& point : points) {
    if (point.result.point.assertion != &assertion) continue;
    ++count;
    for (const auto& [name, value] : point.result.point.parameters) values[name].insert(value);
  }
  const auto widest = std::max_element(values.begin(), values.end(), [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
  if (count < fewest_points_of_a_plot || widest == values.end() || widest->second.size() < fewest_points_of_a_plot) return std::nullopt;
  return widest->first;
}

/// What the claim's text asks for. The kernel does not read it, so a certificate may hold what is no plot: no verdict
/// rests on it, and nothing is drawn.
std::vector<Plot> wanted_plots(const Claim& claim, const Limits& limits) {
  try {
    return read_plots(claim, claim.id + ".toml", limits);
  } catch (const InputError&) {
    return {};
  }
}

/// The plots that the claim asks for; where it asks for none, a plain one for each assertion with enough points.
std::vector<Plot> plots_of(const ReportedClaim& reported, const Limits& limits) {
  const Claim& claim = *reported.claim;
  std::vector<Plot> plots = wanted_plots(claim, limits);
  if (!plots.empty()) return plots;
  for (const Assertion& assertion : claim.assertions) {
    if (plots.size() == max_plots) break;
    if (const auto x = widest_parameter(assertion, reported.points)) plots.push_back({.title = assertion.title, .x = *x, .draw = {{&assertion}}});
  }
  return plots;
}

/// Of several certificates of one point the first stays.
void refuse_repeated(ReportedClaim& claim, std::vector<RefusedFile>& refused) {
  std::vector<ReportedPoint> kept;
  for (ReportedPoint& point : claim.points) {
    if (kept.empty() || comes_before(kept.back(), point)) kept.push_back(std::move(point));
    else refused.push_back({point.file, "the same point as " + kept.back().file + ": " + point_name(point.result.point)});
  }
  claim.points = std::move(kept);
}

}  // namespace

bool comes_before(const ReportedPoint& a, const ReportedPoint& b) {
  // Assertions stand in one array, so their addresses have the order of the claim.
  const Point& left = a.result.point;
  const Point& right = b.result.point;
  return left.assertion != right.assertion ? left.assertion < right.assertion : left.parameters < right.parameters;
}

Knowledge knowledge_of(const Assertion& assertion) {
  if (assertion.conjectured) return Knowledge::conjectured;
  const Side* measured = assertion.measured_side();
  if (measured == nullptr) return Knowledge::proved;
  // What this program cannot measure itself is taken for the weaker of the two.
  const Quantity* quantity = find_quantity(measured->quantity);
  return quantity != nullptr && quantity->kind == Quantity::Kind::enclosure ? Knowledge::enclosed : Knowledge::measured;
}

Report load_report(const std::vector<std::string>& paths, const VerifyPolicy& policy, const std::function<void(double, const std::string&)>& progress) {
  const std::vector<std::string> files = certificate_files(paths);
  if (files.empty()) throw InputError("there is no certificate (a .json file) in " + (paths.empty() ? "no folder" : paths.front()) + "; rankcert check -o DIR writes them");
  const auto verifier = std::make_shared<Verifier>(policy);
  Report report;
  report.replayed = policy.replay;
  report.second = static_cast<bool>(policy.second);
  std::map<std::pair<std::string, std::string>, ReportedClaim> claims;  // by id and digest
  std::set<std::string> tools;
  for (std::size_t i = 0; i < files.size(); ++i) {
    progress(static_cast<double>(i) / static_cast<double>(files.size()), files[i]);
    const VerifiedFile file = verifier->verify(files[i]);
    const std::string name = shown_path(files[i], paths);
    if (!file.accepted()) {
      report.refused.push_back({name, file.reason});
      continue;
    }
    const Certificate& certificate = *file.check.certificate;
    const Claim& claim = verifier->claim_of(file);
    ReportedClaim& reported = claims[{claim.id, claim.digest}];
    reported.claim = &claim;
    reported.points.push_back({.result = recorded_result(certificate, claim), .file = name, .digest = certificate_digest(certificate),
                               .alpha = file.check.alpha, .replayed = file.replayed,
                               .confirmed = is_confirmed(file), .proved_in_coq = is_proved_in_coq(file)});
    tools.insert(certificate.tool);
  }
  for (auto& [key, claim] : claims) {
    std::stable_sort(claim.points.begin(), claim.points.end(), comes_before);
    refuse_repeated(claim, report.refused);
    claim.plots = plots_of(claim, policy.check.limits);
    report.claims.push_back(std::move(claim));
  }
  report.tools.assign(tools.begin(), tools.end());
  report.verifier = verifier;
  return report;
}

int exit_code_of(const Report& report, bool strict) {
  int worst = report.refused.empty() ? 0 : 5;
  bool decided = false;
  for (const ReportedClaim& claim : report.claims) {
    for (const ReportedPoint& point : claim.points) {
      const Standing stands = standing_of(point.result);
      decided = decided || is_decided(stands);
      if (stands != Standing::undecided || strict) worst = worse_exit_code(worst, exit_code_of(stands));
    }
  }
  return decided ? worst : worse_exit_code(worst, 3);
}

std::string_view to_text(Knowledge knowledge) {
  switch (knowledge) {
    case Knowledge::proved: return "proved";
    case Knowledge::enclosed: return "enclosed";
    case Knowledge::measured: return "measured";
    case Knowledge::conjectured: return "conjectured";
  }
  return "";
}

}  // namespace rankcert
