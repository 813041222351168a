#include "report/trust.hpp"

#include <algorithm>

namespace rankcert {

std::string_view to_text(Trust trust) {
  switch (trust) {
    case Trust::float_only: return "float only";
    case Trust::kernel: return "kernel";
    case Trust::second: return "kernel + second";
    case Trust::coq: return "Coq";
  }
  return "";
}

Trust trust_of(const Result& result) { return result.evidence && result.evidence->sample ? Trust::float_only : Trust::kernel; }

Trust trust_of(const ReportedPoint& point) {
  const Trust level = trust_of(point.result);
  // A formula that others checked too does not make a sample any firmer.
  if (level == Trust::float_only) return level;
  return point.proved_in_coq ? Trust::coq : point.confirmed ? Trust::second : level;
}

std::array<std::size_t, all_trust.size()> trust_counts(const PointList& points) {
  std::array<std::size_t, all_trust.size()> counts{};
  for (const ReportedPoint* point : points) ++counts[static_cast<std::size_t>(trust_of(*point))];
  return counts;
}

std::string trust_text(const std::array<std::size_t, all_trust.size()>& counts) {
  const bool alone = std::count_if(counts.begin(), counts.end(), [](std::size_t count) { return count > 0; }) == 1;
  std::string text;
  for (const Trust level : all_trust) {
    const std::size_t count = counts[static_cast<std::size_t>(level)];
    if (count == 0) continue;
    text += (text.empty() ? "" : ", ") + std::string(to_text(level)) + (alone ? "" : " " + std::to_string(count));
  }
  return text;
}

}  // namespace rankcert
