#include "formula/function_table.hpp"

#include <doctest/doctest.h>

using namespace rankcert;

TEST_CASE("every function is found by its name, and nothing else is") {
  CHECK(function_table().size() > 20);
  for (const FunctionSignature& function : function_table()) {
    CHECK(find_function(function.name) == &function);
    const bool of_two = function.name == "besseli" || function.name == "besselie" || function.name == "binomial";
    const bool of_any = function.name == "max" || function.name == "min";
    CHECK(function.min_arity == (of_two ? 2 : 1));
    CHECK(function.max_arity == (of_any ? any_arity : function.min_arity));
    CHECK_FALSE(function.meaning.empty());
    CHECK(function.latex.find(function.max_arity == any_arity ? "#*" : "#1") != std::string_view::npos);
  }
  for (const char* name : {"", "Sqrt", "sqr", "sqrtt", "integral", "zz"}) CHECK(find_function(name) == nullptr);
}
