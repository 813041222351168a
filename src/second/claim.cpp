#include "second/claim.hpp"

#include <algorithm>

#include "exact/error.hpp"
#include "formula/parser.hpp"
#include "second/evaluate.hpp"
#include "second/prelude.hpp"
#include "second/toml_section.hpp"

namespace rankcert::second {
namespace {

constexpr mpfr_prec_t range_bits = 64;
constexpr std::uint64_t range_work = 10'000;  // an end of a range needs few steps, and a file may hold many

bool is_identifier(std::string_view text) {
  const auto allowed = [](char c) { return ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') || c == '-'; };
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), allowed);
}

/// Runs `work`; an InputError out of it is thrown on with the place of `section` and what was read.
template <class Work>
auto within(const Section& section, const std::string& what, const Work& work) {
  try {
    return work();
  } catch (const InputError& error) {
    section.fail(what + ": " + error.what());
  }
}

void read_definitions(const Section& section, Definitions& into, const Limits& limits) {
  for (const Section& entry : section.sections("define")) {
    entry.allow_only({"name", "is", "meaning", "source"});
    const std::string head_text = entry.text("name");
    const std::string body = entry.text("is");
    const std::string meaning = entry.text("meaning");
    const std::string source = entry.text_or("source", "");
    within(entry, "definition " + head_text, [&] {
      FunctionHead head = parse_head(head_text, limits);
      into.add({.name = std::move(head.name), .parameters = std::move(head.parameters), .body = parse_formula(body, limits), .text = body, .meaning = meaning, .source = source});
    });
  }
}

/// Reads one claim, in the order in which its parts refer to each other.
class Reader {
 public:
  Reader(const toml::table& root, const Limits& limits) : root_(root), limits_(limits) {}

  Claim read() {
    root_.allow_only({"id", "title", "statement", "published", "source", "note", "hypotheses", "parameters", "hints", "require", "define", "assert", "threshold", "suites", "plot"});
    head();
    for (const char* kind : {"require", "define", "assert"}) {
      if (root_.sections(kind).size() > max_entries) root_.fail("more than " + std::to_string(max_entries) + " entries of " + kind);
    }
    domains(false, claim_.parameters);
    domains(true, claim_.hints);
    claim_.definitions = prelude_definitions();
    read_definitions(root_, claim_.definitions, limits_);
    for (const std::string& name : names(true)) {
      if (claim_.definitions.find(name) != nullptr) root_.fail("'" + name + "' names a parameter or hint and a definition");
    }
    for (const Section& entry : root_.sections("require")) requirement(entry);
    for (const Section& entry : root_.sections("assert")) assertion(entry);
    if (claim_.assertions.empty()) root_.fail("there is no [[assert]]");
    if (root_.has("threshold")) threshold(root_.section("threshold"));
    suites(root_.section("suites"));
    return std::move(claim_);
  }

 private:
  void head() {
    claim_.id = root_.text("id");
    if (!is_identifier(claim_.id)) root_.fail("the id may hold small letters, digits and '-' only");
    for (const char* key : {"title", "statement", "source", "note"}) (void)root_.text(key);
    (void)root_.text_or("published", "");
    claim_.hypotheses = root_.texts("hypotheses");
    if (claim_.hypotheses.empty()) root_.fail("there are no hypotheses");
  }

  /// The exact value of a formula without parameters, such as 2^20.
  [[nodiscard]] Rational number(const std::string& text) const {
    Limits little = limits_;
    little.max_work = std::min(little.max_work, range_work);
    little.max_exact_bits = std::min(little.max_exact_bits, max_value_bits);
    const ExpressionPtr tree = parse_formula(text, little);
    check_names(*tree, text, {}, prelude_definitions());
    const Value value = Evaluator(prelude_definitions(), range_bits, little).evaluate(*tree);
    if (!is_exact(value)) throw InputError("'" + text + "' has no exact value");
    return std::get<Rational>(value);
  }

  void domains(bool hints, std::map<std::string, Domain, std::less<>>& into) {
    const Section all = root_.section(hints ? "hints" : "parameters");
    if (all.table().size() > max_entries) all.fail("more than " + std::to_string(max_entries) + " entries");
    for (const auto& [name, node] : all.table()) {
      if (node.as_table() == nullptr) fail_at(node, "'" + std::string(name.str()) + "' must be a table");
      const Section entry(*node.as_table());
      if (hints) entry.allow_only({"type", "range", "meaning", "candidates"});
      else entry.allow_only({"type", "range", "meaning", "unit", "default"});
      within(entry, std::string(name.str()), [&, &name = name] {
        const Domain found = domain(std::string(name.str()), entry);
        if (hints) candidates(found, entry.text("candidates"));
        into.emplace(name.str(), found);
      });
    }
  }

  [[nodiscard]] Domain domain(const std::string& name, const Section& entry) const {
    if (!is_free_name(name)) throw InputError("this cannot be a name");
    if (claim_.parameters.contains(name)) throw InputError("the name stands twice");
    if (prelude_definitions().find(name) != nullptr) throw InputError("the prelude defines this name");
    (void)entry.text("meaning");
    (void)entry.text_or("unit", "");
    Domain domain;
    const std::string type = entry.text("type");
    if (type != "integer" && type != "odd" && type != "rational") throw InputError("the type must be integer, odd or rational");
    domain.type = type == "integer" ? Domain::Type::integer : type == "odd" ? Domain::Type::odd : Domain::Type::rational;
    const std::string range = entry.text("range");
    const auto dots = range.find("..");
    if (dots == std::string::npos) throw InputError("the range must be written least..greatest");
    domain.least = number(range.substr(0, dots));
    domain.greatest = number(range.substr(dots + 2));
    if (domain.least > domain.greatest) throw InputError("the range is empty");
    if (entry.has("default")) allowed(domain, entry.text("default"));
    return domain;
  }

  void candidates(const Domain& domain, const std::string& list) const {
    std::size_t count = 0;
    for (std::size_t from = 0; from <= list.size();) {
      const std::size_t to = std::min(list.find(',', from), list.size());
      if (++count > max_entries) throw InputError("more than " + std::to_string(max_entries) + " candidates");
      allowed(domain, list.substr(from, to - from));
      from = to + 1;
    }
  }

  void allowed(const Domain& domain, const std::string& text) const {
    if (const auto why = domain.refusal(number(text))) throw InputError(text + " " + *why);
  }

  [[nodiscard]] std::vector<std::string> names(bool with_hints) const {
    std::vector<std::string> all;
    for (const auto& [name, domain] : claim_.parameters) all.push_back(name);
    if (with_hints) {
      for (const auto& [name, domain] : claim_.hints) all.push_back(name);
    }
    return all;
  }

  void requirement(const Section& entry) {
    entry.allow_only({"condition", "otherwise"});
    (void)entry.text("otherwise");
    Requirement requirement{.text = entry.text("condition"), .condition = nullptr, .names = {}};
    within(entry, "condition", [&] {
      requirement.condition = parse_formula(requirement.text, limits_);
      if (requirement.condition->kind != Expression::Kind::compare) throw InputError("it must be a comparison");
      for (const auto& side : requirement.condition->children) check_names(*side, requirement.text, names(true), claim_.definitions);
      requirement.names = free_variables(*requirement.condition, claim_.definitions);
    });
    claim_.requirements.push_back(std::move(requirement));
  }

  [[nodiscard]] AssertedSide side(const Section& entry, std::string_view key) const {
    const toml::node* node = entry.table().get(key);
    if (node == nullptr || node->as_table() == nullptr) {
      const std::string text = entry.text(key);
      ExpressionPtr tree = parse_formula(text, limits_);
      check_names(*tree, text, names(true), claim_.definitions);
      return {.measured = false, .tree = std::move(tree)};
    }
    const Section quantity(*node->as_table());
    quantity.allow_only({"measure", "column"});
    (void)quantity.text("column");
    const std::string text = quantity.text("measure");
    ExpressionPtr call = parse_formula(text, limits_);
    if (call->kind != Expression::Kind::call) throw InputError("a quantity must be written name(arguments)");
    // Hints are the prover's choice: nothing measured may depend on them.
    for (const auto& argument : call->children) check_names(*argument, text, names(false), claim_.definitions);
    return {.measured = true, .tree = std::move(call)};
  }

  void note_uses(const AssertedSide& side, Assertion& assertion) const {
    for (const std::string& name : free_variables(*side.tree, claim_.definitions)) {
      (claim_.hints.contains(name) ? assertion.hints : assertion.parameters).insert(name);
    }
  }

  void assertion(const Section& entry) {
    entry.allow_only({"name", "title", "left", "relation", "right", "lemmas", "expect", "status", "vacuous_at"});
    const std::string name = entry.text("name");
    (void)entry.text("title");
    if (!is_identifier(name)) entry.fail("the name may hold small letters, digits and '-' only");
    Assertion assertion;
    within(entry, "left", [&] { assertion.left = side(entry, "left"); });
    within(entry, "right", [&] { assertion.right = side(entry, "right"); });
    if (assertion.left.measured && assertion.right.measured) entry.fail("both sides are measured");
    const auto relation = parse_relation(entry.text("relation"));
    if (!relation) entry.fail("the relation must be one of < <= > >= =");
    assertion.relation = *relation;
    assertion.lemmas = entry.texts("lemmas");
    if (assertion.lemmas.empty()) entry.fail("there are no lemmas");
    const auto expected = read_verdict(entry.text_or("expect", "certified"));
    if (!expected || *expected == Verdict::inconclusive || *expected == Verdict::enclosed) entry.fail("expect must be certified, supported or refuted");
    assertion.expected = *expected;
    const std::string status = entry.text_or("status", "proved");
    if (status != "proved" && status != "conjecture") entry.fail("status must be proved or conjecture");
    if (entry.has("vacuous_at")) within(entry, "vacuous_at", [&] { (void)number(entry.text("vacuous_at")); });
    note_uses(assertion.left, assertion);
    note_uses(assertion.right, assertion);
    if (!claim_.assertions.emplace(name, std::move(assertion)).second) entry.fail("two assertions are named '" + name + "'");
  }

  void threshold(const Section& entry) const {
    entry.allow_only({"of", "holds", "fails", "meaning"});
    (void)entry.text("meaning");
    const auto of = claim_.parameters.find(entry.text("of"));
    if (of == claim_.parameters.end() || of->second.type != Domain::Type::integer) entry.fail("'of' must name an integer parameter");
    for (const char* key : {"holds", "fails"}) {
      const auto found = claim_.assertions.find(entry.text(key));
      if (found == claim_.assertions.end()) entry.fail(std::string("'") + key + "' must name an assertion");
      if (found->second.left.measured || found->second.right.measured) entry.fail("a threshold needs assertions between formulas");
    }
  }

  void suites(const Section& all) const {
    for (const auto& [suite, node] : all.table()) {
      for (const Section& entry : all.sections(suite.str())) {
        entry.allow_only({"assertions", "set"});
        const std::vector<std::string> assertions = entry.texts("assertions");
        if (assertions.empty()) entry.fail("an entry of a suite needs assertions");
        for (const std::string& name : assertions) {
          if (!claim_.assertions.contains(name)) entry.fail("there is no assertion '" + name + "'");
        }
        const Section set = entry.section("set");
        for (const auto& [name, value] : set.table()) {
          if (!claim_.parameters.contains(name.str())) fail_at(value, "there is no parameter '" + std::string(name.str()) + "'");
          (void)set.text(name.str());
        }
      }
    }
  }

  Section root_;
  const Limits& limits_;
  Claim claim_;
};

}  // namespace

std::optional<std::string> Domain::refusal(const Rational& value) const {
  if (value < least || value > greatest) return "is out of its range";
  if (type != Type::rational && !is_integer(value)) return "is no integer";
  if (type == Type::odd && mpz_even_p(mpq_numref(value.backend().data())) != 0) return "is not odd";
  if (bit_size(value) > max_value_bits) return "has more than " + std::to_string(max_value_bits) + " bits";
  return std::nullopt;
}

const Definitions& prelude_definitions() {
  static const Definitions definitions = [] {
    const toml::table root = parse_toml(prelude_text());
    const Section section(root);
    section.allow_only({"define"});
    Definitions all;
    read_definitions(section, all, {});
    return all;
  }();
  return definitions;
}

Claim read_claim(std::string_view text, const Limits& limits) {
  if (text.size() > max_claim_bytes) throw InputError("the text is longer than " + std::to_string(max_claim_bytes) + " bytes");
  const toml::table root = parse_toml(text);
  return Reader(root, limits).read();
}

}  // namespace rankcert::second
