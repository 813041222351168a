#include "checker/certificate.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <initializer_list>
#include <set>

#include "checker/printable.hpp"
#include "exact/digest.hpp"
#include "exact/error.hpp"

namespace rankcert {
namespace {

using nlohmann::json;  // its objects keep their keys sorted, which makes dump() canonical

// ---- writing -------------------------------------------------------------------------------------------------------

json numbers_json(const std::vector<Rational>& numbers) {
  json array = json::array();
  for (const Rational& number : numbers) array.push_back(to_text(number));
  return array;
}

json assignment_json(const Assignment& values) {
  json object = json::object();
  for (const auto& [name, value] : values) object[name] = to_text(value);
  return object;
}

json side_json(const RecordedSide& side) {
  json object = {{side.evidence || !side.interval ? "measure" : "formula", side.text}};
  if (side.interval) {
    object["lower"] = to_dyadic_text(side.interval->lower);
    object["upper"] = to_dyadic_text(side.interval->upper);
  }
  if (!side.evidence) return object;
  json evidence = {{"seed", side.evidence->seed}, {"method", side.evidence->method}};
  if (const auto& sample = side.evidence->sample) {
    evidence["sample"] = {{"alpha", to_text(sample->alpha)},
                          {"least", to_text(sample->least)},
                          {"greatest", to_text(sample->greatest)},
                          {"observations", numbers_json(sample->observations)}};
  }
  json witness = json::object();
  for (const auto& [name, numbers] : side.evidence->witness) witness[name] = numbers_json(numbers);
  evidence["witness"] = std::move(witness);
  object["evidence"] = std::move(evidence);
  return object;
}

json body_json(const Certificate& certificate) {
  return {{"schema", certificate_schema},
          {"tool", certificate.tool},
          {"claim", {{"id", certificate.claim_id}, {"digest", certificate.claim_digest}, {"text", certificate.claim_text}}},
          {"prelude", certificate.prelude_digest},
          {"assertion", certificate.assertion},
          {"lemmas", certificate.lemmas},
          {"parameters", assignment_json(certificate.parameters)},
          {"hints", assignment_json(certificate.hints)},
          {"left", side_json(certificate.left)},
          {"relation", to_text(certificate.relation)},
          {"right", side_json(certificate.right)},
          {"verdict", to_text(certificate.verdict)}};
}

/// Bytes that are no UTF-8 cannot come from a claim that was read, but must not throw here either.
std::string canonical(const json& body) { return body.dump(-1, ' ', false, json::error_handler_t::replace); }

// ---- reading -------------------------------------------------------------------------------------------------------

[[noreturn]] void malformed(const std::string& message) { throw InputError("malformed certificate: " + printable(message)); }

/// A first look at the text: limits on depth and on objects and arrays, and no duplicate keys, which plain JSON readers
/// resolve in ways that differ. (The library's own callback while parsing takes quadratic time over long arrays.)
class Guard final : public nlohmann::json_sax<json> {
 public:
  explicit Guard(const CertificateLimits& limits) : limits_(limits) {}
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return open(); }
  bool key(string_t& name) override {
    if (!keys_.back().insert(name).second) malformed("the key '" + name + "' stands twice");
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  bool open() {
    keys_.emplace_back();
    if (keys_.size() > limits_.max_depth) malformed("nested more than " + std::to_string(limits_.max_depth) + " deep");
    if (++opened_ > limits_.max_containers) malformed("more than " + std::to_string(limits_.max_containers) + " objects and arrays");
    return true;
  }
  bool close() {
    keys_.pop_back();
    return true;
  }

  const CertificateLimits& limits_;
  std::vector<std::set<std::string>> keys_;  ///< of the objects and arrays that are open
  std::size_t opened_ = 0;
};

json parse_strictly(std::string_view text, const CertificateLimits& limits) {
  if (text.find('\0') != std::string_view::npos) malformed("a NUL byte");  // the library's lexer ends there, whatever follows
  Guard guard(limits);
  try {
    // Where the text is no JSON, the parser proper says so below.
    static_cast<void>(json::sax_parse(text.begin(), text.end(), &guard));
    return json::parse(text.begin(), text.end());
  } catch (const json::parse_error& error) {
    const std::string_view before = text.substr(0, std::min(text.size(), error.byte == 0 ? 0 : error.byte - 1));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto last = before.rfind('\n');
    const auto column = 1 + before.size() - (last == std::string_view::npos ? 0 : last + 1);
    malformed("no JSON at line " + std::to_string(line) + ", column " + std::to_string(column));
  } catch (const json::exception&) {
    // A bare number beyond a double; the format has no bare numbers.
    malformed("a number too large; numbers are written as strings");
  }
}

class Fields {
 public:
  Fields(const json& object, std::string where, std::initializer_list<const char*> required, std::initializer_list<const char*> optional = {})
      : object_(object), where_(std::move(where)) {
    if (!object.is_object()) malformed(where_ + " must be an object");
    for (const char* key : required) {
      if (!object.contains(key)) malformed(where_ + " has no '" + key + "'");
    }
    for (const auto& item : object.items()) {
      const auto same = [&](const char* key) { return item.key() == key; };
      if (std::none_of(required.begin(), required.end(), same) && std::none_of(optional.begin(), optional.end(), same)) {
        malformed(where_ + " has the unknown field '" + printable(item.key(), 60) + "'");
      }
    }
  }

  [[nodiscard]] bool has(const char* key) const { return object_.contains(key); }
  [[nodiscard]] const json& at(const char* key) const { return object_.at(key); }

  [[nodiscard]] std::string text(const char* key) const {
    if (!at(key).is_string()) malformed(where_ + "." + key + " must be a string");
    return at(key).get<std::string>();
  }

 private:
  const json& object_;
  std::string where_;
};

/// An exact rational in the one form that to_text writes.
Rational rational_of(const json& value, const std::string& where, const CertificateLimits& limits) {
  const auto number = value.is_string() ? parse_rational(value.get<std::string>(), limits.max_number_digits) : std::nullopt;
  if (!number || to_text(*number) != value.get<std::string>()) malformed(where + " must be an exact number in lowest terms, as a string");
  return *number;
}

Rational dyadic_of(const Fields& side, const char* key, const CertificateLimits& limits) {
  const auto number = parse_dyadic(side.text(key), limits.max_number_digits);
  if (!number) malformed(std::string(key) + " must be a dyadic number such as 3p-2, mantissa odd");
  return *number;
}

std::vector<Rational> rationals_of(const json& array, const std::string& where, const CertificateLimits& limits) {
  if (!array.is_array()) malformed(where + " must be an array");
  std::vector<Rational> numbers;
  for (const json& element : array) numbers.push_back(rational_of(element, where, limits));
  return numbers;
}

Assignment assignment_of(const json& object, const std::string& where, const CertificateLimits& limits) {
  if (!object.is_object()) malformed(where + " must be an object");
  Assignment values;
  for (const auto& item : object.items()) values.emplace(item.key(), rational_of(item.value(), where, limits));
  return values;
}

Evidence evidence_of(const json& value, const CertificateLimits& limits) {
  const Fields fields(value, "evidence", {"seed", "method", "witness"}, {"sample"});
  Evidence evidence{.seed = fields.text("seed"), .method = fields.text("method"), .sample = std::nullopt};
  const auto seed = parse_rational(evidence.seed, 20);
  if (!seed || !is_integer(*seed) || *seed < 0 || *seed >= Rational(Integer(1) << 64U) || to_text(*seed) != evidence.seed) {
    malformed("evidence.seed must be an integer below 2^64");
  }
  if (fields.has("sample")) {
    const Fields sample(fields.at("sample"), "sample", {"alpha", "least", "greatest", "observations"});
    evidence.sample = Evidence::Sample{.observations = rationals_of(sample.at("observations"), "observations", limits),
                                       .least = rational_of(sample.at("least"), "least", limits),
                                       .greatest = rational_of(sample.at("greatest"), "greatest", limits),
                                       .alpha = rational_of(sample.at("alpha"), "alpha", limits)};
  }
  if (!fields.at("witness").is_object()) malformed("evidence.witness must be an object");
  for (const auto& item : fields.at("witness").items()) evidence.witness.emplace(item.key(), rationals_of(item.value(), "witness", limits));
  return evidence;
}

RecordedSide side_of(const json& value, const std::string& where, const CertificateLimits& limits) {
  const bool measured = value.is_object() && value.contains("measure");
  const Fields fields = measured ? Fields(value, where, {"measure"}, {"lower", "upper", "evidence"})
                                 : Fields(value, where, {"formula", "lower", "upper"});
  RecordedSide side{.text = fields.text(measured ? "measure" : "formula"), .interval = std::nullopt, .evidence = std::nullopt};
  if (fields.has("lower") != fields.has("upper") || fields.has("evidence") != (measured && fields.has("lower"))) {
    malformed(where + " needs lower, upper and evidence together");
  }
  if (fields.has("lower")) {
    side.interval = Interval{dyadic_of(fields, "lower", limits), dyadic_of(fields, "upper", limits)};
    if (side.interval->lower > side.interval->upper) malformed(where + " has its ends in the wrong order");
  }
  if (fields.has("evidence")) side.evidence = evidence_of(fields.at("evidence"), limits);
  return side;
}

Relation relation_of(const std::string& text) {
  if (const auto relation = parse_relation(text)) return *relation;
  malformed("'" + text.substr(0, 20) + "' is no relation");
}

}  // namespace

std::string write_certificate(const Certificate& certificate) {
  json body = body_json(certificate);
  body["digest"] = sha256(canonical(body));
  return body.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::string certificate_digest(const Certificate& certificate) { return sha256(canonical(body_json(certificate))); }

Certificate parse_certificate(std::string_view text, const CertificateLimits& limits) {
  if (text.size() > limits.max_bytes) malformed("larger than " + std::to_string(limits.max_bytes) + " bytes");
  json body = parse_strictly(text, limits);
  const Fields fields(body, "the certificate", {"schema", "tool", "claim", "prelude", "assertion", "lemmas", "parameters", "hints", "left",
                                                "relation", "right", "verdict", "digest"});
  if (fields.text("schema") != certificate_schema) {
    malformed("the schema is '" + fields.text("schema").substr(0, 60) + "', this program reads " + std::string(certificate_schema));
  }
  const std::string digest = fields.text("digest");
  const Fields claim(fields.at("claim"), "claim", {"id", "digest", "text"});
  const auto verdict = parse_verdict(fields.text("verdict"));
  if (!verdict) malformed("'" + fields.text("verdict").substr(0, 40) + "' is no verdict");
  Certificate certificate{.tool = fields.text("tool"),
                          .claim_id = claim.text("id"),
                          .claim_digest = claim.text("digest"),
                          .claim_text = claim.text("text"),
                          .prelude_digest = fields.text("prelude"),
                          .assertion = fields.text("assertion"),
                          .lemmas = {},
                          .parameters = assignment_of(fields.at("parameters"), "parameters", limits),
                          .hints = assignment_of(fields.at("hints"), "hints", limits),
                          .left = side_of(fields.at("left"), "left", limits),
                          .relation = relation_of(fields.text("relation")),
                          .right = side_of(fields.at("right"), "right", limits),
                          .verdict = *verdict};
  if (!fields.at("lemmas").is_array()) malformed("lemmas must be an array of strings");
  for (const json& lemma : fields.at("lemmas")) {
    if (!lemma.is_string()) malformed("lemmas must be an array of strings");
    certificate.lemmas.push_back(lemma.get<std::string>());
  }
  body.erase("digest");
  if (sha256(canonical(body)) != digest) throw Error(Failure::refused, "the digest does not match: the file was altered");
  return certificate;
}

}  // namespace rankcert
