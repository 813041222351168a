#include "report/report_of_run.hpp"

#include <algorithm>
#include <map>

#include "checker/certificate.hpp"

namespace rankcert {
Report report_of_run(const std::vector<Result>& results, const std::string& tool,
                     const std::function<std::string(const Result&)>& file_of) {
  std::map<std::pair<std::string, std::string>, ReportedClaim> claims;  // by id and digest
  for (const Result& result : results) {
    const Claim& claim = *result.point.claim;
    ReportedClaim& reported = claims[{claim.id, claim.digest}];
    reported.claim = &claim;
    const auto sample = result.evidence ? result.evidence->sample : std::nullopt;
    reported.points.push_back({.result = result,
                               .file = file_of(result),
                               .digest = is_certifiable(result) ? certificate_digest(make_certificate(result, tool)) : "",
                               .alpha = sample ? std::optional(sample->alpha) : std::nullopt,
                               .replayed = false,
                               .confirmed = false,
                               .proved_in_coq = false});
  }
  Report report;
  report.tools = {tool};
  for (auto& [key, claim] : claims) {
    std::stable_sort(claim.points.begin(), claim.points.end(), comes_before);
    report.claims.push_back(std::move(claim));
  }
  return report;
}

}  // namespace rankcert
