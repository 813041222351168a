#include "formula/definitions.hpp"

#include <doctest/doctest.h>

#include "formula/formula_error.hpp"
#include "formula/parser.hpp"

using namespace rankcert;

namespace {

void define(Definitions& definitions, const char* head, const std::string& body) {
  const FunctionHead parsed = parse_head(head);
  definitions.add({parsed.name, parsed.parameters, parse_formula(body), body, "", ""});
}

std::string message_of(const std::string& text, const Definitions& definitions = {}, const std::vector<std::string>& variables = {}) {
  try {
    check_names(*parse_formula(text), text, variables, definitions);
  } catch (const FormulaError& error) {
    return error.what();
  }
  return "accepted";
}

bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("names that are bound, defined or built in are accepted") {
  Definitions definitions;
  define(definitions, "M(r, l)", "binomial(r + l - 1, l)");
  define(definitions, "half", "1/2");
  for (const char* text : {"M(2, 3) + half", "sum(k = 1..3, k)", "prod(k = 1..3, k)", "integral(t = -inf..inf, t)", "let y = 1; y",
                           "let f(u) = u + half; f(2)", "x + 1", "if(x < 1, 2, 3)", "max(1, 2, 3, 4)", "sum(x = 1..3, x)",
                           "let half = 3; half", "sum(k = 1..k0, let k0 = 1; k0 + k)"}) {
    CAPTURE(text);
    CHECK(message_of(text, definitions, {"x", "k0"}) == "accepted");
  }
}

TEST_CASE("unknown names are refused with the nearest known one") {
  Definitions definitions;
  define(definitions, "sphere_weight(m, t)", "m*t");
  CHECK(message_of("sqrd(2)") == "line 1, column 1: unknown function 'sqrd'; did you mean 'sqrt'?");
  CHECK(has(message_of("sphere_wieght(1, 2)", definitions), "did you mean 'sphere_weight'?"));
  CHECK(has(message_of("alpha + 1", {}, {"alhpa"}), "unknown name 'alpha'; did you mean 'alhpa'?"));
  define(definitions, "half", "1/2");
  CHECK(has(message_of("sum(k = 1..9 step nothing, k)"), "unknown name 'nothing'"));
  CHECK(has(message_of("if(1 < 2, nothing, 1)"), "unknown name 'nothing'"));
  CHECK(has(message_of("if(1 < 2, 1, nothing)"), "unknown name 'nothing'"));
  CHECK(message_of("gammaxyz(1)") == "line 1, column 1: unknown function 'gammaxyz'");  // too far from gamma
  const std::string long_name(65, 'x');  // comparing costs the product of the lengths
  define(definitions, long_name.c_str(), "1");
  CHECK_FALSE(has(message_of(long_name + "y", definitions), "did you mean"));
  CHECK(has(message_of(long_name.substr(1), definitions), "did you mean"));
  CHECK(has(message_of("hafl + 1", definitions), "unknown name 'hafl'; did you mean 'half'?"));
  CHECK(message_of("sphere_wieght", definitions) == "line 1, column 1: unknown name 'sphere_wieght'");  // it is no constant
  CHECK(message_of("zzzzzzzz") == "line 1, column 1: unknown name 'zzzzzzzz'");
  CHECK(has(message_of("sum(k = 1..k, k)"), "unknown name 'k'"));
  CHECK(has(message_of("let f(u) = f(u); f(1)"), "unknown function 'f'"));
  CHECK(has(message_of("let y = y; 1"), "unknown name 'y'"));
  CHECK(has(message_of("(let y = 1; y) + y"), "column 18"));
  CHECK(has(message_of(std::string(1'000, 'q')), "unknown name"));
}

TEST_CASE("wrong use of a name that exists") {
  Definitions definitions;
  define(definitions, "M(r, l)", "r*l");
  define(definitions, "half", "1/2");
  CHECK(has(message_of("sqrt(1, 2)"), "'sqrt' takes 1 argument, not 2"));
  CHECK(has(message_of("besseli(1)"), "'besseli' takes 2 arguments, not 1"));
  CHECK(has(message_of("M(1)", definitions), "'M' takes 2 arguments, not 1"));
  CHECK(has(message_of("M", definitions), "'M' is a function and needs 2 arguments"));
  CHECK(has(message_of("half(1)", definitions), "'half' is a constant, not a function"));
  CHECK(has(message_of("sqrt"), "needs its arguments in brackets"));
  CHECK(has(message_of("let f(u) = u; f"), "is a function and needs 1 argument"));
  CHECK(has(message_of("let f = 1; f(2)"), "is a variable here, not a function"));
  CHECK(has(message_of("x(1)", {}, {"x"}), "is a variable here"));
  CHECK(has(message_of("1 < 2"), "a comparison can only be the condition"));
  CHECK(has(message_of("if(1, 2, 3)"), "must be a comparison"));
  CHECK(has(message_of("1 + inf"), "inf can only be the end of an integral"));
  CHECK(has(message_of("sum(k = 1..inf, k)"), "inf can only be the end of an integral"));
  CHECK(has(message_of("integral(t = 0..2*inf, t)"), "inf can only be the end of an integral"));
}

TEST_CASE("a definition sees its parameters and earlier definitions only") {
  Definitions definitions;
  define(definitions, "a(x)", "x + 1");
  define(definitions, "b(x)", "a(x)^2");
  CHECK_THROWS_AS(define(definitions, "c(x)", "c(x)"), FormulaError);
  CHECK_THROWS_AS(define(definitions, "d(x)", "y"), FormulaError);
  CHECK_THROWS_AS(define(definitions, "e(x)", "later(x)"), FormulaError);
  CHECK_THROWS_AS(define(definitions, "a", "1"), InputError);
  CHECK(definitions.in_order().size() == 2);
  CHECK(definitions.find("a") != nullptr);
  CHECK(definitions.find("c") == nullptr);
}

TEST_CASE("a definition cannot take a word of the language, not even one made without the parser") {
  Definitions definitions;
  for (const char* name : {"sqrt", "exp", "pi", "sum", "", "a b"}) {
    CHECK_THROWS_AS(definitions.add({name, {}, make_number(1), "1", "", ""}), InputError);
    CHECK_THROWS_AS(definitions.add({"good", {name}, make_number(1), "1", "", ""}), InputError);
  }
}

TEST_CASE("free variables") {
  Definitions definitions;
  define(definitions, "half", "1/2");
  const auto free = [&](const char* text) { return free_variables(*parse_formula(text), definitions); };
  CHECK(free("b + a*half + sum(k = c..2, k + d)") == std::vector<std::string>{"a", "b", "c", "d"});
  CHECK(free("let y = y; y") == std::vector<std::string>{"y"});
  CHECK(free("let f(u) = u + v; f(w)") == std::vector<std::string>{"v", "w"});
  CHECK(free("k + sum(k = 1..2, k)") == std::vector<std::string>{"k"});
  CHECK(free("sum(k = 1..2, k) + k") == std::vector<std::string>{"k"});
  CHECK(free("integral(t = 0..1, t)").empty());
}
