#include "formula/function_table.hpp"

#include <doctest/doctest.h>

using namespace rankcert;

TEST_CASE("every function is found by its name, and nothing else is") {
  CHECK(function_table().size() > 20);
  for (const FunctionSignature& function : function_table()) {
    CHECK(find_function(function.name) == &function);
    CHECK(function.min_arity >= 1);
    CHECK(function.max_arity >= function.min_arity);
    CHECK_FALSE(function.meaning.empty());
    CHECK(function.latex.find(function.max_arity == any_arity ? "#*" : "#1") != std::string_view::npos);
  }
  for (const char* name : {"", "Sqrt", "sqr", "sqrtt", "integral", "zz"}) CHECK(find_function(name) == nullptr);
}
