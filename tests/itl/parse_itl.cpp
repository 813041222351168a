#include "itl/parse_itl.hpp"

#include <doctest/doctest.h>

#include <random>

#include "exact/error.hpp"

using namespace rankcert;
using namespace rankcert::itl;

namespace {

std::string error_of(const std::string& text) {
  try {
    (void)parse_itl(text, "t.itl");
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Bounds set_of(const std::string& text) { return std::get<Bounds>(parse_itl("testcase a { pos " + text + " = true; }", "t.itl").at(0).operands.at(0)); }

}  // namespace

TEST_CASE("parse_itl: numbers are exact") {
  CHECK(set_of("[1, 2]") == Bounds{.lower = Rational(1), .upper = Rational(2)});
  CHECK(set_of("[0.1]") == Bounds{.lower = Rational(1, 10), .upper = Rational(1, 10)});
  CHECK(set_of("[-1.5e-1,+2.]") == Bounds{.lower = Rational(-3, 20), .upper = Rational(2)});
  CHECK(set_of("[0x1.8p3, 0X1.FFFp+3]") == Bounds{.lower = Rational(12), .upper = Rational(8191, 512)});
  CHECK(set_of("[-0x.8p0]") == Bounds{.lower = Rational(-1, 2), .upper = Rational(-1, 2)});
  CHECK(*set_of("[0x1p-1074]").lower == from_double(5e-324));
  CHECK(set_of("[-Infinity, -2]") == Bounds{.upper = Rational(-2)});
}

TEST_CASE("parse_itl: special sets, decorations, comments") {
  CHECK(set_of("[ Empty ]").empty);
  CHECK(set_of("[entire]_dac").is_whole_line());
  CHECK(set_of("[-infinity, +INFINITY]").is_whole_line());
  CHECK(set_of("[1 , /* here */ 2]_com").is_bounded());
  CHECK_FALSE(set_of("[1, infinity]").upper.has_value());
  const auto statements = parse_itl("// head\ntestcase a.b-c {\n  /* x\n y */ add [1] [2] = [3]; sqrt [0, 1] = [0, 1] <= [0, 2] signal UndefinedOperation;\n}\ntestcase \"d\" { less [1] [2] = true; mid [1] = 1; "
                                    "b-textToInterval \"[ 1; ]\" = [nai]; sum_nearest {1, 2} = 3; }\n",
                                    "t.itl");
  REQUIRE(statements.size() == 6);
  CHECK(statements[0].line == 4);
  CHECK(statements[0].testcase == "a.b-c");
  CHECK(statements[0].operation == "add");
  CHECK(statements[0].operands.size() == 2);
  CHECK(statements[1].signals);
  CHECK(statements[1].results.size() == 1);
  CHECK(std::get<bool>(statements[2].results.at(0)));
  CHECK(*std::get<Other>(statements[3].results.at(0)).number == 1);
  CHECK(std::get<Other>(statements[4].results.at(0)).text == "[nai]");
  CHECK(std::get<Other>(statements[5].operands.at(0)).text == "{1, 2}");
  CHECK(parse_itl("", "t.itl").empty());
}

TEST_CASE("parse_itl: errors by line and column") {
  CHECK(error_of("testcas a {}").starts_with("t.itl:1:"));
  CHECK(has(error_of("testcase a {\n  add [2, 1] = [1];\n}"), "t.itl:2:8: the ends are in the wrong order"));
  CHECK(has(error_of("testcase a { add [x] = [1]; }"), "t.itl:1:19: a number is expected"));
  CHECK(has(error_of("testcase a { add [infinity, 1] = [1]; }"), "wrong end"));
  CHECK(has(error_of("testcase a { add [-infinity] = [1]; }"), "no point"));
  CHECK(has(error_of("testcase a { add [1 = [1]; }"), "']' is expected"));
  CHECK(has(error_of("testcase a { add [1] = ; }"), "a result is expected"));
  CHECK(has(error_of("testcase a { add [1] = [1] }"), "a word or a number is expected, not '}'"));
  CHECK(has(error_of("testcase a { add [1] = [1];"), "the file ends"));
  CHECK(has(error_of("testcase"), "the file ends"));
  CHECK(has(error_of("testcase a { t \"x = [1]; }\n\""), "not closed"));
  CHECK(has(error_of("/* x"), "comment"));
  CHECK(has(error_of("testcase a { add {1 = [1]; }"), "'}' is expected at the end"));
  CHECK(has(error_of("testcase a { add [0x1p60000] = [1]; }"), "50000"));
  CHECK(has(error_of("testcase a { add [1e9999999] = [1]; }"), "a number is expected"));
  CHECK(has(error_of("testcase a { add [0x" + std::string(6'000, '1') + "] = [1]; }"), "5000 digits"));
  std::string many = "testcase a { add ";
  for (int i = 0; i < 20; ++i) many += "[1] ";
  CHECK(has(error_of(many + "= [1]; }"), "more than 16 terms"));
}

TEST_CASE("parse_itl: any bytes end in statements or in one line") {
  const std::string good = "testcase a { add [0x1.8p3, infinity]_com [empty] = [-1e5, 2] <= [1] signal X; t \"q\\\"\" {1} = true; } // c\n/* d */";
  std::mt19937 random(7);
  const std::string bytes = "[]{}=;<\"\\/*_- .,0x1p9etrusignal\n\x01\xff";
  int refused = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text = good;
    for (int changes = 1 + static_cast<int>(random() % 4); changes > 0; --changes) {
      const std::size_t at = random() % text.size();
      if (random() % 3 == 0) text.erase(at, 1 + random() % 5);
      else if (random() % 2 == 0) text[at] = bytes[random() % bytes.size()];
      else text.insert(at, 1, bytes[random() % bytes.size()]);
    }
    const std::string error = error_of(text);
    CHECK(error.find('\n') == std::string::npos);
    refused += error.empty() ? 0 : 1;
  }
  CHECK(refused > 1000);
  CHECK(refused < 20'000);
}
