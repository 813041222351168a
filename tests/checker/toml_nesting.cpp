#include "checker/toml_nesting.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "exact/error.hpp"

using namespace rankcert;

namespace {

std::string reason_of(const std::string& text) {
  try {
    check_toml_nesting(text, "mine.toml");
    return "";
  } catch (const InputError& error) {
    return error.what();
  }
}

std::string dotted(std::size_t dots) {
  std::string key;
  for (std::size_t i = 0; i < dots; ++i) key += "a.";
  return key + "a";
}

const std::string most = dotted(max_dots_on_a_line);
const std::string too_many = dotted(max_dots_on_a_line + 1);

}  // namespace

TEST_CASE("TOML nesting: as many dots on a line as the limit says, and the place of the first beyond it") {
  CHECK(reason_of(most + " = 1\n" + most + " = 2\n").empty());
  CHECK(reason_of("[" + most + "]").empty());
  const std::string column = std::to_string(2 * max_dots_on_a_line + 2);  // each dot stands behind one letter
  CHECK(reason_of(too_many).starts_with("mine.toml:1:" + column + ": more than "));
  CHECK(reason_of("x = 1\n\n" + too_many).starts_with("mine.toml:3:" + column + ": "));
  CHECK(reason_of("x = '''\n\n'''\n" + too_many).starts_with("mine.toml:4:" + column + ": "));
  CHECK(reason_of("x = 1 # " + too_many + "\r\n" + too_many).starts_with("mine.toml:2:" + column + ": "));
}

TEST_CASE("TOML nesting: dots in strings and comments are none, those behind them are") {
  const std::string three = "\"\"\"";
  for (const std::string& hidden : std::vector<std::string>{
        "# " + too_many + "\n", "x = \"" + too_many + "\" ", "x = '" + too_many + "' ", "x = " + three + "a\n" + too_many + three + " ", "x = '''a\n" + too_many + "''' ",
        "x = " + three + "a\"" + too_many + "\"\"b" + three + " ", "x = '''a'" + too_many + "''b''' ", "x = \"\\\"" + too_many + "\" ", "x = \"\\\\\" ", "x = '\\' ",
        "x = " + three + "\\" + three + too_many + three + " ", "x = " + three + "\\\n" + too_many + three + " ", "x = " + three + "y" + three + "\"\" ", "x = '''y''''' ",
        "x = " + three + "y" + three + "\" ", "x = \"\" ", "x = '' ", "x = " + three + three + " ", "x = " + three + "\"" + too_many + three + " ", "x = " + three + "\"\"" + too_many + three + " ",
        "x = ''''" + too_many + "''' ", "x = '''''" + too_many + "''' ", "x = \"#\" ", "x = \"'\" ", "x = '\"' ", "x = \"open\n", "x = 'open\n"}) {
    CAPTURE(hidden);
    CHECK(reason_of(hidden).empty());
    CHECK_FALSE(reason_of(hidden + too_many).empty());
  }
  CHECK(reason_of("x = \"" + too_many).empty());  // never closed: the parser stops there
}

TEST_CASE("TOML nesting: what some take for the end of a line is refused outside strings") {
  for (const char* odd : {"\v", "\f", "\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"}) {
    CAPTURE(std::string(odd));
    for (const char* before : {"", "x = 1 ", "# "}) CHECK(reason_of(std::string(before) + odd + "y = 1").find("a control character that is no line end") != std::string::npos);
    CHECK(reason_of(std::string("x = \"") + odd + "\"").empty());
  }
  for (const char* fine : {"x = 1\r\ny = 2\r\n", "# \xC3\xA9 \xE2\x80\x94\n", "x\t= 1"}) CHECK(reason_of(fine).empty());
}
