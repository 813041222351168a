#include "cli/result_table.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "report/shown.hpp"
#include "report/tally.hpp"
#include "report/trust.hpp"

namespace rankcert {
namespace {

struct Cells {
  std::string point;
  std::string predicted;
  std::string compared;
  std::string margin;
  std::string verdict;
  Ink ink;
};

std::string short_margin(const Result& result) {
  constexpr std::size_t digits = 3;
  const auto distance = margin(result);
  return distance ? margin_text(*distance, digits) : "-";
}

Cells cells_of(const Result& result) {
  return {.point = parameters_text(result.point),
          .predicted = predicted_text(result),
          .compared = compared_text(result),
          .margin = short_margin(result),
          .verdict = verdict_text(result),
          .ink = ink_of(standing_of(result), result.verdict)};
}

std::string compared_heading(const Assertion& assertion) {
  return assertion.measured_side() != nullptr ? "measured" : "compared";
}

/// The points of one assertion that stand in a row, and columns as wide as they need.
class Block {
 public:
  Block(const Assertion& assertion, Look look) : assertion_(assertion), look_(look) {}

  void add(const Result& result) {
    rows_.push_back(cells_of(result));
    notes_.push_back(result.note);
  }

  [[nodiscard]] std::string text(const std::string& claim) {
    set_widths();
    std::string text = painted(claim + " / " + assertion_.name, Ink::strong, look_) + "\n";
    text += wrapped(
        fmt::format("{} {} {}", assertion_.left.text, relation_sign(assertion_.relation, look_), assertion_.right.text),
        2, 6);
    if (!stacked_) text += line({"point", "predicted", compared_heading(assertion_), "margin", "verdict", Ink::plain});
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      text += stacked_ ? lines(rows_[i]) : line(rows_[i]);
      // A reason that holds for several rows in a row stands under the last of them.
      const bool last = i + 1 == rows_.size() || notes_[i + 1] != notes_[i];
      if (!notes_[i].empty() && last) text += wrapped(notes_[i], 4, 6);
    }
    return text;
  }

 private:
  static constexpr std::size_t fixed = 7;  // two blanks before the row and before the verdict, one between other cells
  static constexpr std::size_t fewest_of_point = 6;

  [[nodiscard]] std::size_t widest(std::string Cells::* cell, std::size_t least) const {
    for (const Cells& row : rows_) least = std::max(least, (row.*cell).size());
    return least;
  }

  /// The usual widths, wider where a number needs it; what that takes beyond 80 columns is taken from blanks in the other
  /// columns of numbers, then from the column of points. If that is not enough, every cell gets a line.
  void set_widths() {
    const std::size_t predicted_needs = widest(&Cells::predicted, std::string_view("predicted").size());
    const std::size_t compared_needs = widest(&Cells::compared, std::string_view("measured").size());
    predicted_ = std::max(predicted_, predicted_needs);
    compared_ = std::max(compared_, compared_needs);
    margin_ = widest(&Cells::margin, margin_);
    const std::size_t verdict = widest(&Cells::verdict, std::string_view("verdict").size());
    const std::size_t total = fixed + point_ + predicted_ + compared_ + margin_ + verdict;
    std::size_t excess = total > terminal_columns ? total - terminal_columns : 0;
    const auto take = [&](std::size_t& width, std::size_t needed) {
      const std::size_t taken = std::min(excess, width - needed);
      width -= taken;
      excess -= taken;
    };
    take(predicted_, predicted_needs);
    take(compared_, compared_needs);
    take(point_, fewest_of_point);
    stacked_ = excess > 0;
  }

  /// Parameters that leave no room for the numbers get lines of their own.
  [[nodiscard]] std::string line(const Cells& row) const {
    const bool fits = row.point.size() <= point_;
    return (fits ? "" : wrapped(row.point, 2, 4)) +
           fmt::format("  {:<{}} {:>{}} {:>{}} {:>{}}  {}\n", fits ? row.point : "", point_, row.predicted, predicted_,
                       row.compared, compared_, row.margin, margin_, painted(row.verdict, row.ink, look_));
  }

  [[nodiscard]] std::string lines(const Cells& row) const {
    return wrapped(row.point, 2, 4) + fmt::format("    predicted {}\n    {}  {}\n    margin    {}  {}\n", row.predicted,
                                                  compared_heading(assertion_), row.compared, row.margin,
                                                  painted(row.verdict, row.ink, look_));
  }

  const Assertion& assertion_;
  Look look_;
  std::vector<Cells> rows_{};
  std::vector<std::string> notes_{};
  std::size_t point_ = 22;
  std::size_t predicted_ = 16;
  std::size_t compared_ = 16;
  std::size_t margin_ = 8;
  bool stacked_ = false;
};

std::string name_of(const Point& point) {
  const std::string parameters = parameters_text(point);
  return point.claim->id + " / " + point.assertion->name + (parameters.empty() ? "" : ", " + parameters);
}

/// The points of one standing, each with its verdict and what is known about it.
std::string point_list(const std::string& heading, Ink ink, const std::vector<Result>& results, Standing wanted,
                       std::size_t most, Look look) {
  std::string text = painted(heading, ink, look) + "\n";
  std::size_t count = 0;
  for (const Result& result : results) {
    if (standing_of(result) != wanted || ++count > most) continue;
    std::string line = fmt::format("{}: {}, expected {}", name_of(result.point), verdict_text(result),
                                   to_text(result.point.assertion->expected));
    if (margin(result)) line += ", margin " + short_margin(result);
    text += wrapped(result.note.empty() ? line : line + " (" + result.note + ")", 2, 6);
  }
  if (count > most) text += fmt::format("  ... and {} more\n", count - most);
  return text;
}

}  // namespace

std::string render_results(const std::vector<Result>& results, Look look) {
  std::string text;
  for (std::size_t i = 0; i < results.size();) {
    const Point& first = results[i].point;
    Block block(*first.assertion, look);
    for (; i < results.size() && results[i].point.assertion == first.assertion; ++i) block.add(results[i]);
    text += (text.empty() ? "" : "\n") + block.text(first.claim->id);
  }
  return text;
}

std::string render_summary(const Tally& tally, const std::string& confidence, std::uint64_t seed, bool rows) {
  std::string text = fmt::format(
      "{}{} points: {} certified, {} supported, {} refuted, {} inconclusive, {} enclosed\n{} of {} decided as expected\n",
      rows ? "\n" : "", tally.points, tally.certified, tally.supported, tally.refuted, tally.inconclusive,
      tally.enclosed, tally.as_expected, tally.decided());
  if (rows) {
    text += "Hypotheses and lemmas of each claim: rankcert show CLAIM.\n";
    text += "Numbers are rounded toward the other side: what holds as printed holds.\n";
  }
  if (tally.points > 0) text += fmt::format("Checked by: {}.\n", trust_text({tally.samples, tally.points - tally.samples}));
  if (tally.samples > 0) text += fmt::format("Estimates hold together with confidence {} (seed {}).\n", confidence, seed);
  return text;
}

std::string render_conclusion(const std::vector<Result>& results, const Tally& tally, std::size_t most, Look look) {
  std::string text;
  if (tally.undecided > 0) text += point_list("Undecided:", Ink::open, results, Standing::undecided, most, look);
  if (tally.contradicted > 0) text += point_list("Not as expected:", Ink::bad, results, Standing::contradiction, most, look);
  if (!text.empty() || tally.tightest == nullptr) return text;
  return wrapped(fmt::format("Tightest: {}: margin {} ({} of the value)", name_of(tally.tightest->point),
                             short_margin(*tally.tightest), percent_text(*relative_margin(*tally.tightest))),
                 0, 2);
}

}  // namespace rankcert
