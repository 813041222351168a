#include "cli/progress_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

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

std::string progress_text(double fraction, double seconds, std::string_view what) {
  constexpr double kSilence = 1;
  const double done = std::clamp(fraction, 0.0, 1.0);
  const bool known = seconds >= kSilence && done > 0 && done < 1;
  const std::string left = known ? duration_text(seconds / done * (1 - done)) + " left  " : "";
  return fmt::format("{:3.0f} %  {}{}", std::floor(100 * done), left, what);
}

}  // namespace rankcert
