// What the progress line says.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rankcert {

/// " 42 %  1 min 5 s left  what": the fraction done (cut to [0, 1]), the time left where it is known, and what is being
/// worked on.
[[nodiscard]] std::string progress_text(double fraction, std::optional<double> seconds_left, std::string_view what);

/// A duration in its two largest units, rounded up: "1 s", "59 s", "1 min 0 s", "2 h 5 min", "3 d 4 h", and "more than
/// 999 d". Requires: seconds >= 0.
[[nodiscard]] std::string duration_text(double seconds);

/// How long the rest takes if work goes on as fast as in the last three quarters of the time so far: bounds are quick and
/// come first, so the mean over all of the time would promise too much once measurements begin.
class TimeLeft {
 public:
  /// The fraction done after so many seconds. Requires: seconds do not fall from call to call.
  void note(double seconds, double fraction);

  /// Nothing in the first second, when it would be a guess, when nothing or everything is done, and while nothing has
  /// been done for as long.
  [[nodiscard]] std::optional<double> seconds() const;

 private:
  std::vector<std::pair<double, double>> noted_{{0, 0}};  ///< thinned out when they become many
};

}  // namespace rankcert
