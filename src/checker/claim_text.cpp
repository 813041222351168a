#include "checker/claim_text.hpp"

#include <algorithm>
#include <set>

#include "checker/prelude.hpp"
#include "checker/toml_reader.hpp"
#include "enclosure/evaluate.hpp"
#include "exact/digest.hpp"
#include "exact/error.hpp"
#include "formula/parser.hpp"
#include "formula/render.hpp"

namespace rankcert {
namespace {

constexpr slong working_bits = 64;

/// The value of a closed formula that must be exact, such as 2^20. A range needs few steps and short numbers; a file may
/// hold many, so that each gets little.
Rational exact_value(std::string_view text, Limits limits) {
  constexpr std::uint64_t enough_work = 10'000;
  limits.max_work = std::min(limits.max_work, enough_work);
  limits.max_exact_bits = std::min(limits.max_exact_bits, max_parameter_bits);
  const ExpressionPtr formula = parse_formula(text, limits);
  check_names(*formula, text, {}, prelude());
  try {
    const Value value = Evaluator(prelude(), working_bits, limits).enclose(*formula);
    if (is_exact(value)) return std::get<Rational>(value);
  } catch (const LimitError&) {
    throw InputError("'" + std::string(text) + "' takes more steps than a range may");
  }
  throw InputError("'" + std::string(text) + "' has no exact rational value");
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const auto at = text.find(separator);
    parts.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

Relation relation_of(const std::string& text) {
  if (const auto relation = parse_relation(text)) return *relation;
  throw InputError("'" + text.substr(0, 20) + "' is no relation; one of < <= > >= =");
}

Parameter::Type parse_type(const std::string& text) {
  if (text == "integer") return Parameter::Type::integer;
  if (text == "odd") return Parameter::Type::odd;
  if (text == "rational") return Parameter::Type::rational;
  throw InputError("'" + text + "' is no type; one of integer, odd, rational");
}

/// Reads one claim. Kept in one class because every part refers to the parts before it.
class ClaimReader {
 public:
  ClaimReader(std::string_view text, std::string_view where, const Limits& limits) : reader_(of_fair_size(text, where), where), limits_(limits) {
    claim_.text = text;
    claim_.digest = sha256(text);
    claim_.definitions = prelude();
  }

  Claim read() {
    const toml::table& root = reader_.root();
    reader_.check_keys(root, {"id", "title", "statement", "source", "note", "hypotheses", "parameters", "hints", "require", "define",
                              "assert", "threshold", "suites", "published", "plot"});
    claim_.id = reader_.string(root, "id");
    if (!is_plain(claim_.id)) reader_.fail(*root.get("id"), "the id may hold small letters, digits and '-' only");
    claim_.title = reader_.string(root, "title");
    claim_.statement = reader_.string(root, "statement");
    claim_.source = reader_.string(root, "source");
    claim_.note = reader_.string(root, "note");
    claim_.published = reader_.string_or(root, "published", "");
    claim_.hypotheses = reader_.strings(root, "hypotheses");
    if (claim_.hypotheses.empty()) reader_.fail(root, "hypotheses must list what the claim assumes; a certificate is worth nothing without them");
    read_parameters(reader_.table(root, "parameters"), false, claim_.parameters);
    read_parameters(reader_.table(root, "hints"), true, claim_.hints);
    check_entries(root);
    read_definitions(reader_, root, claim_.definitions, limits_);
    check_hiding(root);
    reader_.for_each_table(root, "require", [&](const toml::table& entry) { read_requirement(entry); });
    reader_.for_each_table(root, "assert", [&](const toml::table& entry) { read_assertion(entry); });
    if (claim_.assertions.empty()) reader_.fail(root, "a claim needs at least one [[assert]]");
    if (root.contains("threshold")) read_threshold(reader_.table(root, "threshold"));
    const toml::table& suites = reader_.table(root, "suites");
    for (const auto& [name, value] : suites) {
      reader_.for_each_table(suites, name.str(), [&, suite = std::string(name.str())](const toml::table& entry) { read_suite(suite, entry); });
    }
    return std::move(claim_);
  }

 private:
  static std::string_view of_fair_size(std::string_view text, std::string_view where) {
    if (text.size() <= max_claim_bytes) return text;
    throw InputError(std::string(where) + ":1:1: a claim of more than " + std::to_string(max_claim_bytes) + " bytes");
  }

  static bool is_plain(const std::string& id) {
    return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
  }

  void check_entries(const toml::table& root) const {
    for (const char* key : {"require", "define", "assert"}) {
      const toml::node* node = root.get(key);
      if (node == nullptr || node->as_array() == nullptr || node->as_array()->size() <= max_claim_entries) continue;
      reader_.fail(*node, std::string("more than ") + std::to_string(max_claim_entries) + " entries of [[" + key + "]]");
    }
  }

  /// A definition named like a parameter would make the reader of a formula see the one and the evaluation use the other.
  void check_hiding(const toml::table& root) const {
    const std::vector<std::string> names = known_names();
    reader_.for_each_table(root, "define", [&](const toml::table& entry) {
      const std::string name = parse_head(reader_.string(entry, "name"), limits_).name;
      if (std::find(names.begin(), names.end(), name) == names.end()) return;
      reader_.fail(entry, "the definition '" + name + "' hides the " + (claim_.find_hint(name) != nullptr ? "hint" : "parameter") + " of that name");
    });
  }

  void read_parameters(const toml::table& table, bool hints, std::vector<Parameter>& into) {
    if (table.size() > max_claim_entries) reader_.fail(table, "more than " + std::to_string(max_claim_entries) + " entries");
    for (const auto& [key, node] : table) {
      const std::string name(key.str());
      const toml::table* entry = node.as_table();
      if (entry == nullptr) reader_.fail(node, "'" + name + "' must be a table { type = ..., range = ..., meaning = ... }");
      if (hints) reader_.check_keys(*entry, {"type", "range", "meaning", "candidates"});
      else reader_.check_keys(*entry, {"type", "range", "meaning", "unit", "default"});
      reader_.located(*entry, (hints ? "hint " : "parameter ") + name, [&] { into.push_back(read_parameter(name, *entry, hints)); });
    }
  }

  Parameter read_parameter(const std::string& name, const toml::table& entry, bool hint) {
    if (!is_free_name(name)) throw InputError("'" + name + "' cannot be the name of a parameter");
    if (claim_.find_parameter(name) != nullptr) throw InputError("the name is used twice");
    if (prelude().find(name) != nullptr) throw InputError("the prelude defines this name");
    Parameter parameter{.name = name,
                        .type = parse_type(reader_.string(entry, "type")),
                        .least = 0,
                        .greatest = 0,
                        .range = reader_.string(entry, "range"),
                        .meaning = reader_.string(entry, "meaning"),
                        .unit = reader_.string_or(entry, "unit", ""),
                        .fallback = std::nullopt};
    const auto dots = parameter.range.find("..");
    if (dots == std::string::npos) throw InputError("the range must be written least..greatest");
    parameter.least = exact_value(std::string_view(parameter.range).substr(0, dots), limits_);
    parameter.greatest = exact_value(std::string_view(parameter.range).substr(dots + 2), limits_);
    if (parameter.least > parameter.greatest) throw InputError("the range is empty");
    if (entry.contains("default")) parameter.fallback = allowed(parameter, reader_.string(entry, "default"));
    if (hint) {
      const std::vector<std::string> texts = split(reader_.string(entry, "candidates"), ',');
      if (texts.size() > max_claim_entries) throw InputError("more than " + std::to_string(max_claim_entries) + " candidates");
      for (const std::string& text : texts) parameter.candidates.push_back(allowed(parameter, text));
    }
    return parameter;
  }

  Rational allowed(const Parameter& parameter, const std::string& text) const {
    const Rational value = exact_value(text, limits_);
    if (const auto reason = refusal(parameter, value)) throw InputError(*reason);
    return value;
  }

  std::vector<std::string> known_names() const {
    std::vector<std::string> names;
    for (const Parameter& parameter : claim_.parameters) names.push_back(parameter.name);
    for (const Parameter& hint : claim_.hints) names.push_back(hint.name);
    return names;
  }

  ExpressionPtr formula(const std::string& text) const {
    ExpressionPtr parsed = parse_formula(text, limits_);
    check_names(*parsed, text, known_names(), claim_.definitions);
    return parsed;
  }

  void read_requirement(const toml::table& entry) {
    reader_.check_keys(entry, {"condition", "otherwise"});
    Requirement requirement{.text = reader_.string(entry, "condition"), .condition = nullptr, .otherwise = reader_.string(entry, "otherwise")};
    reader_.located(entry, "condition", [&] {
      requirement.condition = parse_formula(requirement.text, limits_);
      if (requirement.condition->kind != Expression::Kind::compare) throw InputError("a condition must be a comparison such as r <= d - 3");
      for (const auto& side : requirement.condition->children) check_names(*side, requirement.text, known_names(), claim_.definitions);
    });
    claim_.requirements.push_back(std::move(requirement));
  }

  Side read_side(const toml::table& entry, std::string_view key) const {
    const toml::node* node = entry.get(key);
    if (node == nullptr) reader_.fail(entry, "the key '" + std::string(key) + "' is missing");
    const toml::table* measured = node->as_table();
    Side side{.text = measured != nullptr ? reader_.string(*measured, "measure") : reader_.string(entry, key), .formula = nullptr};
    reader_.located(*node, std::string(key), [&] {
      if (measured == nullptr) {
        side.formula = formula(side.text);
        return;
      }
      reader_.check_keys(*measured, {"measure", "column"});
      side.column = reader_.string(*measured, "column");
      const ExpressionPtr call = parse_formula(side.text, limits_);
      if (call->kind != Expression::Kind::call) throw InputError("a measured side must be a quantity with its arguments, name(a, b)");
      side.quantity = call->name;
      side.arguments = call->children;
      // A measurement cannot depend on a hint, which is the prover's free choice.
      std::vector<std::string> names;
      for (const Parameter& parameter : claim_.parameters) names.push_back(parameter.name);
      for (const auto& argument : side.arguments) check_names(*argument, side.text, names, claim_.definitions);
    });
    return side;
  }

  void collect_names(const Expression& formula, std::set<std::string>& names) const {
    for (const std::string& name : free_variables(formula, claim_.definitions)) names.insert(name);
  }

  void read_assertion(const toml::table& entry) {
    reader_.check_keys(entry, {"name", "title", "left", "relation", "right", "expect", "status", "lemmas", "vacuous_at"});
    Assertion assertion{.name = reader_.string(entry, "name"),
                        .title = reader_.string(entry, "title"),
                        .left = read_side(entry, "left"),
                        .relation = Relation::less,
                        .right = read_side(entry, "right"),
                        .expected = Verdict::certified,
                        .conjectured = false,
                        .vacuous_at = std::nullopt,
                        .lemmas = reader_.strings(entry, "lemmas"),
                        .parameters = {},
                        .hints = {}};
    if (!is_plain(assertion.name)) reader_.fail(entry, "the name of an assertion may hold small letters, digits and '-' only");
    if (claim_.find_assertion(assertion.name) != nullptr) reader_.fail(entry, "two assertions are named '" + assertion.name + "'");
    if (assertion.left.is_measured() && assertion.right.is_measured()) reader_.fail(entry, "only one side can be measured");
    reader_.located(entry, "relation", [&] { assertion.relation = relation_of(reader_.string(entry, "relation")); });
    const std::string expected = reader_.string_or(entry, "expect", "certified");
    const auto verdict = parse_verdict(expected);
    if (!verdict || *verdict == Verdict::inconclusive || *verdict == Verdict::enclosed) {
      reader_.fail(entry, "expect must be certified, supported or refuted, not '" + expected + "'");
    }
    assertion.expected = *verdict;
    const std::string status = reader_.string_or(entry, "status", "proved");
    if (status != "proved" && status != "conjecture") reader_.fail(entry, "status must be proved or conjecture, not '" + status + "'");
    assertion.conjectured = status == "conjecture";
    if (entry.contains("vacuous_at")) {
      reader_.located(entry, "vacuous_at", [&] { assertion.vacuous_at = exact_value(reader_.string(entry, "vacuous_at"), limits_); });
    }
    if (assertion.lemmas.empty()) reader_.fail(entry, "lemmas must name what the assertion relies on, as in [\"note#4\"]");
    std::set<std::string> names;
    for (const Side* side : {&assertion.left, &assertion.right}) {
      if (side->formula) collect_names(*side->formula, names);
      for (const auto& argument : side->arguments) collect_names(*argument, names);
    }
    for (const std::string& name : names) (claim_.find_hint(name) != nullptr ? assertion.hints : assertion.parameters).push_back(name);
    claim_.assertions.push_back(std::move(assertion));
  }

  void read_threshold(const toml::table& entry) {
    reader_.check_keys(entry, {"of", "holds", "fails", "meaning"});
    Threshold threshold{.of = reader_.string(entry, "of"),
                        .holds = reader_.string(entry, "holds"),
                        .fails = reader_.string(entry, "fails"),
                        .meaning = reader_.string(entry, "meaning")};
    const Parameter* of = claim_.find_parameter(threshold.of);
    if (of == nullptr || of->type != Parameter::Type::integer) reader_.fail(entry, "'of' must name an integer parameter");
    for (const std::string& name : {threshold.holds, threshold.fails}) {
      const Assertion* assertion = claim_.find_assertion(name);
      if (assertion == nullptr) reader_.fail(entry, "there is no assertion '" + name + "'");
      if (assertion->left.is_measured() || assertion->right.is_measured()) reader_.fail(entry, "a threshold needs assertions between formulas");
    }
    claim_.threshold = std::move(threshold);
  }

  void read_suite(const std::string& suite, const toml::table& entry) {
    reader_.check_keys(entry, {"assertions", "set"});
    SuiteEntry part{.assertions = reader_.strings(entry, "assertions"), .ranges = {}};
    if (part.assertions.empty()) reader_.fail(entry, "an entry of a suite needs assertions");
    for (const std::string& name : part.assertions) {
      if (claim_.find_assertion(name) == nullptr) reader_.fail(entry, "there is no assertion '" + name + "'");
    }
    const toml::table& set = reader_.table(entry, "set");
    for (const auto& [key, value] : set) {
      if (claim_.find_parameter(key.str()) == nullptr) reader_.fail(value, "there is no parameter '" + std::string(key.str()) + "'");
      part.ranges.emplace(key.str(), reader_.string(set, key.str()));
    }
    claim_.suites[suite].push_back(std::move(part));
  }

  TomlReader reader_;
  const Limits& limits_;
  Claim claim_;
};

template <class Named>
const Named* find_named(const std::vector<Named>& all, std::string_view name) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Named& one) { return one.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::optional<std::string> refusal_of_names(const char* what, const std::vector<std::string>& needed, const Assignment& given) {
  for (const std::string& name : needed) {
    if (!given.contains(name)) return std::string("the ") + what + " '" + name + "' has no value";
  }
  for (const auto& [name, value] : given) {
    if (std::find(needed.begin(), needed.end(), name) == needed.end()) return std::string("the ") + what + " '" + name + "' is not used here";
  }
  return std::nullopt;
}

}  // namespace

const Assertion* Claim::find_assertion(std::string_view name) const { return find_named(assertions, name); }
const Parameter* Claim::find_parameter(std::string_view name) const { return find_named(parameters, name); }
const Parameter* Claim::find_hint(std::string_view name) const { return find_named(hints, name); }

Claim parse_claim(std::string_view text, std::string_view where, const Limits& limits) { return ClaimReader(text, where, limits).read(); }

Definitions parse_definitions(std::string_view text, std::string_view where, const Limits& limits) {
  const TomlReader reader(text, where);
  reader.check_keys(reader.root(), {"define"});
  Definitions definitions;
  read_definitions(reader, reader.root(), definitions, limits);
  return definitions;
}

std::optional<std::string> refusal(const Parameter& parameter, const Rational& value) {
  const std::string shown = to_text(value).substr(0, 60);
  if (parameter.type != Parameter::Type::rational && !is_integer(value)) return parameter.name + " = " + shown + " is no integer";
  if (value < parameter.least || value > parameter.greatest) return parameter.name + " = " + shown + " is out of range " + parameter.range;
  if (bit_size(value) > max_parameter_bits) return parameter.name + " has more than " + std::to_string(max_parameter_bits) + " bits";
  if (parameter.type == Parameter::Type::odd && is_integer(value / 2)) return parameter.name + " = " + shown + " is not odd";
  return std::nullopt;
}

std::optional<std::string> refusal(const Claim& claim, const Assertion& assertion, const Assignment& values, const Assignment& hints,
                                   const Limits& limits) {
  if (auto reason = refusal_of_names("parameter", assertion.parameters, values)) return reason;
  if (auto reason = refusal_of_names("hint", assertion.hints, hints)) return reason;
  for (const auto& [name, value] : values) {
    if (auto reason = refusal(*claim.find_parameter(name), value)) return reason;
  }
  for (const auto& [name, value] : hints) {
    if (auto reason = refusal(*claim.find_hint(name), value)) return reason;
  }
  Assignment all = values;
  all.insert(hints.begin(), hints.end());
  // All requirements together get the work of one evaluation.
  Limits share = limits;
  share.max_work /= 2 * std::max<std::size_t>(claim.requirements.size(), 1);
  Evaluator evaluator(claim.definitions, working_bits, share);
  for (const Requirement& requirement : claim.requirements) {
    const ExpressionPtr condition = substitute(requirement.condition, all);
    if (!free_variables(*condition, claim.definitions).empty()) continue;
    const Value left = evaluator.enclose(*condition->children[0]);
    const Value right = evaluator.enclose(*condition->children[1]);
    if (compare(left, condition->relation, right, working_bits) != Truth::yes) return requirement.text + " does not hold; " + requirement.otherwise;
  }
  return std::nullopt;
}

std::string closed_text(const Side& side, const Assignment& values, const Assignment& hints) {
  Assignment all = values;
  all.insert(hints.begin(), hints.end());
  if (!side.is_measured()) return render_text(*substitute(side.formula, all));
  std::string text;
  for (const auto& argument : side.arguments) text += (text.empty() ? "" : ", ") + render_text(*substitute(argument, all));
  return side.quantity + "(" + text + ")";
}

}  // namespace rankcert
