#include "second/certificate.hpp"

#include <algorithm>
#include <initializer_list>

#include "exact/digest.hpp"
#include "exact/error.hpp"
#include "second/number_text.hpp"
#include "second/one_line.hpp"

namespace rankcert::second {
namespace {

using Kind = JsonValue::Kind;

[[noreturn]] void malformed(const std::string& what) { throw InputError(what); }

/// An object whose keys are all known; `name` stands in errors.
class Fields {
 public:
  Fields(const JsonValue& value, std::string name, std::initializer_list<std::string_view> needed, std::initializer_list<std::string_view> optional = {})
      : name_(std::move(name)) {
    if (value.kind() != Kind::object) malformed(name_ + " must be an object");
    for (const auto& [key, member] : value.members()) members_.emplace(key, member);
    for (const std::string_view key : needed) {
      if (!has(key)) malformed(name_ + " has no field '" + std::string(key) + "'");
    }
    const auto is_in = [](const auto& keys, std::string_view key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); };
    for (const auto& [key, member] : members_) {
      if (!is_in(needed, key) && !is_in(optional, key)) malformed(name_ + " has a field '" + one_line(key, 60) + "' that the format does not know");
    }
  }

  [[nodiscard]] bool has(std::string_view key) const { return members_.contains(key); }
  [[nodiscard]] const JsonValue& at(std::string_view key) const { return members_.at(key); }
  [[nodiscard]] std::string path(std::string_view key) const { return name_ + "." + std::string(key); }
  [[nodiscard]] std::string text(std::string_view key) const {
    if (at(key).kind() != Kind::text) malformed(path(key) + " must be a string");
    return std::string(at(key).text());
  }

 private:
  std::string name_;
  std::map<std::string_view, JsonValue> members_;
};

Rational rational_of(const JsonValue& value, const std::string& where) {
  const auto number = value.kind() == Kind::text ? read_rational(value.text()) : std::nullopt;
  if (!number) malformed(where + " must be a rational p or p/q in lowest terms, as a string");
  return *number;
}

Rational dyadic_of(const Fields& fields, std::string_view key) {
  const auto number = fields.at(key).kind() == Kind::text ? read_dyadic(fields.at(key).text()) : std::nullopt;
  if (!number) malformed(fields.path(key) + " must be a dyadic number such as 3p-2, its mantissa odd");
  return *number;
}

std::map<std::string, Rational> assignment_of(const JsonValue& value, const std::string& where) {
  if (value.kind() != Kind::object) malformed(where + " must be an object");
  std::map<std::string, Rational> values;
  for (const auto& [name, number] : value.members()) values.emplace(name, rational_of(number, where));
  return values;
}

std::vector<std::string> texts_of(const JsonValue& value, const std::string& where) {
  if (value.kind() != Kind::array) malformed(where + " must be an array");
  std::vector<std::string> texts;
  value.for_each_element([&](const JsonValue& element) {
    if (element.kind() != Kind::text) malformed(where + " must hold strings");
    texts.emplace_back(element.text());
  });
  return texts;
}

/// Numbers with how often each stands in the array. A canonical text is one number, so equal numbers are equal texts.
std::vector<std::pair<Rational, unsigned long>> counted(const JsonValue& value, const std::string& where) {
  if (value.kind() != Kind::array) malformed(where + " must be an array");
  std::vector<std::string_view> texts;
  value.for_each_element([&](const JsonValue& element) {
    if (element.kind() != Kind::text) malformed(where + " must hold rationals as strings");
    texts.push_back(element.text());
  });
  std::sort(texts.begin(), texts.end());
  std::vector<std::pair<Rational, unsigned long>> numbers;
  for (auto from = texts.begin(); from != texts.end();) {
    const auto to = std::find_if(from, texts.end(), [&](std::string_view text) { return text != *from; });
    const auto number = read_rational(*from);
    if (!number) malformed(where + " must hold rationals p or p/q in lowest terms, as strings");
    if (numbers.size() == max_different_observations) throw LimitError(where + " holds more than " + std::to_string(max_different_observations) + " different numbers");
    numbers.emplace_back(*number, static_cast<unsigned long>(to - from));
    from = to;
  }
  return numbers;
}

void check_rationals(const JsonValue& value, const std::string& where) {
  if (value.kind() != Kind::array) malformed(where + " must be an array");
  value.for_each_element([&](const JsonValue& element) { (void)rational_of(element, where); });
}

void check_seed(const std::string& text) {
  const auto seed = text.size() <= 20 ? read_rational(text) : std::nullopt;
  const Rational two_to_64 = Rational(Integer(1) << 64U);
  if (!seed || !is_integer(*seed) || *seed < 0 || *seed >= two_to_64) malformed("evidence.seed must be an integer from 0 to 2^64 - 1");
}

std::optional<Sample> sample_of(const JsonValue& value) {
  const Fields evidence(value, "evidence", {"seed", "method", "witness"}, {"sample"});
  check_seed(evidence.text("seed"));
  (void)evidence.text("method");
  if (evidence.at("witness").kind() != Kind::object) malformed("evidence.witness must be an object");
  for (const auto& [name, numbers] : evidence.at("witness").members()) check_rationals(numbers, "evidence.witness");
  if (!evidence.has("sample")) return std::nullopt;
  const Fields sample(evidence.at("sample"), "sample", {"alpha", "least", "greatest", "observations"});
  return Sample{.alpha = rational_of(sample.at("alpha"), "sample.alpha"),
                .least = rational_of(sample.at("least"), "sample.least"),
                .greatest = rational_of(sample.at("greatest"), "sample.greatest"),
                .observations = counted(sample.at("observations"), "sample.observations")};
}

RecordedSide side_of(const JsonValue& value, const std::string& where) {
  const Fields fields(value, where, {}, {"formula", "measure", "lower", "upper", "evidence"});
  if (fields.has("formula") == fields.has("measure")) malformed(where + " must have either 'formula' or 'measure'");
  RecordedSide side{.measured = fields.has("measure")};
  side.text = fields.text(side.measured ? "measure" : "formula");
  if (fields.has("lower") != fields.has("upper")) malformed(where + " has one end of an interval");
  if (fields.has("lower")) side.bounds = Bounds{dyadic_of(fields, "lower"), dyadic_of(fields, "upper")};
  if (side.bounds && side.bounds->lower > side.bounds->upper) malformed(where + " has its ends in the wrong order");
  if (!side.measured && !side.bounds) malformed(where + " is a formula without an interval");
  if (fields.has("evidence") != (side.measured && side.bounds)) malformed(where + " must have evidence exactly if it is measured and has an interval");
  if (fields.has("evidence")) side.sample = sample_of(fields.at("evidence"));
  return side;
}

Relation relation_of(const std::string& text) {
  const auto relation = parse_relation(text);
  if (!relation) malformed("relation must be one of < <= > >= =");
  return *relation;
}

Verdict recorded_verdict(const std::string& text) {
  const auto verdict = read_verdict(text);
  if (!verdict) malformed("verdict must be certified, supported, refuted, inconclusive or enclosed");
  return *verdict;
}

}  // namespace

Certificate read_certificate(std::string_view text, const JsonLimits& limits) {
  const StrictJson json(text, limits);
  const Fields fields(json.root(), "the certificate",
                      {"schema", "tool", "claim", "prelude", "assertion", "lemmas", "parameters", "hints", "left", "relation", "right", "verdict", "digest"});
  if (fields.text("schema") != "rankcert-certificate/1") malformed("schema must be rankcert-certificate/1");
  (void)fields.text("tool");
  const Fields claim(fields.at("claim"), "claim", {"id", "text", "digest"});
  Certificate certificate{.claim_id = claim.text("id"),
                          .claim_text = claim.text("text"),
                          .claim_digest = claim.text("digest"),
                          .prelude = fields.text("prelude"),
                          .assertion = fields.text("assertion"),
                          .lemmas = texts_of(fields.at("lemmas"), "lemmas"),
                          .parameters = assignment_of(fields.at("parameters"), "parameters"),
                          .hints = assignment_of(fields.at("hints"), "hints"),
                          .left = side_of(fields.at("left"), "left"),
                          .relation = relation_of(fields.text("relation")),
                          .right = side_of(fields.at("right"), "right"),
                          .verdict = recorded_verdict(fields.text("verdict"))};
  certificate.digest_matches = fields.text("digest") == sha256(json.canonical(json.root(), "digest"));
  return certificate;
}

}  // namespace rankcert::second
