#include "report/plot_data.hpp"

#include <doctest/doctest.h>

#include <chrono>

using namespace rankcert;

namespace {

/// A claim with a formula, an enclosure and a sample, and the plots given.
const std::string claim_text = R"toml(id = "plotted"
title = "A claim with plots"
statement = ""
source = ""
note = "plotted"
hypotheses = ["none"]
[parameters]
n = { type = "integer", range = "1..10^400", meaning = "a length", unit = "tokens" }
d = { type = "integer", range = "1..10^6", meaning = "a dimension" }
x = { type = "rational", range = "-1..1", meaning = "a weight" }
[[define]]
name = "slow(n)"
is = "sum(i = 1..10^6, sin(i*n))"
meaning = "more work than a plot may take"
[[assert]]
name = "formulas"
title = "Formulas"
left = "n*d"
relation = "<="
right = "n^3"
lemmas = ["plotted#1"]
[[assert]]
name = "sampled"
title = "A sample"
left = { measure = "rank(n)", column = "rank" }
relation = "<="
right = "n + d"
expect = "supported"
lemmas = ["plotted#1"]
[[assert]]
name = "weighted"
title = "At a rational"
left = "x"
relation = "<="
right = "1"
lemmas = ["plotted#1"]
)toml";

/// What a report holds of the claim; the points are made by hand.
struct Reported {
  explicit Reported(const std::string& plot) : claim(std::make_unique<Claim>(parse_claim(claim_text + plot, "mine.toml"))), reported{claim.get(), read_plots(*claim, "mine.toml"), {}} {}

  void add(const char* assertion, Assignment parameters, std::optional<Interval> left, std::optional<Interval> right, Verdict verdict = Verdict::certified,
           std::optional<Evidence> evidence = std::nullopt) {
    Result result{.point = {claim.get(), claim->find_assertion(assertion), std::move(parameters)}, .hints = {}, .left = std::move(left),
                  .right = std::move(right), .evidence = std::move(evidence), .note = "", .verdict = verdict};
    reported.points.push_back({.result = std::move(result), .file = "f.json", .digest = "", .alpha = std::nullopt});
  }

  [[nodiscard]] PlotData data(std::size_t which = 0) const { return plot_data(reported, reported.plots.at(which)); }

  std::unique_ptr<Claim> claim;
  ReportedClaim reported;
};

Interval exactly(const Rational& value) { return {value, value}; }

Evidence sample() { return {.seed = "1", .method = "m", .sample = Evidence::Sample{.observations = {1}, .least = 0, .greatest = 1, .alpha = Rational(1, 100)}}; }
Evidence enclosure() { return {.seed = "1", .method = "m", .sample = std::nullopt}; }

const PlotSeries& series(const PlotData& data, const std::string& name, const std::string& group = "") {
  for (const PlotSeries& one : data.series) {
    if (one.name == name && one.group == group) return one;
  }
  FAIL("no series '" << name << "' '" << group << "'");
  throw;
}

std::string plot(const std::string& keys) { return "[[plot]]\ntitle = \"t\"\nx = \"n\"\n" + keys; }

}  // namespace

TEST_CASE("plot data: the kind of a series is that of the side, and its name the side's text or the one given") {
  Reported reported(plot("draw = [\"formulas.left\", { what = \"sampled.left\", name = \"measured\" }, \"sampled.right\"]\n"));
  reported.add("formulas", {{"n", 2}, {"d", 3}}, exactly(6), exactly(8));
  reported.add("sampled", {{"n", 2}, {"d", 3}}, Interval{1, 2}, exactly(5), Verdict::supported, sample());
  CHECK(series(reported.data(), "n*d").kind == PlotSeries::Kind::formula);
  CHECK(series(reported.data(), "measured").kind == PlotSeries::Kind::estimate);
  CHECK(series(reported.data(), "n + d").kind == PlotSeries::Kind::formula);
  CHECK(reported.data().series.size() == 3);
  reported.reported.points.back().result.evidence = enclosure();
  CHECK(series(reported.data(), "measured").kind == PlotSeries::Kind::enclosure);
  CHECK(series(reported.data(), "measured").points.front().point == 1);
}

TEST_CASE("plot data: a series for each value of the parameters that its side depends on, sorted by x") {
  Reported reported(plot("draw = [\"formulas\"]\n"));
  for (const int d : {7, 5}) {
    for (const int n : {4, 2, 3}) reported.add("formulas", {{"n", n}, {"d", d}}, exactly(n * d), exactly(n * n * n));
  }
  const PlotData data = reported.data();
  REQUIRE(data.series.size() == 3);
  for (const char* group : {"d=5", "d=7"}) {
    const PlotSeries& one = series(data, "n*d", group);
    REQUIRE(one.points.size() == 3);
    CHECK(one.points[0].x == "2");
    CHECK(one.points[1].x == "3");
    CHECK(one.points[2].x == "4");
  }
  // The right side does not depend on d: it is there once.
  CHECK(series(data, "n^3").points.size() == 3);
  CHECK(data.left_out == 0);
}

TEST_CASE("plot data: a parameter that is the same everywhere names no group") {
  Reported reported(plot("draw = [\"formulas.left\"]\n"));
  for (const int n : {2, 3}) reported.add("formulas", {{"n", n}, {"d", 5}}, exactly(n * 5), exactly(n * n * n));
  REQUIRE(reported.data().series.size() == 1);
  CHECK(reported.data().series[0].group.empty());
}

TEST_CASE("plot data: numbers are rounded outward, and division by an irrational number too") {
  Reported reported(plot("draw = [\"formulas.left\", { what = \"formulas.right\", per = \"sqrt(n)\", name = \"divided\" }]\n"));
  reported.add("formulas", {{"n", 2}, {"d", 3}}, Interval{Rational(1, 3), Rational(2, 3)}, Interval{1, 2});
  const PlotPoint left = series(reported.data(), "n*d").points.at(0);
  CHECK(left.lower == "0.333333333");
  CHECK(left.upper == "0.666666667");
  // 1/sqrt 2 = 0.70710678118..., 2/sqrt 2 = 1.41421356237...
  const PlotPoint right = series(reported.data(), "divided").points.at(0);
  CHECK(right.lower == "0.707106781");
  CHECK(right.upper == "1.41421357");
}

TEST_CASE("plot data: dividing a side of either sign keeps its ends outward") {
  Reported reported(plot("draw = [{ what = \"formulas.left\", per = \"4\", name = \"divided\" }]\n"));
  reported.add("formulas", {{"n", 2}, {"d", 3}}, Interval{-2, 1}, exactly(8));
  const PlotPoint point = series(reported.data(), "divided").points.at(0);
  CHECK(point.lower == "-0.5");
  CHECK(point.upper == "0.25");
}

TEST_CASE("plot data: an axis is logarithmic where its values span a factor of 50, unless the plot says which") {
  const auto is_log = [](const std::string& scale, const std::vector<int>& lengths) {
    Reported reported(plot(scale + "draw = [\"formulas.right\"]\n"));
    for (const int n : lengths) reported.add("formulas", {{"n", n}, {"d", 1}}, exactly(n), exactly(n));
    return std::pair{reported.data().x_log, reported.data().y_log};
  };
  CHECK(is_log("", {1, 49}) == std::pair{false, false});
  CHECK(is_log("", {1, 50}) == std::pair{true, true});
  CHECK(is_log("x_scale = \"linear\"\n", {1, 50}) == std::pair{false, true});
  CHECK(is_log("y_scale = \"linear\"\n", {1, 50}) == std::pair{true, false});
  CHECK(is_log("x_scale = \"log\"\ny_scale = \"log\"\n", {1, 2}) == std::pair{true, true});
}

TEST_CASE("plot data: what has no place is counted") {
  Reported reported(plot("y_scale = \"log\"\ndraw = [\"formulas.left\"]\n"));
  reported.add("formulas", {{"n", 1}, {"d", 1}}, exactly(3), exactly(8));
  reported.add("formulas", {{"n", 2}, {"d", 1}}, exactly(0), exactly(8));                                      // no logarithm
  reported.add("formulas", {{"n", 3}, {"d", 1}}, Interval{-1, 2}, exactly(8));                                  // its upper end has one
  reported.add("formulas", {{"n", 4}, {"d", 1}}, std::nullopt, exactly(8), Verdict::enclosed);                  // not measured
  reported.add("formulas", {{"n", 5}, {"d", 1}}, exactly(Rational(pow(Integer(10), 301U))), exactly(8));        // beyond a double
  reported.add("formulas", {{"n", Rational(pow(Integer(10), 301U))}, {"d", 1}}, exactly(2), exactly(8));        // likewise
  const PlotData data = reported.data();
  CHECK(data.left_out == 4);
  CHECK(data.series.at(0).points.size() == 2);
}

TEST_CASE("plot data: marks stand at their y, undecided points are left out") {
  Reported marks(plot("y = \"2*d\"\ndraw = [{ what = \"formulas\", name = \"holds\" }, \"sampled\"]\n"));
  marks.add("formulas", {{"n", 2}, {"d", 3}}, exactly(6), exactly(8));
  marks.add("formulas", {{"n", 2}, {"d", 4}}, exactly(8), exactly(8));
  marks.add("formulas", {{"n", 3}, {"d", 4}}, exactly(8), exactly(8), Verdict::inconclusive);
  marks.add("sampled", {{"n", 3}, {"d", 1}}, Interval{1, 9}, exactly(4), Verdict::inconclusive, sample());
  const PlotData data = marks.data();
  REQUIRE(data.series.size() == 1);
  CHECK(data.series[0].kind == PlotSeries::Kind::mark);
  CHECK(data.series[0].name == "holds");
  CHECK(data.series[0].group.empty());  // d is what their height shows
  REQUIRE(data.series[0].points.size() == 2);
  CHECK(data.series[0].points[0].lower == "6");
  CHECK(data.series[0].points[1].upper == "8");
  CHECK(data.left_out == 2);
  // y has no value: 1/0.
  Reported undefined(plot("y = \"1/(d - 3)\"\ndraw = [\"formulas\"]\n"));
  undefined.add("formulas", {{"n", 2}, {"d", 3}}, exactly(6), exactly(8));
  CHECK(undefined.data().series.empty());
  CHECK(undefined.data().left_out == 1);
}

TEST_CASE("plot data: a curve in a parameter that some of the points have not is drawn for those that have it") {
  Reported reported(plot("draw = [\"formulas.left\", { what = \"sampled.left\", name = \"measured\" }]\n[[plot.curve]]\nname = \"weight\"\nis = \"x + n\"\n"));
  reported.add("formulas", {{"n", 2}, {"d", 3}}, exactly(6), exactly(8));
  CHECK(reported.data().series.size() == 1);
}

TEST_CASE("plot data: a plot may say by which parameters its series are told apart") {
  const auto groups = [](const std::string& by) {
    Reported reported(plot("y = \"n*d\"\n" + by + "draw = [{ what = \"formulas\", name = \"holds\" }]\n"));
    for (const int d : {5, 7}) {
      for (const int n : {2, 3}) reported.add("formulas", {{"n", n}, {"d", d}}, exactly(n * d), exactly(99));
    }
    return reported.data().series.size();
  };
  CHECK(groups("") == 1);
  CHECK(groups("by = [\"d\"]\n") == 2);
  CHECK(groups("by = [\"n\"]\n") == 1);  // x tells no series apart
  Reported sides(plot("by = [\"x\"]\ndraw = [\"formulas.left\"]\n"));
  for (const int d : {5, 7}) sides.add("formulas", {{"n", 2}, {"d", d}}, exactly(2 * d), exactly(99));
  REQUIRE(sides.data().series.size() == 1);
  CHECK(sides.data().series[0].points.size() == 2);
}

TEST_CASE("plot data: conditions choose the points, those without the names in them are drawn") {
  Reported reported(plot("where = [\"d = 2\", \"n^2 > 5\", \"x < 0\"]\ndraw = [\"formulas.left\"]\n"));
  for (const int n : {2, 3, 4}) {
    for (const int d : {2, 3}) reported.add("formulas", {{"n", n}, {"d", d}}, exactly(n * d), exactly(99));
  }
  const PlotData data = reported.data();
  REQUIRE(data.series.size() == 1);
  REQUIRE(data.series[0].points.size() == 2);
  CHECK(data.series[0].points[0].x == "3");
  CHECK(data.series[0].points[1].x == "4");
  CHECK(data.left_out == 0);
}

TEST_CASE("plot data: a condition compares exactly, also numbers that are not dyadic") {
  Reported reported("[[plot]]\ntitle = \"t\"\nx = \"x\"\nwhere = [\"x = 1/3\"]\ndraw = [\"weighted.left\"]\n");
  for (const Rational& x : {Rational(1, 3), Rational(Integer(333'333'333'333'333'333), Integer(1'000'000'000'000'000'000))}) {
    reported.add("weighted", {{"x", x}}, exactly(x), exactly(1));
  }
  REQUIRE(reported.data().series.size() == 1);
  CHECK(reported.data().series[0].points.size() == 1);
}

TEST_CASE("plot data: a reference curve is enclosed between the ends, once for each value of its parameters") {
  Reported reported(plot("draw = [\"formulas.left\"]\n[[plot.curve]]\nname = \"root\"\nis = \"sqrt(n)*d\"\n[[plot.curve]]\nname = \"one\"\nis = \"1\"\n"));
  for (const int d : {1, 2}) {
    for (const int n : {4, 20}) reported.add("formulas", {{"n", n}, {"d", d}}, exactly(n * d), exactly(99));
  }
  const PlotData data = reported.data();
  const PlotSeries& root = series(data, "root", "d=2");
  CHECK(root.kind == PlotSeries::Kind::curve);
  REQUIRE(root.points.size() == 17);  // the integers from 4 to 20
  CHECK(root.points.front().x == "4");
  CHECK(root.points.front().lower == "4");
  CHECK(root.points.back().x == "20");
  CHECK(root.points[1].lower == "4.47213595");  // 2 sqrt 5 = 4.472135954999...
  CHECK(root.points[1].upper == "4.47213596");
  CHECK(root.points[1].point == PlotPoint::no_point);
  CHECK(series(data, "root", "d=1").points.size() == 17);
  CHECK(series(data, "one").points.size() == 17);
}

TEST_CASE("plot data: a curve has few places however many points there are, and none without points") {
  Reported reported(plot("draw = [\"formulas.left\"]\n[[plot.curve]]\nname = \"one\"\nis = \"1\"\n"));
  CHECK(reported.data().series.empty());
  for (int n = 1; n <= 1000; ++n) reported.add("formulas", {{"n", n}, {"d", 1}}, exactly(n), exactly(n));
  const PlotData data = reported.data();
  CHECK(series(data, "one").points.size() <= 130);
  CHECK(series(data, "n*d").points.size() == 1000);
}

TEST_CASE("plot data: at a rational parameter the curve's places are equal steps") {
  Reported reported("[[plot]]\ntitle = \"t\"\nx = \"x\"\ndraw = [\"weighted.left\"]\n[[plot.curve]]\nname = \"line\"\nis = \"x\"\n");
  for (const int x : {-1, 1}) reported.add("weighted", {{"x", x}}, exactly(x), exactly(1));
  const PlotData data = reported.data();
  const PlotSeries& line = series(data, "line");
  REQUIRE(line.points.size() == 65);
  CHECK(line.points[32].x == "0");
  CHECK(line.points[16].lower == "-0.5");
}

TEST_CASE("plot data: hostile curves and divisors are given up within a budget") {
  std::string keys = "draw = [{ what = \"formulas.left\", per = \"slow(n)\" }]\nwhere = [\"slow(n) < 10^9\"]\n";
  for (int i = 0; i < 40; ++i) keys += "[[plot.curve]]\nname = \"c" + std::to_string(i) + "\"\nis = \"slow(n + " + std::to_string(i) + ")\"\n";
  Reported reported(plot(keys) + plot("draw = [{ what = \"formulas.left\", per = \"slow(n)\", name = \"divided\" }, \"formulas.right\"]\n[[plot.curve]]\nname = \"slow\"\nis = \"slow(n)\"\n"));
  for (int n = 1; n <= 500; ++n) reported.add("formulas", {{"n", n}, {"d", 1}}, exactly(n), exactly(n));
  const auto start = std::chrono::steady_clock::now();
  CHECK(reported.data(0).series.empty());
  const PlotData second = reported.data(1);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(60));  // without a budget: 20,000 times 10^6 sines
  REQUIRE(second.series.size() == 1);
  CHECK(second.series[0].name == "n^3");
  CHECK(second.left_out == 500);
}

TEST_CASE("plot data: at most sixteen curves are drawn") {
  std::string keys = "draw = [\"formulas.left\"]\n";
  for (int i = 0; i < 20; ++i) keys += "[[plot.curve]]\nname = \"c" + std::to_string(i) + "\"\nis = \"" + std::to_string(i) + "\"\n";
  Reported reported(plot(keys));
  for (const int n : {1, 2}) reported.add("formulas", {{"n", n}, {"d", 1}}, exactly(n), exactly(n));
  CHECK(reported.data().series.size() == 17);
}

TEST_CASE("plot data: labels say what stands on the axes") {
  Reported reported(plot("draw = [\"formulas.left\"]\n") + plot("y = \"d\"\ndraw = [\"formulas\"]\n") + plot("y = \"d + 1\"\ndraw = [\"formulas\"]\n") +
                    plot("y_label = \"heads\"\ndraw = [\"formulas.left\"]\n"));
  CHECK(reported.data(0).x_label == "n, a length");
  CHECK(reported.data(0).y_label == "value");
  CHECK(reported.data(1).y_label == "d, a dimension");
  CHECK(reported.data(2).y_label == "d + 1");
  CHECK(reported.data(3).y_label == "heads");
}

TEST_CASE("plot_data: an x beyond a double, or 0 on a logarithmic axis, throws nothing out of a report") {
  const std::string curve = "[[plot.curve]]\nname = \"one\"\nis = \"1\"\n";
  Reported large("[[plot]]\ntitle = \"t\"\nx = \"n\"\ndraw = [\"formulas.left\"]\n" + curve);
  for (const Rational& n : {Rational(1), Rational(2), Rational(pow(Integer(10), 350U))}) large.add("formulas", {{"n", n}, {"d", 1}}, Interval{1, 2}, Interval{3, 4});
  CHECK(plot_data(large.reported, large.reported.plots.front()).left_out == 1);
  Reported zero("[[plot]]\ntitle = \"t\"\nx = \"x\"\ndraw = [\"weighted.left\"]\nx_scale = \"log\"\n" + curve);
  for (const Rational& x : {Rational(0), Rational(1, 2), Rational(1)}) zero.add("weighted", {{"x", x}}, Interval{x, x}, Interval{1, 1});
  CHECK(plot_data(zero.reported, zero.reported.plots.front()).left_out == 1);
}
