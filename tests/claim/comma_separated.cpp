#include "claim/comma_separated.hpp"

#include <doctest/doctest.h>

#include <random>

#include "claim/example.hpp"

using namespace rankcert;

namespace {

std::vector<std::vector<std::string>> cells(const std::string& text) {
  const Table table = parse_comma_separated(text, "t.csv");
  std::vector<std::vector<std::string>> result;
  for (const auto& row : table.rows) {
    for (result.emplace_back(); const Field& field : row) result.back().push_back(field.text);
  }
  return result;
}

std::string reason_of(const std::string& text) {
  return test::input_error([&] { (void)parse_comma_separated(text, "t.csv"); });
}

}  // namespace

TEST_CASE("comma separated: RFC 4180") {
  using Rows = std::vector<std::vector<std::string>>;
  CHECK(cells("a,b\n1,2\n") == Rows{{"1", "2"}});
  CHECK(cells("a,b\r\n1,2\r\n3,4") == Rows{{"1", "2"}, {"3", "4"}});
  CHECK(cells("a,b\n\"1,5\",\"say \"\"yes\"\"\"\n") == Rows{{"1,5", "say \"yes\""}});
  CHECK(cells("a,b\n,\n") == Rows{{"", ""}});
  CHECK(cells("a,b\n\"\",\"\"\n") == Rows{{"", ""}});
  CHECK(cells("a,b\n 1 ,\t2 \n") == Rows{{"1", "2"}});
  CHECK(cells("a,b\n\" 1 \" , 2\n") == Rows{{" 1 ", "2"}});
  CHECK(cells("\xEF\xBB\xBF" "a,b\n1,2") == Rows{{"1", "2"}});
  CHECK(cells("# note\n\na,b\n# note, too\n1,2\n\n\n3,4\n") == Rows{{"1", "2"}, {"3", "4"}});
  CHECK(cells("a,b\n1\n1,2,3\n") == Rows{{"1"}, {"1", "2", "3"}});
  CHECK(cells("a,b\n1,2#3\n") == Rows{{"1", "2#3"}});
  CHECK(cells("a,b\n1,a\"b\n") == Rows{{"1", "a\"b"}});
  CHECK(cells("a\n") == Rows{});
}

TEST_CASE("comma separated: fields know their line and column") {
  const Table table = parse_comma_separated("# x\nd,H\n\n10, 64,\"a\"\n", "t.csv");
  CHECK(table.header[1].line == 2);
  CHECK(table.header[1].column == 3);
  CHECK(table.rows[0][1].line == 4);
  CHECK(table.rows[0][1].column == 5);
  CHECK(table.rows[0][2].column == 8);
}

TEST_CASE("comma separated: what is malformed is named by line and column") {
  CHECK(reason_of("") == "t.csv: no header line that names the columns");
  CHECK(reason_of("# only\n\n").find("no header") != std::string::npos);
  CHECK(reason_of("a,b\n1,\"2\n").starts_with("t.csv:2:"));
  CHECK(reason_of("a,b\n1,\"2").starts_with("t.csv:2:3: "));
  CHECK(reason_of("a,b\n\"1\"x,2\n").starts_with("t.csv:2:4: "));
  CHECK(reason_of(std::string("a,b\n1,\0\n", 9)).starts_with("t.csv:2:3: a NUL byte"));
}

TEST_CASE("comma separated: random bytes read or are refused, nothing else") {
  std::mt19937 random(4);
  const std::string alphabet = std::string("\"\",,\n\r#ab1 \t\\\xEF\xBB\xBF", 17) + '\0';
  std::size_t read = 0;
  for (int round = 0; round < 30'000; ++round) {
    std::string text;
    for (std::size_t size = random() % 40; size > 0; --size) text += round % 3 == 0 ? static_cast<char>(random()) : alphabet[random() % alphabet.size()];
    const std::string reason = reason_of(text);
    if (reason.empty()) ++read;
    else REQUIRE(reason.starts_with("t.csv"));
  }
  CHECK(read > 1000);
}
