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

namespace {

Trust level(bool from_sample, bool confirmed, bool proved_in_coq) {
  // A formula that others checked too does not make a sample any firmer.
  if (from_sample) return Trust::float_only;
  return proved_in_coq ? Trust::coq : confirmed ? Trust::second : Trust::kernel;
}

bool has_sample(const RecordedSide& side) { return side.evidence && side.evidence->sample; }

}  // namespace

Trust trust_of(const Result& result) { return level(result.evidence && result.evidence->sample, false, false); }

Trust trust_of(const ReportedPoint& point) {
  return level(trust_of(point.result) == Trust::float_only, point.confirmed, point.proved_in_coq);
}

Trust trust_of(const VerifiedFile& file) {
  const Certificate& certificate = *file.check.certificate;
  return level(has_sample(certificate.left) || has_sample(certificate.right), is_confirmed(file), is_proved_in_coq(file));
}

TrustCounts trust_counts(const PointList& points) {
  TrustCounts counts{};
  for (const ReportedPoint* point : points) ++counts[static_cast<std::size_t>(trust_of(*point))];
  return counts;
}

std::string trust_text(const TrustCounts& counts) {
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
