#include "formula/parser.hpp"

#include <doctest/doctest.h>

#include "formula/formula_error.hpp"
#include "formula/render.hpp"

using namespace rankcert;

namespace {

/// The tree with every operation in brackets, so that a test can see how a text was grouped.
std::string grouped(const Expression& node) {
  using Kind = Expression::Kind;
  const auto child = [&](std::size_t i) { return grouped(*node.children[i]); };
  switch (node.kind) {
    case Kind::number: return to_text(node.number);
    case Kind::variable: return node.name;
    case Kind::negate: return "(-" + child(0) + ")";
    case Kind::add: return "(" + child(0) + "+" + child(1) + ")";
    case Kind::subtract: return "(" + child(0) + "-" + child(1) + ")";
    case Kind::multiply: return "(" + child(0) + "*" + child(1) + ")";
    case Kind::divide: return "(" + child(0) + "/" + child(1) + ")";
    case Kind::power: return "(" + child(0) + "^" + child(1) + ")";
    case Kind::compare: return "(" + child(0) + std::string(to_text(node.relation)) + child(1) + ")";
    default: return "?";
  }
}

std::string grouping(const char* text) { return grouped(*parse_formula(text)); }

std::string message_of(std::string_view text, const Limits& limits = {}) {
  try {
    (void)parse_formula(text, limits);
  } catch (const FormulaError& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("precedence and grouping") {
  CHECK(grouping("1-2-3") == "((1-2)-3)");
  CHECK(grouping("8/4/2") == "((8/4)/2)");
  CHECK(grouping("2^3^4") == "(2^(3^4))");
  CHECK(grouping("-2^2") == "(-(2^2))");
  CHECK(grouping("2^-2") == "(2^(-2))");
  CHECK(grouping("2^-x^y") == "(2^(-(x^y)))");
  CHECK(grouping("--x") == "(-(-x))");
  CHECK(grouping("-x*y") == "((-x)*y)");
  CHECK(grouping("a+b*c^d") == "(a+(b*(c^d)))");
  CHECK(grouping("a*-b") == "(a*(-b))");
  CHECK(grouping("(a+b)*c") == "((a+b)*c)");
  CHECK(grouping("a+b<=c*d") == "((a+b)<=(c*d))");
  CHECK(grouping("1/2*3") == "((1/2)*3)");
}

TEST_CASE("numbers and ranges next to each other") {
  CHECK(grouping("0.125") == "1/8");
  CHECK(grouping("1.5e-3") == "3/2000");
  CHECK(grouping("15e+2") == "1500");
  CHECK(grouping("2E3+1") == "(2000+1)");
  CHECK(render_text(*parse_formula("sum(k=1..9,k)")) == "sum(k = 1..9, k)");
  CHECK(render_text(*parse_formula("sum(k=1.5..9 step 2,k)")) == "sum(k = 1.5..9 step 2, k)");
  CHECK(render_text(*parse_formula("integral(t=-inf..inf,exp(-t^2))")) == "integral(t = -inf..inf, exp(-t^2))");
  CHECK(render_text(*parse_formula("let x=2;let f(a,b)=a+b;f(x,1)")) == "let x = 2; let f(a, b) = a + b; f(x, 1)");
  CHECK(render_text(*parse_formula("if(a<b,1,2)")) == "if(a < b, 1, 2)");
}

TEST_CASE("names: letters of both cases, digits behind the first, underscores") {
  for (const char* name : {"a", "z", "A", "Z", "_", "q0", "q9", "mAzZ_a09"}) CHECK(grouping(name) == name);
  for (const char* text : {"`", "{", "@", "[", "q`", "q{", "q@", "q[", "q:", "/", ":", "\xc3\xa9"}) CHECK(message_of(text) != "accepted");
}

TEST_CASE("an error says where and what was expected") {
  CHECK(message_of("") == "line 1, column 1: expected a number, a name or '(', found the end");
  CHECK(message_of("1+") == "line 1, column 3: expected a number, a name or '(', found the end");
  CHECK(message_of("(1+2") == "line 1, column 5: expected ')' to close the bracket, found the end");
  CHECK(message_of("1 2") == "line 1, column 3: expected an operator or the end, found '2'");
  CHECK(message_of("1 +\n  * 2") == "line 2, column 3: expected a number, a name or '(', found '*'");
  CHECK(message_of("2x") == "line 1, column 2: a name cannot follow a number directly; write * between them");
  CHECK(message_of("a $ b") == "line 1, column 3: a character that the language does not use");
  CHECK(message_of("f()") == "line 1, column 3: expected a number, a name or '(', found ')'");
  CHECK(message_of("f(1,)") == "line 1, column 5: expected a number, a name or '(', found ')'");
  CHECK(message_of("sum(k=1,k)") == "line 1, column 8: expected '..' between the ends of the range, found ','");
  CHECK(message_of("sum(pi=1..2,1)") == "line 1, column 5: 'pi' is a word of the language and cannot be the name of the running variable");
  CHECK(message_of("let sqrt = 1; 2") == "line 1, column 5: 'sqrt' is a word of the language and cannot be the name after let");
  CHECK(message_of("let f(a,a) = 1; 2") == "line 1, column 9: the parameter 'a' is named twice");
  CHECK(message_of("1 + let x = 1; x") == "line 1, column 5: 'let' cannot stand here");
  CHECK(message_of("let 3 = 1; 2") == "line 1, column 5: expected the name after let, found '3'");
  CHECK(message_of("2e") == "line 1, column 2: a name cannot follow a number directly; write * between them");
  CHECK(message_of("2e+") == "line 1, column 2: a name cannot follow a number directly; write * between them");
  CHECK(message_of("let x = 1") == "line 1, column 10: expected ';' after the value of the let, found the end");
  CHECK(message_of("a < b < c") == "line 1, column 7: expected an operator or the end, found '<'");
  CHECK(message_of("if(a<b, 1)") == "line 1, column 10: expected ',' after the value that holds if the condition does, found ')'");
  CHECK(message_of("integral(t=0..1 step 2, t)") == "line 1, column 17: expected ',' after the range, found 'step'");
}

TEST_CASE("the limits are met with a clear word, and what is just inside them is accepted") {
  Limits limits;
  limits.max_text_bytes = 20;
  CHECK(message_of("12345678901234567890", limits) == "accepted");
  CHECK(message_of("123456789012345678901", limits).find("longer than 20 bytes") != std::string::npos);
  limits = {};
  limits.max_number_digits = 5;
  CHECK(message_of("12345", limits) == "accepted");
  CHECK(message_of("123456", limits).find("more than 5 digits") != std::string::npos);
  CHECK(message_of("1e99999999999999999999", limits).find("more than 5 digits") != std::string::npos);
  limits = {};
  limits.max_depth = 10;
  CHECK(message_of("1+1+1+1+1+1+1+1+1+1", limits) == "accepted");
  CHECK(message_of("1+1+1+1+1+1+1+1+1+1+1", limits).find("nested more than 10 deep") != std::string::npos);
  CHECK(message_of("((((1))))", limits) == "accepted");
  CHECK(message_of("((((((1))))))", limits).find("nested more than 10 deep") != std::string::npos);
  CHECK(message_of("----------1", limits).find("nested more than 10 deep") != std::string::npos);
}

TEST_CASE("heads of definitions") {
  const FunctionHead head = parse_head("M(r, l)");
  CHECK(head.name == "M");
  CHECK(head.parameters == std::vector<std::string>{"r", "l"});
  CHECK(parse_head("omega").parameters.empty());
  for (const char* text : {"", "1", "M(", "M()", "M(r,)", "M(r r)", "M(r)(l)", "M(r, r)", "sqrt(x)", "pi", "M(pi)", "M(r) = 1"}) {
    CAPTURE(text);
    CHECK_THROWS_AS((void)parse_head(text), FormulaError);
  }
  CHECK(is_free_name("x_1"));
  for (const char* name : {"", "1x", "a-b", "sum", "step", "Phi", "inf", "a b", "\xc3\xa4"}) CHECK_FALSE(is_free_name(name));
}
