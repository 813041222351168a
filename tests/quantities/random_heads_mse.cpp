#include <doctest/doctest.h>

#include <atomic>
#include <cmath>

#include "exact/error.hpp"
#include "quantities/quantity.hpp"

using namespace rankcert;

namespace {

MeasuredEnclosure measured(std::int64_t d, std::int64_t heads, std::uint64_t seed,
                           const std::map<std::string, std::vector<Rational>>* witness = nullptr) {
  const Quantity& quantity = *find_quantity("random_heads_mse");
  MeasureRequest request;
  request.arguments = {d, heads};
  request.seed = seed;
  request.witness = witness;
  REQUIRE_FALSE(quantity.refusal(request.arguments));
  return std::get<MeasuredEnclosure>(quantity.measure(request));
}

double width(const MeasuredEnclosure& e) { return Rational(e.upper - e.lower).convert_to<double>(); }

double mean_error(std::int64_t d, std::int64_t heads, int seeds) {
  double sum = 0;
  for (int seed = 0; seed < seeds; ++seed) {
    sum += measured(d, heads, static_cast<std::uint64_t>(seed)).upper.convert_to<double>();
  }
  return sum / seeds;
}

// T2 with scalar V and r = 1 in plain double: 1/2 sum_{odd l} eta_l^2 max(0, 1 - H/N(m,l)), m = d-1.
double low_rank_bound(double d, double heads) {
  const double m = d - 1;
  const auto beta = [](double a, double b) { return std::exp(std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b)); };
  double eta = m * std::pow(beta(0.5, m / 2) / std::acos(-1.0), 2);
  double left = 1;
  double sum = 0;
  for (double l = 1; l < 4000; l += 2) {
    const auto monomials = [](double r, double k) {
      return std::exp(std::lgamma(k + r) - std::lgamma(k + 1) - std::lgamma(r));
    };
    const double count = monomials(m - 1, l) + monomials(m - 1, l - 1);
    sum += eta * std::max(0.0, 1 - heads / count);
    left -= eta;
    eta *= (2 * l + m + 2) * (l + m - 1) * (l + m - 2) * l * l /
           ((2 * l + m - 2) * (l + 1) * (l + 2) * (l + m) * (l + m));
  }
  return (sum + left) / 2;
}

}  // namespace

TEST_CASE("random_heads_mse: the published measurements of T11") {
  struct Row {
    std::int64_t d, heads;
    int seeds;
    double published;
    double slack;  // relative: a mean over few draws against one published to two or three digits
  };
  for (const Row& row : {Row{10, 64, 20, .435, .05}, Row{10, 1024, 2, .205, .03}, Row{30, 64, 10, .501, .02}, Row{30, 1024, 2, .382, .02}, Row{60, 64, 6, .505, .02},
                         Row{60, 1024, 2, .466, .02}, Row{64, 1024, 2, .469, .02}}) {
    CAPTURE(row.d);
    CAPTURE(row.heads);
    const double mean = mean_error(row.d, row.heads, row.seeds);
    CAPTURE(mean);
    CHECK(std::abs(mean - row.published) < row.slack * row.published);
  }
}

TEST_CASE("random_heads_mse: one head, published 0.710 at d = 10, is one draw: 1 - b^2 varies with <q,k>") {
  // E(1 - b^2) = 3/4 - E beta^2 since beta is odd: the mean over draws is just below 3/4.
  double least = 1;
  double sum = 0;
  for (int seed = 0; seed < 60; ++seed) {
    const double e = measured(10, 1, static_cast<std::uint64_t>(seed)).upper.convert_to<double>();
    least = std::min(least, e);
    sum += e;
  }
  CHECK(least < .710);
  CHECK(std::abs(sum / 60 - .748) < .02);
}

TEST_CASE("random_heads_mse: above T2's lower bound, narrow, in [0, 1]") {
  for (const std::int64_t d : {5, 6, 10, 24, 64}) {
    for (const std::int64_t heads : {1, 8, 100, 700}) {
      const MeasuredEnclosure e = measured(d, heads, 11);
      CAPTURE(d);
      CAPTURE(heads);
      CHECK(e.lower.convert_to<double>() >= low_rank_bound(static_cast<double>(d), static_cast<double>(heads)) - 1e-9);
      CHECK(e.upper <= 1);
      if (d >= 10) CHECK(width(e) < 1e-9);
      CHECK(width(e) < 1e-7);
    }
  }
}

TEST_CASE("random_heads_mse: more of the same heads do not hurt") {
  CHECK(measured(16, 200, 1).upper < measured(16, 100, 1).lower);
  CHECK(measured(16, 100, 1).upper < measured(16, 50, 1).lower);
}

TEST_CASE("random_heads_mse: a replay with the witness gives the same interval, other seeds give another") {
  const MeasuredEnclosure first = measured(14, 90, 5);
  const MeasuredEnclosure again = measured(14, 90, 5, &first.witness);
  CHECK(first.lower == again.lower);
  CHECK(first.upper == again.upper);
  CHECK(first.witness == again.witness);
  CHECK(measured(14, 90, 6).lower != first.lower);
  for (const Rational* end : {&first.lower, &first.upper}) {
    CHECK(is_integer(*end * Rational(Integer(1) << 80)));
  }
}

TEST_CASE("random_heads_mse: any witness is sound, a malformed one is bad input") {
  std::map<std::string, std::vector<Rational>> witness{{"weights", {Rational(1, 2), Rational(-1, 4)}}};
  CHECK(measured(8, 2, 1, &witness).lower > 0);
  witness["weights"].push_back(0);
  CHECK_THROWS_AS((void)measured(8, 2, 1, &witness), InputError);
  witness["weights"] = {Rational(1, 3), 0};
  CHECK_THROWS_AS((void)measured(8, 2, 1, &witness), InputError);
  witness["weights"] = {Rational(Integer(1) << 60), 0};
  CHECK_THROWS_AS((void)measured(8, 2, 1, &witness), InputError);
  witness["weights"] = {Rational(1, Integer(1) << 31), 0};
  CHECK_THROWS_AS((void)measured(8, 2, 1, &witness), InputError);
  witness = {{"other", {0, 0}}};
  CHECK_THROWS_AS((void)measured(8, 2, 1, &witness), InputError);
}

TEST_CASE("random_heads_mse: refusals and the stop flag") {
  const Quantity& quantity = *find_quantity("random_heads_mse");
  CHECK(quantity.refusal(std::vector<Rational>{2, 1})->find("from 3 to 1024") != std::string::npos);
  CHECK(quantity.refusal(std::vector<Rational>{3, 4097})->find("4096") != std::string::npos);
  CHECK(quantity.refusal(std::vector<Rational>{3, 0}));
  const std::atomic<bool> stop = true;
  MeasureRequest request;
  request.arguments = {10, 500};
  request.stop = &stop;
  CHECK_THROWS_AS((void)quantity.measure(request), Interrupted);
}
