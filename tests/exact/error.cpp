#include "exact/error.hpp"

#include <doctest/doctest.h>

using namespace rankcert;

TEST_CASE("each failure has the documented exit code, and each error its failure") {
  CHECK(exit_code(InputError("x").failure()) == 2);
  CHECK(exit_code(LimitError("x").failure()) == 3);
  CHECK(exit_code(Failure::refused) == 5);
  CHECK(exit_code(Interrupted().failure()) == 130);
  CHECK(InputError("what is wrong").what() == std::string("what is wrong"));
}
