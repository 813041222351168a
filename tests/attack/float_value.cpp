#include "attack/float_value.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <numbers>
#include <string>
#include <vector>

namespace rankcert::attack {
namespace {

using Kind = Expression::Kind;

template <class Real>
class Reader {
 public:
  explicit Reader(int pieces) : pieces_(pieces) {}

  Real value(const Expression& node) {
    const auto child = [&](std::size_t i) { return value(*node.children[i]); };
    switch (node.kind) {
      case Kind::number: return static_cast<Real>(node.number);
      case Kind::pi: return std::numbers::pi_v<Real>;
      case Kind::infinity: return std::numeric_limits<Real>::infinity();
      case Kind::variable: return find(node.name).number;
      case Kind::negate: return -child(0);
      case Kind::add: return child(0) + child(1);
      case Kind::subtract: return child(0) - child(1);
      case Kind::multiply: return child(0) * child(1);
      case Kind::divide: return quotient(child(0), child(1));
      case Kind::power: return std::pow(child(0), child(1));
      case Kind::choose: return holds(*node.children[0]) ? child(1) : child(2);
      case Kind::call: return call(node);
      case Kind::sum:
      case Kind::product: return series(node);
      case Kind::integral: return integral(node);
      case Kind::let_value: return with({node.name, child(0), nullptr, 0}, *node.children[1]);
      case Kind::let_function: return with({node.name, 0, &node, bindings_.size()}, *node.children[1]);
      case Kind::compare: break;
    }
    return none();
  }

 private:
  struct Binding {
    std::string name;
    Real number;
    const Expression* function;
    std::size_t visible;  ///< bindings that a function sees
  };

  static Real none() { return std::numeric_limits<Real>::quiet_NaN(); }
  static Real quotient(Real a, Real b) { return b == 0 ? none() : a / b; }

  const Binding& find(const std::string& name) const {
    static const Binding nothing{"", none(), nullptr, 0};
    for (std::size_t i = bindings_.size(); i > 0; --i) {
      if (bindings_[i - 1].name == name) return bindings_[i - 1];
    }
    return nothing;
  }

  Real with(const Binding& binding, const Expression& body) {
    bindings_.push_back(binding);
    const Real result = value(body);
    bindings_.pop_back();
    return result;
  }

  bool holds(const Expression& node) {
    const Real a = value(*node.children[0]);
    const Real b = value(*node.children[1]);
    switch (node.relation) {
      case Relation::less: return a < b;
      case Relation::less_equal: return a <= b;
      case Relation::greater: return a > b;
      case Relation::greater_equal: return a >= b;
      case Relation::equal: return a == b;
    }
    return false;
  }

  Real series(const Expression& node) {
    const Real first = value(*node.children[0]), last = value(*node.children[1]), step = value(*node.children[2]);
    const bool sum = node.kind == Kind::sum;
    Real result = sum ? 0 : 1;
    for (Real k = first; k <= last && step > 0; k += step) {
      const Real term = with({node.name, k, nullptr, 0}, *node.children.back());
      result = sum ? result + term : result * term;
    }
    return result;
  }

  /// Half lines are cut at 12, where the integrands of the generator are below 1e-60.
  Real integral(const Expression& node) {
    // Nodes and weights of the rule with four points on [-1, 1] (DLMF 3.5, Table 3.5.1).
    const Real near = std::sqrt(Real(3) / 7 - Real(2) / 7 * std::sqrt(Real(6) / 5)), far = std::sqrt(Real(3) / 7 + Real(2) / 7 * std::sqrt(Real(6) / 5));
    const Real heavy = (18 + std::sqrt(Real(30))) / 36, light = (18 - std::sqrt(Real(30))) / 36;
    const std::array<std::pair<Real, Real>, 4> rule = {{{-far, light}, {-near, heavy}, {near, heavy}, {far, light}}};
    const Real from = std::max(value(*node.children[0]), Real(-12)), to = std::min(value(*node.children[1]), Real(12));
    const Real half = (to - from) / static_cast<Real>(2 * pieces_);
    Real result = 0;
    for (int piece = 0; piece < pieces_; ++piece) {
      const Real middle = from + half * static_cast<Real>(2 * piece + 1);
      for (const auto& [place, weight] : rule) result += half * weight * with({node.name, middle + half * place, nullptr, 0}, *node.children.back());
    }
    return result;
  }

  Real call_bound(const Binding& bound, const std::vector<Real>& arguments) {
    const std::vector<Binding> before = bindings_;
    const Expression& function = *bound.function;
    bindings_.resize(bound.visible);
    for (std::size_t i = 0; i < arguments.size(); ++i) bindings_.push_back({function.parameters[i], arguments[i], nullptr, 0});
    const Real result = value(*function.children[0]);
    bindings_ = before;
    return result;
  }

  Real call(const Expression& node) {
    std::vector<Real> x;
    for (const auto& argument : node.children) x.push_back(value(*argument));
    for (const Real one : x) {
      if (std::isnan(one)) return none();
    }
    if (const Binding bound = find(node.name); bound.function != nullptr) return call_bound(bound, x);
    const auto found = functions().find(node.name);
    return found == functions().end() ? none() : found->second(x);
  }

  static Real bessel(Real nu, Real z) { return nu < 0 || z < 0 || z > 500 ? none() : std::cyl_bessel_i(nu, z); }  // libstdc++ throws far out

  static Real binomial(Real x, Real k) {
    Real result = k < 0 ? 0 : 1;
    for (Real i = 0; i < k; ++i) result *= (x - i) / (i + 1);
    return result;
  }

  using Arguments = const std::vector<Real>&;
  static const std::map<std::string, std::function<Real(Arguments)>>& functions() {
    static const Real root = std::sqrt(Real(2));
    static const std::map<std::string, std::function<Real(Arguments)>> table = {
        {"Phi", [](Arguments x) { return std::erfc(-x[0] / root) / 2; }},
        {"Phic", [](Arguments x) { return std::erfc(x[0] / root) / 2; }},
        {"abs", [](Arguments x) { return std::abs(x[0]); }},
        {"asin", [](Arguments x) { return std::asin(x[0]); }},
        {"atan", [](Arguments x) { return std::atan(x[0]); }},
        {"besseli", [](Arguments x) { return bessel(x[0], x[1]); }},
        {"besselie", [](Arguments x) { return std::exp(-x[1]) * bessel(x[0], x[1]); }},
        {"binomial", [](Arguments x) { return binomial(x[0], x[1]); }},
        {"ceil", [](Arguments x) { return std::ceil(x[0]); }},
        {"cos", [](Arguments x) { return std::cos(x[0]); }},
        {"cosh", [](Arguments x) { return std::cosh(x[0]); }},
        {"erf", [](Arguments x) { return std::erf(x[0]); }},
        {"erfc", [](Arguments x) { return std::erfc(x[0]); }},
        {"exp", [](Arguments x) { return std::exp(x[0]); }},
        {"expm1", [](Arguments x) { return std::expm1(x[0]); }},
        {"factorial", [](Arguments x) { return std::tgamma(x[0] + 1); }},
        {"floor", [](Arguments x) { return std::floor(x[0]); }},
        {"gamma", [](Arguments x) { return std::tgamma(x[0]); }},
        {"lgamma", [](Arguments x) { return x[0] <= 0 ? none() : std::lgamma(x[0]); }},
        {"log", [](Arguments x) { return std::log(x[0]); }},
        {"log1p", [](Arguments x) { return std::log1p(x[0]); }},
        {"max", [](Arguments x) { return *std::max_element(x.begin(), x.end()); }},
        {"min", [](Arguments x) { return *std::min_element(x.begin(), x.end()); }},
        {"sin", [](Arguments x) { return std::sin(x[0]); }},
        {"sinh", [](Arguments x) { return std::sinh(x[0]); }},
        {"sqrt", [](Arguments x) { return std::sqrt(x[0]); }},
        {"tanh", [](Arguments x) { return std::tanh(x[0]); }},
    };
    return table;
  }

  int pieces_;
  std::vector<Binding> bindings_;
};

}  // namespace

double approx_in_double(const Expression& formula) { return Reader<double>(64).value(formula); }
long double approx_in_long_double(const Expression& formula) { return Reader<long double>(150).value(formula); }

}  // namespace rankcert::attack
