#include "claim/grid.hpp"

#include <doctest/doctest.h>

#include "capture_binding.hpp"
#include "claim/example.hpp"

using namespace rankcert;

namespace {

std::vector<Rational> range(const std::string& text) { return parse_range("H", text); }
std::string reason_of(const std::string& text) {
  return test::input_error([&] { (void)range(text); });
}

}  // namespace

TEST_CASE("range: every form") {
  using Values = std::vector<Rational>;
  CHECK(range("64") == Values{64});
  CHECK(range("1..4") == Values{1, 2, 3, 4});
  CHECK(range("1..9 step 4") == Values{1, 5, 9});
  CHECK(range("1..8 step 4") == Values{1, 5});
  CHECK(range("2^0..2^4") == Values{1, 2, 4, 8, 16});
  CHECK(range("2^0..2^8 step 4") == Values{1, 16, 256});
  CHECK(range("10^-1..10^1") == Values{Rational(1, 10), 1, 10});
  CHECK(range("1, 64, 512") == Values{1, 64, 512});
  CHECK(range("1..3, 2^2..2^4") == Values{1, 2, 3, 4, 8, 16});
  CHECK(range("0..1 step 1/4") == Values{0, Rational(1, 4), Rational(1, 2), Rational(3, 4), 1});
  CHECK(range("0.1") == Values{Rational(1, 10)});
  CHECK(range("-2..1") == Values{-2, -1, 0, 1});
  CHECK(range("2^10") == Values{1024});
  CHECK(range("5..5") == Values{5});
  CHECK(range("3^0..3^0") == Values{1});
  CHECK(range("10^6 + 1") == Values{1'000'001});
}

TEST_CASE("range: each mistake is one line that names the parameter") {
  const std::pair<const char*, const char*> bads[] = {
      {"", "no number"},           {"1..", "no number"},           {"..5", "no number"},      {"4..1", "empty"},
      {"1..5 step 0", "positive"}, {"1..5 step -1", "positive"},   {"a", "unknown name"},     {"1,,2", "no number"},
      {"2^0..3^4", "same base"},   {"pi", "not an exact number"},  {"1..sqrt(2)", "exact"},   {"1..5 step", "no number"},
      {"1..2..3", "no number"},    {"1..10^12", "more than"},      {"1..1000001", "more than"}, {"1..500000, 1..500001", "more than"},
      {"2^0..2^100000", "too large"}, {"2^4..2^0", "empty"},       {"1 2", "no number"},      {"(1", "no number"},
      {"1\n..", "no number"}};
  for (const auto& [text, word] : bads) {
    CAPTURE_BINDING(text);
    const std::string reason = reason_of(text);
    CAPTURE(reason);
    CHECK(reason.starts_with("--set H: "));
    CHECK(reason.find(word) != std::string::npos);
    CHECK(reason.find('\n') == std::string::npos);
  }
}

TEST_CASE("grid: every combination once, the last name fastest") {
  const auto points = grid_points({{"a", {1, 2}}, {"b", {3, 4, 5}}});
  REQUIRE(points.size() == 6);
  CHECK(points[0] == Assignment{{"a", 1}, {"b", 3}});
  CHECK(points[1] == Assignment{{"a", 1}, {"b", 4}});
  CHECK(points[5] == Assignment{{"a", 2}, {"b", 5}});
  CHECK(grid_points({}).size() == 1);
  CHECK(grid_points({{"a", {}}}).empty());
}

TEST_CASE("grid: too many points are refused before they are made") {
  const std::vector<Rational> thousand(1000, 1);
  CHECK(grid_points({{"a", thousand}, {"b", std::vector<Rational>(1000, 1)}}).size() == max_grid_points);
  CHECK_THROWS_AS((void)grid_points({{"a", thousand}, {"b", thousand}, {"c", {1, 2}}}), InputError);
}

TEST_CASE("range: commas, dots and steps inside brackets belong to the formula") {
  CHECK(parse_range("m", "sum(l = 1..3, l)") == std::vector<Rational>{6});
  CHECK(parse_range("m", "sum(l = 1..5 step 2, l)..10, binomial(4, 2)") == std::vector<Rational>{9, 10, 6});
}
