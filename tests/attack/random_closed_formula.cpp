#include "attack/random_closed_formula.hpp"

namespace rankcert::attack {

using Text = std::string;

Text RandomClosedFormula::leaf() {
  if (!variables_.empty() && dice_.below(3) != 0) return dice_.pick(variables_);
  switch (dice_.below(6)) {
    case 0: return "pi";
    case 1: return fraction(40);
    case 2: return integer(-20, 20);
    case 3: return integer(0, 9) + "." + std::to_string(dice_.below(1'000));
    case 4: return integer(1, 99) + "e-" + std::to_string(1 + dice_.below(12));
    default: return integer(1, 3);
  }
}

Text RandomClosedFormula::positive(int depth) {
  if (depth <= 0) return dice_.coin() ? integer(1, 30) : integer(1, 60) + "/" + integer(1, 9);
  switch (dice_.below(6)) {
    case 0: return "exp(" + bounded(depth - 1) + ")";
    case 1: return "(abs(" + bounded(depth - 1) + ") + 1/" + integer(1, 9) + ")";
    case 2: return "(" + bounded(depth - 1) + "^2 + " + integer(1, 5) + ")";
    case 3: return "sqrt(" + positive(depth - 1) + ")";
    case 4: return "cosh(" + unit(depth - 1) + ")";
    default: return "(" + positive(depth - 1) + " + " + positive(depth - 1) + ")";
  }
}

Text RandomClosedFormula::bounded(int depth) {
  if (depth <= 0) return dice_.coin() && !variables_.empty() ? dice_.pick(variables_) : fraction(4);
  switch (dice_.below(5)) {
    case 0: return "atan(" + real(depth - 1) + ")";
    case 1: return "max(-4, min(" + real(depth - 1) + ", 4))";
    case 2: return "(" + integer(-3, 3) + "*" + unit(depth - 1) + ")";
    case 3: return "(" + unit(depth - 1) + " + " + unit(depth - 1) + ")";
    default: return "log(" + positive(depth - 1) + ")";
  }
}

Text RandomClosedFormula::unit(int depth) {
  if (depth <= 0) return "(" + integer(-9, 9) + "/" + integer(9, 12) + ")";
  return one_of({"sin", "cos", "tanh", "erf"}) + "(" + bounded(depth - 1) + ")";
}

Text RandomClosedFormula::small_integer(int greatest) {
  if (!integers_.empty() && dice_.coin()) return dice_.pick(integers_);
  if (!in_integral_ && dice_.below(4) == 0) return one_of({"floor", "ceil"}) + "(" + positive(1) + ")";
  return integer(0, greatest);
}

Text RandomClosedFormula::comparison(int depth) {
  return real(depth) + one_of({" < ", " <= ", " > ", " >= ", " = "}) + real(depth);
}

Text RandomClosedFormula::call(int depth) {
  const int below = depth - 1;
  // One in twelve arguments is taken without regard to the domain.
  if (dice_.below(12) == 0) {
    return one_of({"log", "sqrt", "asin", "log1p", "gamma", "lgamma", "exp", "factorial", "sinh", "tanh", "expm1"}) + "(" + real(below) + ")";
  }
  switch (dice_.below(16)) {
    case 0: return one_of({"sin", "cos", "atan", "tanh", "erf", "Phi", "abs"}) + "(" + real(below) + ")";
    case 1: return one_of({"exp", "sinh", "cosh", "expm1"}) + "(" + bounded(below) + ")";
    case 2: return one_of({"erfc", "Phic"}) + "(" + (dice_.coin() ? bounded(below) : positive(below)) + ")";
    case 3: return one_of({"log", "sqrt", "log1p", "lgamma"}) + "(" + positive(below) + ")";
    case 4: return "asin(" + unit(below) + ")";
    case 5: return "gamma(" + (dice_.coin() ? positive(below) : integer(-9, 30) + "/2") + ")";
    case 6: return one_of({"max", "min"}) + "(" + real(below) + ", " + real(below) + (dice_.coin() ? ", " + real(below) : "") + ")";
    case 7: return in_integral_ ? "abs(" + real(below) + ")" : one_of({"floor", "ceil"}) + "(" + real(below) + ")";
    case 8: return in_integral_ ? "erf(" + real(below) + ")" : "binomial(" + (dice_.coin() ? small_integer(40) : fraction(9)) + ", " + small_integer(12) + ")";
    case 9: return in_integral_ ? "Phi(" + real(below) + ")" : "factorial(" + small_integer(20) + ")";
    case 10: return one_of({"besseli", "besselie"}) + "(" + (dice_.coin() ? small_integer(6) : integer(1, 9) + "/2") + ", " + positive(in_integral_ ? 0 : below) + ")";
    case 11: return "(" + positive(below) + ")^" + fraction(5);
    case 12: return "(" + real(below) + ")^" + integer(-2, 5);
    case 13: return "(" + positive(below) + ")^(" + unit(below) + ")";
    case 14: return "log1p(" + unit(below) + "^2)";
    default: return "tanh(" + real(below) + ")";
  }
}

Text RandomClosedFormula::binding(int depth) {
  const bool function = dice_.coin();
  const Text name = named(function ? "f" : "x");
  if (!function) {
    const Text value = real(depth - 1);
    variables_.push_back(name);
    const Text body = real(depth - 1);
    variables_.pop_back();
    return "(let " + name + " = " + value + "; " + body + ")";
  }
  const Text argument = named("u");
  variables_.push_back(argument);
  const Text value = real(depth - 1);
  variables_.pop_back();
  const Text call = name + "(" + real(depth - 2) + ")";
  return "(let " + name + "(" + argument + ") = " + value + "; " + (dice_.coin() ? call : "(" + call + " - " + name + "(" + leaf() + "))") + ")";
}

Text RandomClosedFormula::construct(int depth) {
  const std::uint64_t kind = dice_.below(4);
  if (kind == 0) return "if(" + comparison(depth - 2) + ", " + real(depth - 1) + ", " + real(depth - 1) + ")";
  if (kind == 1 || in_integral_) return binding(depth);
  const bool product = kind == 2;
  const Text name = named("k");
  const Text from = integer(-2, 4);
  const Text to = dice_.below(3) == 0 ? "floor(" + positive(1) + ")" : integer(0, product ? 8 : 25);
  const Text step = dice_.below(4) == 0 ? " step " + integer(1, 3) : "";
  variables_.push_back(name), integers_.push_back(name);
  const Text body = real(depth - 2);
  variables_.pop_back(), integers_.pop_back();
  return Text(product ? "prod(" : "sum(") + name + " = " + from + ".." + to + step + ", " + body + ")";
}

Text RandomClosedFormula::integral(int depth) {
  const Text name = named("t");
  const auto outer = integers_;
  in_integral_ = true;
  variables_.push_back(name);
  integers_.clear();
  const Text body = real(depth < 3 ? depth - 1 : 2);
  variables_.pop_back();
  integers_ = outer;
  in_integral_ = false;
  if (dice_.below(8) == 0) return "integral(" + name + " = 0..inf, exp(-" + name + "^2)*Phi(" + name + ")^" + integer(0, 4) + ")";
  return "integral(" + name + " = " + fraction(4) + ".." + fraction(4) + ", " + body + ")";
}

Text RandomClosedFormula::real(int depth) {
  if (depth <= 0 || dice_.below(9) == 0) return leaf();
  const std::uint64_t kind = dice_.below(100);
  if (kind < 3 && !in_integral_) return integral(depth);
  if (kind < 22 && depth >= 2) return construct(depth);
  if (kind < 62) return call(depth);
  if (kind < 66) return "(-" + real(depth - 1) + ")";
  const Text left = real(depth - 1);
  if (kind < 76) return "(" + left + "/" + (dice_.below(8) == 0 ? real(depth - 1) : positive(depth - 1)) + ")";
  return "(" + left + one_of({" + ", " - ", "*"}) + real(depth - 1) + ")";
}

}  // namespace rankcert::attack
