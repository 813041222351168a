#include "claim/example.hpp"

namespace rankcert::test {

Claim one_assertion(const std::string& left, const std::string& relation, const std::string& right, const std::string& more) {
  return parse_claim(R"(id = "one"
title = "One assertion"
statement = ""
source = ""
note = "one"
hypotheses = ["none"]
[parameters]
n = { type = "integer", range = "0..10^6", meaning = "a number" }
[hints]
L = { type = "odd", range = "1..99", candidates = "3, 9, 27", meaning = "a hint" }
[[assert]]
name = "a"
title = "a"
left = ")" + left + R"("
relation = ")" + relation + R"("
right = ")" + right + "\"\nlemmas = [\"note#1\"]\n" + more,
                     "one.toml");
}

}  // namespace rankcert::test
