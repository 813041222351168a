// What a report draws of a claim: the [[plot]] tables of its file. No verdict rests on them.
#pragma once

#include <string>
#include <vector>

#include "checker/claim_text.hpp"

namespace rankcert {

enum class Scale { automatic, linear, log };

/// An assertion to draw: both its sides, or one.
struct DrawnAssertion {
  enum class Sides { both, left, right };
  const Assertion* assertion;
  Sides sides = Sides::both;
  ExpressionPtr per{};  ///< in the parameters: what the sides are divided by; null: 1
  std::string name{};   ///< for the legend; empty: the text of the side, or the assertion's name where points are marked
};

/// A reference curve: a formula in the parameters.
struct ReferenceCurve {
  std::string name;
  ExpressionPtr formula;
};

struct Plot {
  std::string title;
  std::string x;                      ///< a parameter
  ExpressionPtr y{};                  ///< in the parameters: points are marked at (x, y); null: the sides are drawn
  std::vector<ExpressionPtr> where{};  ///< comparisons in the parameters: a point is drawn if those that it has all names of hold
  std::vector<std::string> by{};       ///< parameters: a series for each of their values; empty: see PlotSeries::group
  std::vector<DrawnAssertion> draw{};
  std::vector<ReferenceCurve> curves{};
  Scale x_scale = Scale::automatic;
  Scale y_scale = Scale::automatic;
  std::string y_label{};
};

/// The most plots of one claim.
inline constexpr std::size_t max_plots = 32;

/// The plots that the claim's text asks for. They point into `claim`. `where` names the file in errors.
/// Throws InputError, "where:line:column: what is wrong", for an unknown key, parameter, assertion or name in a formula.
[[nodiscard]] std::vector<Plot> read_plots(const Claim& claim, std::string_view where, const Limits& limits = {});

}  // namespace rankcert
