#include <doctest/doctest.h>

#include <atomic>
#include <cmath>

#include "exact/error.hpp"
#include "quantities/quantity.hpp"

using namespace rankcert;

namespace {

using Witness = std::map<std::string, std::vector<Rational>>;

MeasuredEnclosure measured_as(const char* name, std::vector<Rational> arguments, std::uint64_t seed, const Witness* witness = nullptr) {
  const Quantity& quantity = *find_quantity(name);
  MeasureRequest request;
  request.arguments = std::move(arguments);
  request.seed = seed;
  request.witness = witness;
  REQUIRE_FALSE(quantity.refusal(request.arguments));
  return std::get<MeasuredEnclosure>(quantity.measure(request));
}

MeasuredEnclosure measured(std::int64_t d, std::int64_t heads, std::uint64_t seed, const Witness* witness = nullptr) {
  return measured_as("random_heads_mse", {d, heads}, seed, witness);
}

double width(const MeasuredEnclosure& e) { return Rational(e.upper - e.lower).convert_to<double>(); }

double mean_error(std::int64_t d, std::int64_t heads, int seeds) {
  double sum = 0;
  for (int seed = 0; seed < seeds; ++seed) {
    sum += measured(d, heads, static_cast<std::uint64_t>(seed)).upper.convert_to<double>();
  }
  return sum / seeds;
}

// The bound of low-rank-separation with scalar V and r = 1 in plain double: 1/2 sum_{odd l} eta_l^2 max(0, 1 - H/N(m,l)), m = d-1.
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

TEST_CASE("random_heads_mse: the published measurements of random heads") {
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

TEST_CASE("random_heads_mse: above the lower bound of low-rank-separation, narrow, in [0, 1]") {
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
  witness["weights"] = {Rational(1, Integer(1) << 61), 0};
  CHECK_THROWS_AS((void)measured(8, 2, 1, &witness), InputError);
  witness = {{"other", {0, 0}}};
  CHECK_THROWS_AS((void)measured(8, 2, 1, &witness), InputError);
}

TEST_CASE("random_heads_mse: refusals and the stop flag") {
  const Quantity& quantity = *find_quantity("random_heads_mse");
  CHECK(quantity.refusal(std::vector<Rational>{2, 1})->find("from 3 to 1024") != std::string::npos);
  CHECK(quantity.refusal(std::vector<Rational>{3, 16385})->find("16384") != std::string::npos);
  CHECK(quantity.refusal(std::vector<Rational>{3, 0}));
  const std::atomic<bool> stop = true;
  MeasureRequest request;
  request.arguments = {10, 500};
  request.stop = &stop;
  CHECK_THROWS_AS((void)quantity.measure(request), Interrupted);
}

TEST_CASE("random_heads_best_mse: below the error of every weights, above the bound of difference heads, narrow") {
  for (const std::int64_t d : {5, 10, 64}) {
    for (const std::int64_t heads : {1, 30, 300}) {
      CAPTURE(d);
      CAPTURE(heads);
      const MeasuredEnclosure best = measured_as("random_heads_best_mse", {d, heads}, 11);
      const MeasuredEnclosure given = measured(d, heads, 11);
      CHECK(best.lower <= given.upper);
      CHECK(abs(best.upper - given.upper) < Rational(1, 10'000'000));
      // every layer of rank-one difference heads: B(d, H), the same formula with d in place of d - 1
      CHECK(best.upper.convert_to<double>() >= low_rank_bound(static_cast<double>(d) + 1, static_cast<double>(heads)) - 1e-9);
      CHECK(width(best) < (d >= 10 ? 1e-11 : 1e-6));
    }
  }
}

TEST_CASE("random_heads_regularized_mse: between the least error and that plus what its weights cost") {
  const MeasuredEnclosure best = measured_as("random_heads_best_mse", {12, 80}, 2);
  Rational squares = 0;
  for (const Rational& a : best.witness.at("weights")) squares += a * a;
  Rational before = best.lower;
  for (const std::int64_t k : {30, 20, 10, 2}) {
    const MeasuredEnclosure charged = measured_as("random_heads_regularized_mse", {12, 80, k}, 2);
    CHECK(charged.upper >= before);
    CHECK(charged.lower <= best.upper + squares / (Integer(1) << static_cast<unsigned>(k)));
    before = charged.lower;
  }
}

TEST_CASE("random_heads_best_mse: a replay repeats it, any other weights give a wider interval around the same number") {
  const MeasuredEnclosure first = measured_as("random_heads_best_mse", {14, 90}, 5);
  const MeasuredEnclosure again = measured_as("random_heads_best_mse", {14, 90}, 5, &first.witness);
  CHECK(first.lower == again.lower);
  CHECK(first.upper == again.upper);
  Witness other{{"weights", std::vector<Rational>(90, Rational(1, 64))}};
  const MeasuredEnclosure wide = measured_as("random_heads_best_mse", {14, 90}, 5, &other);
  CHECK(wide.lower <= first.upper);
  CHECK(wide.upper >= first.lower);
  CHECK(width(wide) > width(first));
  other["weights"].pop_back();
  CHECK_THROWS_AS((void)measured_as("random_heads_best_mse", {14, 90}, 5, &other), InputError);
}

TEST_CASE("random_heads_best_mse, random_heads_regularized_mse: refusals and the stop flag") {
  const Quantity& best = *find_quantity("random_heads_best_mse");
  CHECK(best.refusal(std::vector<Rational>{3, 16385})->find("16384") != std::string::npos);
  const Quantity& charged = *find_quantity("random_heads_regularized_mse");
  CHECK(charged.refusal(std::vector<Rational>{3, 5, 1})->find("from 2 to 30") != std::string::npos);
  CHECK(charged.refusal(std::vector<Rational>{3, 5, 31}));
  const std::atomic<bool> stop = true;
  MeasureRequest request;
  request.arguments = {10, 500};
  request.stop = &stop;
  CHECK_THROWS_AS((void)best.measure(request), Interrupted);
}

TEST_CASE("grid_heads_best_mse: one head is 1 - b^2 with b of parallel vectors, more points do not hurt, refusals") {
  // b = 1/2 + 0.1816901138162093284622325 at d = 3 (an independent quadrature)
  const Rational b = Rational(1, 2) + *parse_rational("0.1816901138162093284622325");
  const MeasuredEnclosure one = measured_as("grid_heads_best_mse", {3, 1, 1}, 0);
  CHECK(abs(one.lower - (1 - b * b)) < *parse_rational("1e-19"));
  const MeasuredEnclosure two = measured_as("grid_heads_best_mse", {3, 2, 1}, 0);
  const MeasuredEnclosure three = measured_as("grid_heads_best_mse", {3, 3, 1}, 0);
  CHECK(two.upper < one.lower);
  CHECK(three.upper < two.lower);
  const Quantity& grid = *find_quantity("grid_heads_best_mse");
  CHECK(grid.refusal(std::vector<Rational>{3, 17, 1})->find("from 1 to 16") != std::string::npos);
  CHECK(grid.refusal(std::vector<Rational>{3, 2, 0}));
  const Rational long_step = 1 + Rational(1, Integer(1) << 300U);  // 301 bits above, 301 below
  CHECK(grid.refusal(std::vector<Rational>{3, 2, long_step})->find("at most 512 bits") != std::string::npos);
  CHECK_FALSE(grid.refusal(std::vector<Rational>{3, 2, 1 + Rational(1, Integer(1) << 200U)}));
  CHECK(grid.refusal(std::vector<Rational>{2, 2, 1}));
}
