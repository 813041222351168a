#include "claim/baseline_file.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "checker/printable.hpp"
#include "exact/decimal.hpp"
#include "exact/error.hpp"

namespace rankcert {
namespace {

using nlohmann::json;  // its objects keep their keys sorted, which makes dump() canonical

constexpr int max_depth = 8;
constexpr std::size_t max_containers = 1'000'000;    // objects and arrays, which take far more memory than their two bytes
constexpr std::size_t max_parameter_digits = 5'000;  // max_parameter_bits, in decimal
constexpr std::size_t max_margin_digits = 1'100;     // a short decimal with an exponent of at most 1000

// ---- writing -------------------------------------------------------------------------------------------------------

std::string line(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

std::string margin_text(const Rational& margin) {
  return decimal_below(margin, recorded_margin_digits);  // exact, since it was recorded with as many
}

json part_json(const ClaimPart& part) { return json::array({part.what, part.text}); }

json point_json(const BaselinePoint& point) {
  json parameters = json::object();
  for (const auto& [name, value] : point.parameters) parameters[name] = to_text(value);
  json object = {{"assertion", point.assertion},
                 {"expect", to_text(point.expected)},
                 {"parameters", parameters},
                 {"verdict", to_text(point.verdict)}};
  if (point.margin) object["margin"] = margin_text(*point.margin);
  if (point.by_estimate) object["basis"] = "estimate";
  if (point.vacuous) object["vacuous"] = true;
  return object;
}

/// "key": [ one element a line ].
template <class Element, class ToJson>
std::string list(const char* key, const std::vector<Element>& elements, const ToJson& to_json) {
  std::string text = "   " + line(key) + ": [";
  for (const Element& element : elements) {
    text += (&element == &elements.front() ? "\n    " : ",\n    ") + line(to_json(element));
  }
  return text + (elements.empty() ? "]" : "\n   ]");
}

std::string claim_text(const BaselineClaim& claim) {
  return "{\n" + list("asserted", claim.parts.asserted, part_json) + ",\n   \"digest\": " + line(claim.digest) + ",\n" +
         list("other", claim.parts.other, part_json) + ",\n" + list("points", claim.points, point_json) + "\n  }";
}

std::string text_of(const Baseline& baseline) {
  std::string text = "{\n \"claims\": {";
  bool first = true;
  for (const auto& [id, claim] : baseline.claims) {
    text += (first ? "\n  " : ",\n  ") + line(id) + ": " + claim_text(claim);
    first = false;
  }
  text += std::string(first ? "}" : "\n }") + ",\n \"confidence\": " + line(to_text(baseline.confidence)) +
          ",\n \"made_by\": " + line(baseline.made_by) + ",\n \"schema\": " + line(baseline_schema) + ",\n \"seed\": " + line(std::to_string(baseline.seed)) + "\n}\n";
  return text;
}

// ---- reading -------------------------------------------------------------------------------------------------------

[[noreturn]] void malformed(const std::string& what) { throw InputError(what); }

std::size_t line_of(std::string_view text, std::size_t byte) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size()));
  return 1 + static_cast<std::size_t>(std::count(text.begin(), end, '\n'));
}

/// A look at the brackets before parsing: a parser that calls back at each of them takes quadratic time over long arrays.
void check_brackets(std::string_view text) {
  int depth = 0;
  std::size_t opened = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\') ++i;
    else if (c == '"') in_string = !in_string;
    if (in_string) continue;
    if (c == '}' || c == ']') --depth;
    if (c != '{' && c != '[') continue;
    if (++depth > max_depth) malformed("nested more than " + std::to_string(max_depth) + " deep");
    if (++opened > max_containers) malformed("more than " + std::to_string(max_containers) + " objects and arrays");
  }
}

/// A key that stands twice in an object shows in the comparison with the canonical text.
json parse_json(std::string_view text) {
  check_brackets(text);
  try {
    return json::parse(text.begin(), text.end());
  } catch (const json::parse_error& error) {
    malformed("no JSON at line " + std::to_string(line_of(text, error.byte == 0 ? 0 : error.byte - 1)));
  } catch (const json::exception&) {
    malformed("a number too large; numbers are written as strings");
  }
}

const json& field(const json& object, const char* key) {
  if (!object.is_object()) malformed(std::string("'") + key + "' is looked for in what is no object");
  const auto found = object.find(key);
  if (found == object.end()) malformed(std::string("a '") + key + "' is missing");
  return *found;
}

std::string text_field(const json& object, const char* key) {
  const json& value = field(object, key);
  if (!value.is_string()) malformed(std::string("'") + key + "' must be a string");
  return value.get<std::string>();
}

const json& array_field(const json& object, const char* key) {
  const json& value = field(object, key);
  if (!value.is_array()) malformed(std::string("'") + key + "' must be an array");
  return value;
}

Rational number(const std::string& text, std::size_t max_digits, const std::string& what) {
  const auto value = parse_rational(text, max_digits);
  if (!value) malformed(what + " is no exact number: '" + text.substr(0, 40) + "'");
  return *value;
}

Verdict verdict_of(const std::string& text) {
  const auto verdict = parse_verdict(text);
  if (!verdict) malformed("'" + text.substr(0, 40) + "' is no verdict");
  return *verdict;
}

std::vector<ClaimPart> parts_of(const json& claim, const char* key) {
  std::vector<ClaimPart> parts;
  for (const json& pair : array_field(claim, key)) {
    const bool two_strings = pair.is_array() && pair.size() == 2 && pair[0].is_string() && pair[1].is_string();
    if (!two_strings) malformed(std::string("'") + key + "' must hold pairs of strings");
    parts.push_back({pair[0].get<std::string>(), pair[1].get<std::string>()});
  }
  if (!std::is_sorted(parts.begin(), parts.end())) malformed(std::string("'") + key + "' is not sorted");
  return parts;
}

void check_margin(const BaselinePoint& point) {
  const bool decided = point.verdict != Verdict::inconclusive && point.verdict != Verdict::enclosed;
  if (point.margin.has_value() != decided) malformed("a margin belongs to a decided verdict, and to no other");
  if (point.margin && (point.verdict == Verdict::refuted ? *point.margin > 0 : *point.margin < 0)) {
    malformed("a margin has the wrong sign for its verdict");
  }
  if (point.margin && recorded_margin(*point.margin) != *point.margin) malformed("a margin has too many digits");
  if (point.by_estimate && point.verdict != Verdict::refuted) malformed("'basis' belongs to a refuted point");
}

/// Fields beyond these, and other spellings of the same values, show in the comparison with the canonical text.
BaselinePoint point_of(const json& object) {
  BaselinePoint point{.assertion = text_field(object, "assertion"),
                      .parameters = {},
                      .expected = verdict_of(text_field(object, "expect")),
                      .verdict = verdict_of(text_field(object, "verdict")),
                      .by_estimate = object.contains("basis"),
                      .vacuous = object.contains("vacuous")};
  const json& parameters = field(object, "parameters");
  if (!parameters.is_object()) malformed("'parameters' must be an object");
  for (const auto& item : parameters.items()) {
    if (!item.value().is_string()) malformed("a parameter must be a string");
    point.parameters.emplace(item.key(), number(item.value().get<std::string>(), max_parameter_digits, "a parameter"));
  }
  if (object.contains("margin")) point.margin = number(text_field(object, "margin"), max_margin_digits, "a margin");
  check_margin(point);
  return point;
}

BaselineClaim claim_of(const json& object) {
  BaselineClaim claim{.digest = text_field(object, "digest"),
                      .parts = {.asserted = parts_of(object, "asserted"), .other = parts_of(object, "other")},
                      .points = {}};
  for (const json& point : array_field(object, "points")) {
    claim.points.push_back(point_of(point));
    if (claim.points.size() > 1 && !(claim.points[claim.points.size() - 2].key() < claim.points.back().key())) {
      malformed("the points of '" + claim.points.back().assertion + "' are not sorted, or one stands twice");
    }
  }
  return claim;
}

Baseline baseline_of(const json& root) {
  const std::string schema = text_field(root, "schema");
  if (schema != baseline_schema) {
    malformed("the schema is '" + schema.substr(0, 60) + "', this program reads " + std::string(baseline_schema));
  }
  const Rational seed = number(text_field(root, "seed"), 20, "the seed");
  if (!is_integer(seed) || seed < 0 || seed >= Rational(Integer(1) << 64U)) {
    malformed("the seed must be an integer from 0 to 2^64 - 1");
  }
  Baseline baseline{.seed = static_cast<std::uint64_t>(numerator(seed)),
                    .confidence = number(text_field(root, "confidence"), 100, "the confidence"),
                    .made_by = text_field(root, "made_by"),
                    .claims = {}};
  const json& claims = field(root, "claims");
  if (!claims.is_object()) malformed("'claims' must be an object");
  for (const auto& item : claims.items()) baseline.claims.emplace(item.key(), claim_of(item.value()));
  return baseline;
}

/// One text a baseline: two that differ in spelling alone would make a diff that means nothing.
void check_canonical(std::string_view text, const std::string& canonical) {
  if (text == canonical) return;
  const auto differ = std::mismatch(text.begin(), text.end(), canonical.begin(), canonical.end()).first;
  const std::size_t at = line_of(text, static_cast<std::size_t>(differ - text.begin()));
  malformed("line " + std::to_string(at) + " is not written as --bless writes it");
}

}  // namespace

std::string write_baseline(const Baseline& baseline) {
  std::string text = text_of(baseline);
  if (text.size() > max_baseline_bytes) {
    throw InputError("a baseline of more than " + std::to_string(max_baseline_bytes) + " bytes; check fewer points");
  }
  return text;
}

Baseline parse_baseline(std::string_view text, std::string_view where) {
  try {
    if (text.size() > max_baseline_bytes) malformed("larger than " + std::to_string(max_baseline_bytes) + " bytes");
    Baseline baseline = baseline_of(parse_json(text));
    check_canonical(text, text_of(baseline));
    return baseline;
  } catch (const InputError& error) {
    throw InputError(std::string(where) + ": malformed baseline: " + printable(error.what()));
  }
}

}  // namespace rankcert
