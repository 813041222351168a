#include "cli/progress_text.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace rankcert;

TEST_CASE("progress: the share done, the time left, what is being done") {
  CHECK(progress_text(0.25, 10, "n=5") == " 25 %  30 s left  n=5");
  CHECK(progress_text(0.5, 65, "n=5") == " 50 %  1 min 5 s left  n=5");
  CHECK(progress_text(0.01, 3600, "n=5") == "  1 %  4 d 3 h left  n=5");
}

TEST_CASE("progress: no time left in the first second, at the start and at the end") {
  CHECK(progress_text(0.5, 0.9, "n=5") == " 50 %  n=5");
  CHECK(progress_text(0, 100, "n=5") == "  0 %  n=5");
  CHECK(progress_text(1, 100, "n=5") == "100 %  n=5");
}

TEST_CASE("progress: all but done is not 100 %, a share outside [0, 1] is cut") {
  CHECK(progress_text(0.999, 0, "n=5") == " 99 %  n=5");
  CHECK(progress_text(1.5, 100, "n=5") == "100 %  n=5");
  CHECK(progress_text(-1, 100, "n=5") == "  0 %  n=5");
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
