#include "cli/progress_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace rankcert {

std::string duration_text(double seconds) {
  constexpr long long kMinute = 60;
  constexpr long long kHour = 60 * kMinute;
  constexpr long long kDay = 24 * kHour;
  constexpr long long kMostDays = 999;
  if (!(seconds <= static_cast<double>(kMostDays * kDay))) return fmt::format("more than {} d", kMostDays);
  const auto whole = std::max(1LL, static_cast<long long>(std::ceil(seconds)));
  if (whole < kMinute) return fmt::format("{} s", whole);
  if (whole < kHour) return fmt::format("{} min {} s", whole / kMinute, whole % kMinute);
  const long long minutes = (whole + kMinute - 1) / kMinute * kMinute;
  if (minutes < kDay) return fmt::format("{} h {} min", minutes / kHour, minutes % kHour / kMinute);
  const long long hours = (whole + kHour - 1) / kHour * kHour;
  return fmt::format("{} d {} h", hours / kDay, hours % kDay / kHour);
}

void TimeLeft::note(double seconds, double fraction) {
  constexpr std::size_t kMost = 2000;
  noted_.emplace_back(seconds, fraction);
  if (noted_.size() < kMost) return;
  std::vector<std::pair<double, double>> fewer;
  for (std::size_t i = 0; i < noted_.size(); i += 2) fewer.push_back(noted_[i]);
  fewer.push_back(noted_.back());
  noted_ = std::move(fewer);
}

std::optional<double> TimeLeft::seconds() const {
  constexpr double kSilence = 1;
  const auto [now, done] = noted_.back();
  if (now < kSilence || done <= 0 || done >= 1) return std::nullopt;
  const auto after = std::upper_bound(noted_.begin(), noted_.end(), now / 4, [](double time, const auto& noted) { return time < noted.first; });
  const auto [then, done_then] = *std::prev(after);  // the first note is at 0
  if (done <= done_then) return std::nullopt;
  return (now - then) / (done - done_then) * (1 - done);
}

std::string progress_text(double fraction, std::optional<double> seconds_left, std::string_view what) {
  const double done = std::clamp(fraction, 0.0, 1.0);
  const std::string left = seconds_left ? duration_text(*seconds_left) + " left  " : "";
  return fmt::format("{:3.0f} %  {}{}", std::floor(100 * done), left, what);
}

}  // namespace rankcert
