// The claim's text: another claim's, or edited, with its digest put right or not.
#include "attack/mutant.hpp"
#include "exact/digest.hpp"

namespace rankcert::attack {
namespace {

using nlohmann::json;

Mutant made(const json& body, const std::string& field, const std::string& change, Fate fate) {
  return {.field = field, .change = change, .text = signed_file(body), .fate = fate};
}

void set_text(json& body, const std::string& text) {
  body["claim"]["text"] = text;
  body["claim"]["digest"] = sha256(text);
}

/// The certificate with `from`, first found behind `at`, replaced in its claim's text; nothing if it is not there.
std::optional<json> replaced(const Base& base, const std::string& from, const std::string& to, std::size_t at = 0, std::size_t end = std::string::npos) {
  std::string text = base.body["claim"]["text"];
  const std::size_t found = text.find(from, at);
  if (found == std::string::npos || found >= end) return std::nullopt;
  text.replace(found, from.size(), to);
  json body = base.body;
  set_text(body, text);
  return body;
}

struct Span {
  std::size_t begin;
  std::size_t end;
};

/// Where the table of the certificate's assertion stands.
std::optional<Span> assertion_table(const Base& base) {
  const std::string text = base.body["claim"]["text"];
  const std::size_t at = text.find("[[assert]]\nname = \"" + base.body["assertion"].get<std::string>() + "\"");
  if (at == std::string::npos) return std::nullopt;
  return Span{at, std::min(text.find("\n[", at + 1), text.size())};
}

/// Edits of the assertion's table: what the certificate says is no longer what the claim gives.
std::optional<Mutant> edit_assertion(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  const auto table = assertion_table(base);
  if (!table) return std::nullopt;
  const std::string name = base.body["assertion"];
  const std::string relation = base.body["relation"];
  struct Edit {
    std::string what, from, to;
  };
  const std::vector<Edit> edits = {
      {"relation", "relation = \"" + relation + "\"", "relation = \"" + std::string(relation == "<" ? "<=" : "<") + "\""},
      {"lemmas", "lemmas = [", "lemmas = [\"more#1\", "},
      {"name", "name = \"" + name + "\"", "name = \"" + name + "x\""},
      {"left", "left = \"", "left = \"1 + "},
      {"right", "right = \"", "right = \"0 - "},
      {"left", "left = { measure = \"", "left = { measure = \"other_"},
      {"right", "right = { measure = \"", "right = { measure = \"other_"},
      {"left unknown name", "left = \"", "left = \"no_such_name + "},
      {"unknown key", "name = ", "trusted = \"yes\"\nname = "},
      {"no relation", "relation = ", "relatoin = "},
      {"expectation", "lemmas = ", "expect = \"inconclusive\"\nlemmas = "},
      {"no toml", "title = ", "title == "},
  };
  const Edit& edit = dice.pick(edits);
  const auto body = replaced(base, edit.from, edit.to, table->begin, table->end);
  if (!body || edit.to.find("\"\"\"") != std::string::npos) return std::nullopt;
  return made(*body, "claim/text", "assertion: " + edit.what, Fate::refused);
}

/// A range that ends before the value, or begins behind it.
std::optional<Mutant> edit_range(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  const json& values = base.body[dice.below(3) == 0 ? "hints" : "parameters"];
  if (values.empty()) return std::nullopt;
  const auto item = std::next(values.items().begin(), static_cast<std::ptrdiff_t>(dice.below(values.size())));
  const std::string text = base.body["claim"]["text"];
  const std::size_t at = text.find("\n" + item.key() + " = {");
  if (at == std::string::npos) return std::nullopt;
  const std::size_t range = text.find("range = \"", at);
  if (range == std::string::npos || range > text.find('\n', at + 1)) return std::nullopt;
  const std::size_t begin = range + 9;
  const std::string old = text.substr(begin, text.find('"', begin) - begin);
  const std::string value = item.value();
  const std::string other = dice.coin() ? value + " + 1.." + value + " + 2" : value + " - 2.." + value + " - 1";
  const auto body = replaced(base, old, other, begin);
  if (!body) return std::nullopt;
  return made(*body, "claim/text", "range", Fate::refused);
}

std::optional<Mutant> append(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  struct Tail {
    std::string what, text;
    Fate fate;
  };
  static const std::vector<Tail> tails = {
      {"requirement that fails", "\n[[require]]\ncondition = \"1 > 2\"\notherwise = \"never\"\n", Fate::refused},
      {"requirement without value", "\n[[require]]\ncondition = \"log(-1) < 1\"\notherwise = \"never\"\n", Fate::refused},
      {"requirement that is undecided", "\n[[require]]\ncondition = \"sqrt(2)^2 <= 2\"\notherwise = \"never\"\n", Fate::refused},
      {"definition of a built-in name", "\n[[define]]\nname = \"sqrt(x)\"\nis = \"x\"\nmeaning = \"wrong\"\n", Fate::refused},
      {"definition of a name of the prelude", "\n[[define]]\nname = \"barrier(n)\"\nis = \"n\"\nmeaning = \"wrong\"\n", Fate::refused},
      {"unknown table", "\n[trust]\nme = \"yes\"\n", Fate::refused},
      {"no toml", "\n[[", Fate::refused},
      {"control byte", std::string("\n# \0\n", 5), Fate::refused},
      {"A7 comment", "\n# another claim, for its text is another\n", Fate::accepted},
      {"A7 blank line", "\n\n", Fate::accepted},
      {"A7 definition that nobody uses", "\n[[define]]\nname = \"unused_here(x)\"\nis = \"x + 1\"\nmeaning = \"nothing\"\n", Fate::accepted},
      {"A7 requirement that holds", "\n[[require]]\ncondition = \"1 < 2\"\notherwise = \"never\"\n", Fate::accepted},
  };
  const Tail& tail = dice.pick(tails);
  json body = base.body;
  const std::string text = body["claim"]["text"].get<std::string>() + tail.text;
  if (dice.below(4) == 0) {
    body["claim"]["text"] = text;
    return made(body, "claim/text", "digest left", Fate::refused);
  }
  set_text(body, text);
  return made(body, "claim/text", tail.what, tail.fate);
}

/// Prose is no part of what is checked: another claim, of which the rest holds.
std::optional<Mutant> edit_prose(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  const auto body = replaced(base, "\n" + dice.pick<std::string>({"title", "source"}) + " = \"", "\nnote = \"");
  if (dice.below(8) == 0 && body) return made(*body, "claim/text", "prose key twice", Fate::refused);
  const std::string key = dice.pick<std::string>({"title", "source", "statement"});
  const std::string from = "\n" + key + " = \"";
  if (base.body["claim"]["text"].get<std::string>().find(from + "\"\"") != std::string::npos) return std::nullopt;
  const auto other = replaced(base, from, from + "x");
  if (!other) return std::nullopt;
  return made(*other, "claim/text", "A7 prose", Fate::accepted);
}

std::optional<Mutant> rename_claim(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  const std::string id = base.body["claim"]["id"];
  const std::string other = dice.pick<std::string>({id + "-2", "x", "../" + id, id + " ", "", "A", "\xc3\xa9"});
  auto body = replaced(base, "id = \"" + id + "\"", "id = \"" + other + "\"");
  if (!body) return std::nullopt;
  if (dice.coin()) return made(*body, "claim/text", "id", Fate::refused);
  (*body)["claim"]["id"] = other;
  const bool plain = other == id + "-2" || other == "x";
  return made(*body, "claim/id", plain ? "A7 another id in text and field" : "no id", plain ? Fate::accepted : Fate::refused);
}

/// The text of another claim, which has no assertion of this name.
std::optional<Mutant> foreign_text(const Base& base, const std::vector<Base>& all, Dice& dice) {
  const Base& other = dice.pick(all);
  const std::string text = other.body["claim"]["text"];
  if (text == base.body["claim"]["text"] || text.find("name = \"" + base.body["assertion"].get<std::string>() + "\"") != std::string::npos) return std::nullopt;
  json body = base.body;
  const std::uint64_t way = dice.below(3);
  if (way == 0) {
    body["claim"]["text"] = text;
    return made(body, "claim/text", "of another claim, digest left", Fate::refused);
  }
  set_text(body, text);
  if (way == 2) body["claim"]["id"] = other.body["claim"]["id"];
  return made(body, way == 2 ? "claim" : "claim/text", "of another claim", Fate::refused);
}

std::optional<Mutant> cut_text(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  const std::string text = base.body["claim"]["text"];
  const auto table = assertion_table(base);
  if (!table) return std::nullopt;
  json body = base.body;
  set_text(body, text.substr(0, dice.below(table->begin + 10)));
  return made(body, "claim/text", "cut before its assertion", Fate::refused);
}

}  // namespace

std::vector<Operator> claim_operators() { return {edit_assertion, edit_assertion, edit_range, append, append, edit_prose, rename_claim, foreign_text, cut_text}; }

}  // namespace rankcert::attack
