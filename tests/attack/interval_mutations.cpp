// Ends of intervals: last bits, digits, signs, exponents, exchanged, collapsed, huge and tiny; and verdicts that follow.
#include "attack/mutant.hpp"
#include "attack/own_rules.hpp"

namespace rankcert::attack {
namespace {

using nlohmann::json;

struct Dyadic {
  Integer mantissa;
  std::int64_t exponent;
};

/// A leading 0 is a digit here, and the mark of an octal number to Integer's own constructor.
Integer decimal_integer(const std::string& text) { return numerator(parse_rational(text).value()); }

Dyadic read(const std::string& text) {
  const std::size_t p = text.find('p');
  return {decimal_integer(text.substr(0, p)), std::stoll(text.substr(p + 1))};
}

/// In canonical form; nothing beyond the format's limits.
std::optional<std::string> written(Dyadic number) {
  if (number.mantissa == 0) return "0p0";
  while (number.mantissa % 2 == 0) number.mantissa /= 2, ++number.exponent;
  if (number.exponent > 1'000'000 || number.exponent < -1'000'000) return std::nullopt;
  return number.mantissa.str() + "p" + std::to_string(number.exponent);
}

/// Another number of about the same length: by bits or digits of its mantissa, its sign or its exponent.
std::optional<std::string> moved(const std::string& text, Dice& dice) {
  Dyadic number = read(text);
  const auto up = [&](unsigned bits) { number.mantissa <<= bits, number.exponent -= bits; };
  const int sign = dice.coin() ? 1 : -1;
  switch (dice.below(12)) {
    case 0: number.mantissa += sign; break;
    case 1: number.mantissa += sign * static_cast<std::int64_t>(1 + dice.below(64)); break;
    case 2: up(static_cast<unsigned>(1 + dice.below(200))), number.mantissa += sign; break;
    case 3: number.mantissa = -number.mantissa; break;
    case 4: number.exponent += sign * static_cast<std::int64_t>(1 + dice.below(8)); break;
    case 5: number.exponent += sign * static_cast<std::int64_t>(dice.below(3'000)); break;
    case 6: {
      std::string digits = number.mantissa.str();
      char& digit = digits[dice.below(digits.size())];
      if (digit == '-') return std::nullopt;
      digit = static_cast<char>('0' + dice.below(10));
      number.mantissa = decimal_integer(digits);
      break;
    }
    case 7: number.mantissa ^= Integer(1) << static_cast<unsigned>(dice.below(64)); break;
    case 8: number = {0, 0}; break;
    case 9: number = {sign, static_cast<std::int64_t>(dice.below(20'000))}; break;
    case 10: number = {sign, -static_cast<std::int64_t>(dice.below(20'000))}; break;
    default: number.mantissa = number.mantissa * 10 + sign; break;
  }
  return written(number);
}

std::optional<Mutant> judged(const Base& base, const json& body, const std::string& field, const std::string& change, const char* rule) {
  if (body == base.body) return std::nullopt;
  const Judgement judgement = judge_numbers(base, body);
  if (judgement == Judgement::unclear) return std::nullopt;
  const bool holds = judgement == Judgement::holds;
  return Mutant{.field = field, .change = (holds ? std::string(rule) + " " : "") + change, .text = signed_file(body), .fate = holds ? Fate::accepted : Fate::refused};
}

const char* some_side(Dice& dice) { return dice.coin() ? "left" : "right"; }
const char* some_end(Dice& dice) { return dice.coin() ? "lower" : "upper"; }
/// The rule under which another interval of the side is still true.
const char* rule_of(const json& side) { return side.contains("evidence") ? "A5" : "A1"; }

std::optional<Mutant> move_end(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  const char* side = some_side(dice);
  const char* end = some_end(dice);
  json body = base.body;
  if (!body[side].contains(end)) return std::nullopt;
  const auto text = moved(body[side][end], dice);
  if (!text) return std::nullopt;
  body[side][end] = *text;
  return judged(base, body, std::string(side) + "/" + end, "end moved", rule_of(body[side]));
}

std::optional<Mutant> move_interval(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  const char* name = some_side(dice);
  json body = base.body;
  json& side = body[name];
  if (!side.contains("lower")) return std::nullopt;
  const json& other = body[name == std::string("left") ? "right" : "left"];
  std::string change = "interval moved";
  switch (dice.below(5)) {
    case 0: change = "ends exchanged", std::swap(side["lower"], side["upper"]); break;
    case 1: change = "collapsed", (dice.coin() ? side["lower"] = side["upper"] : side["upper"] = side["lower"]); break;
    case 2:
      if (!other.contains("lower")) return std::nullopt;
      change = "interval of the other side", side["lower"] = other["lower"], side["upper"] = other["upper"];
      break;
    default: {
      const auto lower = moved(side["lower"], dice), upper = moved(side["upper"], dice);
      if (!lower || !upper) return std::nullopt;
      side["lower"] = *lower, side["upper"] = *upper;
      break;
    }
  }
  return judged(base, body, name, change, rule_of(side));
}

/// A wider interval with the verdict that it gives: less is said, and it is true.
std::optional<Mutant> widen_and_relabel(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  const char* name = some_side(dice);
  json body = base.body;
  json& side = body[name];
  if (!side.contains("lower") || (side.contains("evidence") && side["evidence"].contains("sample"))) return std::nullopt;
  side["lower"] = "-1p" + std::to_string(5 + dice.below(5'000));
  side["upper"] = "1p" + std::to_string(5 + dice.below(5'000));
  body["verdict"] = verdict_of(body);
  return judged(base, body, name, "widened, verdict put right", "A8");
}

/// The same number, written as the format does not write it; or no number.
std::optional<Mutant> other_form(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  const char* side = some_side(dice);
  const char* end = some_end(dice);
  json body = base.body;
  if (!body[side].contains(end)) return std::nullopt;
  const std::string text = body[side][end];
  const Dyadic number = read(text);
  const std::string m = number.mantissa.str();
  const std::string e = std::to_string(number.exponent);
  const std::vector<std::string> forms = {Integer(number.mantissa * 2).str() + "p" + std::to_string(number.exponent - 1), "+" + text, "0" + text, m + "p+" + e,
      m + "p0" + e, m + "P" + e, m + "e" + e, m, m + "p", "p" + e, m + ".0p" + e, " " + text, text + " ", "0x1p0", "nan", "inf", "-inf", "-0p0", "0p1", "1/3", "1.5",
      "1p1000001", "1p-1000001", "1p99999999999999999999", std::string(20'001, '7') + "p0", m + "p" + e + "p0", ""};
  const std::string& form = dice.pick(forms);
  if (form == text) return std::nullopt;
  body[side][end] = form;
  return Mutant{.field = std::string(side) + "/" + end, .change = "not canonical", .text = signed_file(body), .fate = Fate::refused};
}

/// Ends far out in the format's range: true, and they must not cost much.
std::optional<Mutant> extreme(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  const char* name = some_side(dice);
  json body = base.body;
  json& side = body[name];
  if (!side.contains("lower")) return std::nullopt;
  const std::string far = dice.pick<std::string>({"1p1000000", "1p-1000000", "-1p1000000", "-1p-1000000", std::string(19'999, '7') + "p0"});
  side[some_end(dice)] = far;
  return judged(base, body, name, "extreme end", rule_of(side));
}

/// Another hint of the example with the formula that belongs to it, and an interval that is its own or is not:
/// partial(n, L) is the sum of 1/l^2 up to L, whose terms are known.
std::optional<Mutant> other_hint(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  const auto& hints = base.body["hints"];
  if (hints.size() != 1 || !hints.contains("L")) return std::nullopt;
  json body = base.body;
  std::string formula = body["left"]["formula"];
  const std::string old = ", " + hints["L"].get<std::string>() + ")";
  const std::size_t at = formula.find(old);
  const std::uint64_t terms = 1 + 2 * dice.below(50);
  if (at == std::string::npos || hints["L"] == std::to_string(terms)) return std::nullopt;
  const auto partial_sum = [](std::uint64_t to) {
    Rational sum = 0;
    for (std::uint64_t l = 1; l <= to; ++l) sum += 1 / Rational(l * l);
    return sum;
  };
  const Rational factor = base.left->lower / partial_sum(std::stoull(hints["L"].get<std::string>()));
  const Rational value = factor * partial_sum(terms);
  body["hints"]["L"] = std::to_string(terms);
  body["left"]["formula"] = formula.replace(at, old.size(), ", " + std::to_string(terms) + ")");
  if (dice.coin()) body["left"]["lower"] = "1p-1", body["left"]["upper"] = "3p-1";
  Base other = base;
  other.left = Known{value, value};
  return judged(other, body, "hints/L", "another hint with its formula", "A6");
}

}  // namespace

std::vector<Operator> interval_operators() { return {move_end, move_end, move_end, move_interval, move_interval, widen_and_relabel, other_form, extreme, other_hint}; }

}  // namespace rankcert::attack
