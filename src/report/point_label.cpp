#include "report/point_label.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "exact/digest.hpp"

namespace rankcert {
namespace {

constexpr std::size_t digest_start = 7;  // after "sha256:"
constexpr std::size_t digest_shown = 12;

}  // namespace

std::string exact_label(const Point& point) {
  constexpr std::size_t longest_value = 40;
  constexpr std::size_t shown_value = 12;
  std::string text;
  for (const auto& [name, value] : point.parameters) {
    std::string exact = to_text(value);
    if (exact.size() > longest_value) {
      exact = fmt::format("{}..({} digits, {})", exact.substr(0, shown_value), exact.size(), sha256(exact).substr(0, digest_start + digest_shown));
    }
    text += (text.empty() ? "" : " ") + name + "=" + exact;
  }
  return text.empty() ? "no parameters" : text;
}

std::string claim_label(const Report& report, const Claim& claim) {
  const auto same = std::count_if(report.claims.begin(), report.claims.end(), [&](const ReportedClaim& one) { return one.claim->id == claim.id; });
  return same > 1 ? claim.id + "@" + claim.digest.substr(digest_start, digest_shown) : claim.id;
}

std::string check_command(const Point& point) {
  std::string text = fmt::format("rankcert check {} --assertion {}", point.claim->id, point.assertion->name);
  for (const auto& [name, value] : point.parameters) text += fmt::format(" --set {}={}", name, to_text(value));
  return text;
}

}  // namespace rankcert
