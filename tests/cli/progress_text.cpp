#include "cli/progress_text.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace rankcert;

TEST_CASE("progress: the share done, the time left, what is being done") {
  CHECK(progress_text(0.25, 30, "n=5") == " 25 %  30 s left  n=5");
  CHECK(progress_text(0.5, 65, "n=5") == " 50 %  1 min 5 s left  n=5");
  CHECK(progress_text(0.5, std::nullopt, "n=5") == " 50 %  n=5");
}

TEST_CASE("progress: the time left of steady work is what remains at that speed") {
  TimeLeft left;
  for (int second = 1; second <= 10; ++second) left.note(second, 0.025 * second);
  REQUIRE(left.seconds().has_value());
  CHECK(*left.seconds() == doctest::Approx(30));
}

TEST_CASE("progress: of work that turns slow, what remains is at the slow speed") {
  TimeLeft left;
  left.note(1, 0.5);                                                      // half of the points in a second,
  for (int second = 2; second <= 21; ++second) left.note(second, 0.5 + 0.005 * (second - 1));  // then one in 200 a second
  REQUIRE(left.seconds().has_value());
  CHECK(*left.seconds() == doctest::Approx(80));
}

TEST_CASE("progress: no time left in the first second, at the start, at the end, and while nothing moves") {
  const auto after = [](double seconds, double fraction) {
    TimeLeft left;
    left.note(seconds, fraction);
    return left.seconds();
  };
  CHECK_FALSE(TimeLeft().seconds().has_value());
  CHECK_FALSE(after(0.9, 0.5).has_value());
  CHECK_FALSE(after(100, 0).has_value());
  CHECK_FALSE(after(100, 1).has_value());
  CHECK(after(1, 0.5).has_value());
  TimeLeft stuck;
  stuck.note(1, 0.5);
  stuck.note(10, 0.5);
  CHECK_FALSE(stuck.seconds().has_value());
}

TEST_CASE("progress: a long run keeps few notes and the same answer") {
  TimeLeft left;
  for (int i = 1; i <= 100'000; ++i) left.note(0.1 * i, 0.000'005 * i);
  REQUIRE(left.seconds().has_value());
  CHECK(*left.seconds() == doctest::Approx(10'000).epsilon(0.01));
}

TEST_CASE("progress: all but done is not 100 %, a share outside [0, 1] is cut") {
  CHECK(progress_text(0.999, std::nullopt, "n=5") == " 99 %  n=5");
  CHECK(progress_text(1.5, std::nullopt, "n=5") == "100 %  n=5");
  CHECK(progress_text(-1, std::nullopt, "n=5") == "  0 %  n=5");
}

TEST_CASE("progress: a duration in its two largest units, rounded up") {
  CHECK(duration_text(0) == "1 s");
  CHECK(duration_text(58.2) == "59 s");
  CHECK(duration_text(59.2) == "1 min 0 s");
  CHECK(duration_text(3599.5) == "1 h 0 min");
  CHECK(duration_text(3601) == "1 h 1 min");
  CHECK(duration_text(7500) == "2 h 5 min");
  CHECK(duration_text(86'399) == "1 d 0 h");
  CHECK(duration_text(3 * 86'400 + 3 * 3600 + 1) == "3 d 4 h");
  CHECK(duration_text(1e9) == "more than 999 d");
  CHECK(duration_text(std::numeric_limits<double>::infinity()) == "more than 999 d");
}
