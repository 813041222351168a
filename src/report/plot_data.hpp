// The numbers behind a plot: what a claim's [[plot]] asks for, out of the points of a report.
#pragma once

#include <string>
#include <vector>

#include "report/report.hpp"

namespace rankcert {

/// A point of a series: decimal numbers that a double can hold, lower and upper rounded outward, x to nearest.
struct PlotPoint {
  std::string x;
  std::string lower;
  std::string upper;
  std::size_t point;  ///< index into ReportedClaim::points; of a reference curve: no_point
  static constexpr std::size_t no_point = static_cast<std::size_t>(-1);
};

struct PlotSeries {
  /// What the numbers are: an enclosed formula (a line with its band), a measured enclosure (dots), an estimate (dots
  /// with confidence bars), a reference curve, or parameters marked by the verdict of their point.
  enum class Kind { formula, enclosure, estimate, curve, mark };
  std::string name;   ///< the side's text, the curve's name, or the assertion's name for marks
  /// "d=10 r=1": what tells the series of one name apart, by default the parameters besides x that the side depends on,
  /// of marks those that their y does not show; only those that differ within the plot. May be empty.
  std::string group;
  Kind kind;
  std::vector<PlotPoint> points;  ///< by x
};

struct PlotData {
  std::string title;
  std::string x_label;  ///< the parameter with its meaning and unit
  std::string y_label;
  bool x_log = false;
  bool y_log = false;
  std::vector<PlotSeries> series;
  std::size_t left_out = 0;  ///< points that have no place: 0 or less on a log axis, beyond 10^300, not compared
};

[[nodiscard]] std::string_view to_text(PlotSeries::Kind kind);

/// The series of the plot; reference curves are enclosed by the kernel at the x of the drawn points and between them
/// (at most 16 curves). What is to be computed has a small budget of work; what has no value within it is left out.
[[nodiscard]] PlotData plot_data(const ReportedClaim& claim, const Plot& plot, const Limits& limits = {});

}  // namespace rankcert
