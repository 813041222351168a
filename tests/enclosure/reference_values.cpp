// Every row of tests/reference against the evaluator. The values were computed elsewhere (see make_reference.py there); a
// value of k digits may be off by one unit of its last digit.
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

#include "evaluation.hpp"
#include "enclosure/mean_confidence.hpp"

using namespace rankcert;

namespace {

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    else if (c == ',' && !quoted) cells.emplace_back();
    else cells.back() += c;
  }
  return cells;
}

/// The rows below the header of tests/reference/`name`.
std::vector<std::vector<std::string>> rows_of(const std::string& name, std::size_t columns) {
  std::ifstream file(std::string(RANKCERT_REFERENCE_FOLDER) + "/" + name);
  REQUIRE(file.good());
  std::vector<std::vector<std::string>> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    rows.push_back(cells_of(line));
    REQUIRE(rows.back().size() == columns);
  }
  REQUIRE(rows.size() > 10);
  return rows;
}

/// Whether the value lies within one unit of the last digit of the reference: 4.2e1 is the interval [41, 43].
Ball around(const std::string& reference) {
  constexpr std::size_t most_digits = 1'000'000;
  const auto value = parse_rational(reference, most_digits);
  REQUIRE(value.has_value());
  const std::size_t exponent = reference.find('e');
  const std::string mantissa = reference.substr(0, exponent);
  const std::size_t dot = mantissa.find('.');
  std::string unit = "1e-" + std::to_string(dot == std::string::npos ? 0 : mantissa.size() - dot - 1);
  Rational step = *parse_rational(unit);
  if (exponent != std::string::npos) step *= *parse_rational("1" + reference.substr(exponent), most_digits);
  if (*value == 0) step = 0;
  return Ball::between(*value - step, *value + step, 512);
}

void check_reference(const std::string& formula, const std::string& reference, slong most_bits, const Definitions& definitions = {}) {
  CAPTURE(formula);
  const Ball expected = around(reference);
  for (slong bits = 64; bits <= most_bits; bits *= 2) {
    const Value value = value_of(formula, bits, definitions);
    CHECK(overlap(value, expected));
    // Relative to the value, which may be tiny.
    if (!is_exact(value)) {
      const Ball ball = to_ball(value, bits);
      // A number next to the end of the domain is known to lie inside it once the precision tells them apart.
      if (bits < most_bits && !ball.is_finite()) continue;
      REQUIRE(ball.is_finite());
      CHECK((arb_rel_accuracy_bits(ball.raw()) >= bits / 2 || is_sharp(value, bits / 2)));
    }
  }
}

}  // namespace

TEST_CASE("functions") {
  for (const auto& row : rows_of("functions.csv", 3)) {
    std::istringstream arguments(row[1]);
    std::string list;
    for (std::string argument; arguments >> argument;) list += (list.empty() ? "" : ", ") + argument;
    check_reference(row[0] + "(" + list + ")", row[2], 256);
  }
}

TEST_CASE("integrals") {
  for (const auto& row : rows_of("integrals.csv", 3)) check_reference(row[0], row[1], 128);
}

TEST_CASE("dimensions") {
  Definitions definitions;
  define(definitions, "M(n, l)", "if(l < 0, 0, binomial(n + l - 1, l))");
  define(definitions, "N(n, l)", "M(n, l) - M(n, l - 2)");
  define(definitions, "Dsharp(n, l)", "2*M(n, l) + M(n, l - 1) + M(n, l - 2)");
  for (const auto& row : rows_of("dimensions.csv", 4)) {
    const Value value = value_of(row[0] + "(" + row[1] + ", " + row[2] + ")", 64, definitions);
    REQUIRE(is_exact(value));
    CHECK(to_text(std::get<Rational>(value)) == row[3]);
  }
}

TEST_CASE("masses of the sign, from the closed form of the moments") {
  // eta_l^2 = N(m,l) lambda_l^2 with lambda_l by Rodrigues' formula.
  Definitions definitions;
  define(definitions, "M(n, l)", "if(l < 0, 0, binomial(n + l - 1, l))");
  define(definitions, "N(n, l)", "M(n, l) - M(n, l - 2)");
  define(definitions, "moment(m, l)", "2*exp(lgamma(m/2) - lgamma(l + (m - 1)/2) + lgamma(l) - l*log(2))/sqrt(pi)*gamma(l + (m - 1)/2)/(gamma((l + 1)/2)*gamma((m + l)/2))");
  define(definitions, "mass(m, l)", "N(m, l)*moment(m, l)^2");
  for (const auto& row : rows_of("sign_mass.csv", 3)) check_reference("mass(" + row[0] + ", " + row[1] + ")", row[2], 256, definitions);
}

TEST_CASE("capitals of confidence bounds") {
  for (const auto& row : rows_of("mean_confidence.csv", 4)) {
    std::vector<Rational> sample;
    std::istringstream words(row[0]);
    for (std::string word; words >> word;) sample.push_back(*parse_rational(word));
    const Rational mean = *parse_rational(row[1]);
    // A capital W answers "yes" from alpha = 2/W on, which must be a probability to be asked for.
    const auto check_side = [&](const Rational& capital, const auto& check) {
      const Rational level = 2 / capital;
      const Rational step = level / 1'000'000'000;
      if (level + step < 1) CHECK(check({sample, 0, 1}, mean, level + step, 256) == Truth::yes);
      if (level - step < 1) CHECK(check({sample, 0, 1}, mean, level - step, 256) == Truth::no);
      if (level >= 1) CHECK(check({sample, 0, 1}, mean, Rational(999, 1000), 256) == (capital * 999 / 1000 >= 2 ? Truth::yes : Truth::no));
    };
    check_side(*parse_rational(row[2]), check_mean_at_least);
    check_side(*parse_rational(row[3]), check_mean_at_most);
  }
}
