#include "formula/function_table.hpp"

#include <algorithm>
#include <array>

namespace rankcert {
namespace {

constexpr std::array functions = std::to_array<FunctionSignature>({
    {"Phi", 1, 1, R"(\Phi(#1))", "standard normal distribution function (DLMF 7.18)"},
    {"Phic", 1, 1, R"(\bar\Phi(#1))", "1 - Phi(x), accurate for large x"},
    {"abs", 1, 1, R"(\left|#1\right|)", "absolute value"},
    {"asin", 1, 1, R"(\arcsin(#1))", "inverse sine on [-1, 1]"},
    {"atan", 1, 1, R"(\arctan(#1))", "inverse tangent"},
    {"besseli", 2, 2, R"(I_{#1}(#2))", "modified Bessel function I_nu(z), z >= 0 unless nu is an integer (DLMF 10.25)"},
    {"besselie", 2, 2, R"(\widehat I_{#1}(#2))", "exp(-z) I_nu(z)"},
    {"binomial", 2, 2, R"(\binom{#1}{#2})", "x(x-1)...(x-k+1)/k! for an integer k >= 0, and 0 for k < 0"},
    {"ceil", 1, 1, R"(\left\lceil #1\right\rceil)", "least integer >= x"},
    {"cos", 1, 1, R"(\cos(#1))", "cosine"},
    {"cosh", 1, 1, R"(\cosh(#1))", "hyperbolic cosine"},
    {"erf", 1, 1, R"(\operatorname{erf}(#1))", "error function (DLMF 7.2)"},
    {"erfc", 1, 1, R"(\operatorname{erfc}(#1))", "1 - erf(x), accurate for large x"},
    {"exp", 1, 1, R"(\exp(#1))", "exponential"},
    {"expm1", 1, 1, R"(\left(e^{#1}-1\right))", "exp(x) - 1, accurate near 0"},
    {"factorial", 1, 1, R"((#1)!)", "n! for an integer n >= 0"},
    {"floor", 1, 1, R"(\left\lfloor #1\right\rfloor)", "greatest integer <= x"},
    {"gamma", 1, 1, R"(\Gamma(#1))", "gamma function (DLMF 5.2)"},
    {"lgamma", 1, 1, R"(\ln\Gamma(#1))", "logarithm of the gamma function, x > 0"},
    {"log", 1, 1, R"(\ln(#1))", "natural logarithm"},
    {"log1p", 1, 1, R"(\ln(1+#1))", "log(1 + x), accurate near 0"},
    {"max", 1, any_arity, R"(\max(#*))", "largest of its arguments"},
    {"min", 1, any_arity, R"(\min(#*))", "smallest of its arguments"},
    {"sin", 1, 1, R"(\sin(#1))", "sine"},
    {"sinh", 1, 1, R"(\sinh(#1))", "hyperbolic sine"},
    {"sqrt", 1, 1, R"(\sqrt{#1})", "square root, x >= 0"},
    {"tanh", 1, 1, R"(\tanh(#1))", "hyperbolic tangent"},
});

static_assert(std::is_sorted(functions.begin(), functions.end(),
                             [](const auto& a, const auto& b) { return a.name < b.name; }));

}  // namespace

std::span<const FunctionSignature> function_table() { return functions; }

const FunctionSignature* find_function(std::string_view name) {
  const auto* found = std::lower_bound(functions.begin(), functions.end(), name,
                                       [](const FunctionSignature& f, std::string_view n) { return f.name < n; });
  return found != functions.end() && found->name == name ? found : nullptr;
}

}  // namespace rankcert
