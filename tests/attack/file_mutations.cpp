// The file as bytes: cut, doubled, flipped, keys twice, a digest that is not its own; and the same content otherwise laid out.
#include "attack/mutant.hpp"
#include "exact/digest.hpp"

namespace rankcert::attack {
namespace {

using nlohmann::json;

Mutant made(std::string text, const std::string& change, Fate fate) { return {.field = "file", .change = change, .text = std::move(text), .fate = fate}; }

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

std::optional<Mutant> flip(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  std::string text = signed_file(base.body);
  char& byte = text[dice.below(text.size())];
  if (is_blank(byte)) return std::nullopt;
  byte = static_cast<char>(byte ^ (1 << dice.below(8)));
  return made(text, "bit flipped", Fate::refused);
}

std::optional<Mutant> cut(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  const std::string text = signed_file(base.body);
  const std::size_t at = dice.below(text.size() - 1);
  switch (dice.below(4)) {
    case 0: return made(text.substr(0, at), "cut", Fate::refused);
    case 1: return made(text + dice.pick<std::string>({"{}", "x", std::string(1, '\0'), ",", "null", text}), "more behind it", Fate::refused);
    case 2: return made("[" + text + "]", "in an array", Fate::refused);
    default: return made("", "empty", Fate::refused);
  }
}

/// A key that stands twice, the digest being that of the last, or of the first.
std::optional<Mutant> twice(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  const std::string key = dice.pick<std::string>({"verdict", "relation", "assertion", "prelude", "parameters", "left", "digest"});
  const json whole = json::parse(signed_file(base.body));
  std::string text = whole.dump();
  const std::string member = "\"" + key + "\":";
  const json other = key == "parameters" ? json::object() : key == "left" ? whole["right"] : json(dice.coin() ? "certified" : whole["verdict"].get<std::string>());
  if (dice.coin()) text.insert(1, member + other.dump() + ",");
  else text.insert(text.size() - 1, "," + member + other.dump());
  return made(text, "key twice: " + key, Fate::refused);
}

std::optional<Mutant> other_digest(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  json whole = base.body;
  std::string right = sha256(base.body.dump());
  std::string digest = right;
  switch (dice.below(6)) {
    case 0: digest[7 + dice.below(64)] = dice.pick<char>({'0', '5', 'a', 'f'}); break;
    case 1: digest = digest.substr(7); break;
    case 2: digest = sha256(base.body.dump(1)); break;
    case 3: for (char& c : digest) c = static_cast<char>(c >= 'a' && c <= 'f' ? c - 32 : c); break;
    case 4: digest = base.body["claim"]["digest"]; break;
    default: digest += "0"; break;
  }
  if (digest == right) return std::nullopt;
  whole["digest"] = digest;
  return made(whole.dump(), "another digest", Fate::refused);
}

/// Any other operator's change, true or not, without a new digest.
std::optional<Mutant> unsigned_change(const Base& base, const std::vector<Base>& all, Dice& dice) {
  static const std::vector<Operator> others = [] {
    std::vector<Operator> list = field_operators();
    for (auto* more : {interval_operators, evidence_operators, claim_operators, splice_operators}) {
      for (const Operator& one : more()) list.push_back(one);
    }
    return list;
  }();
  const auto mutant = dice.pick(others)(base, all, dice);
  if (!mutant) return std::nullopt;
  json whole = json::parse(mutant->text);
  whole["digest"] = sha256(base.body.dump());
  return Mutant{.field = mutant->field, .change = "without a new digest", .text = whole.dump(1), .fate = Fate::refused};
}

/// Numbers of objects, arrays and levels beyond the format's limits.
std::optional<Mutant> too_much(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  const std::string text = signed_file(base.body);
  std::string more;
  switch (dice.below(3)) {
    case 0: more = std::string(20 + dice.below(3'000), '['); break;
    case 1: more = "[" + std::string(17, '[') + std::string(17, ']') + "]"; break;
    default:
      more = "[[]";
      for (int i = 0; i < 10'001; ++i) more += ",[]";
      more += "]";
  }
  return made("{\"deep\":" + more + "," + text.substr(text.find('{') + 1), "too deep or too many", Fate::refused);
}

std::string escaped(const std::string& text, Dice& dice) {
  std::string out;
  bool inside = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\') {
      out += c, out += text[++i];
      continue;
    }
    if (c == '"') inside = !inside;
    constexpr const char* digits = "0123456789abcdef";
    if (inside && c >= 'a' && c <= 'z' && dice.below(8) == 0) out += std::string("\\u00") + digits[c >> 4] + digits[c & 15];
    else out += c;
  }
  return out;
}

/// Blanks, line breaks, the order of keys and escapes do not matter.
std::optional<Mutant> same_content(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  const json whole = json::parse(signed_file(base.body));
  switch (dice.below(4)) {
    case 0: return made(whole.dump(), "A0 no blanks", Fate::accepted);
    case 1: return made("\n \t\r" + whole.dump(static_cast<int>(dice.below(9)), '\t') + "\n\n", "A0 other blanks", Fate::accepted);
    case 2: return made(escaped(whole.dump(), dice), "A0 escapes", Fate::accepted);
    default: {
      nlohmann::ordered_json turned;
      std::vector<std::string> keys;
      for (const auto& item : whole.items()) keys.push_back(item.key());
      for (std::size_t i = keys.size(); i-- > 0;) turned[keys[i]] = whole[keys[i]];
      return made(turned.dump(), "A0 other order", Fate::accepted);
    }
  }
}

}  // namespace

std::vector<Operator> file_operators() { return {flip, flip, cut, twice, other_digest, unsigned_change, unsigned_change, too_much, same_content}; }

}  // namespace rankcert::attack
