// Fields dropped, added, renamed, of another type; and texts that must stand as they are, changed by a character.
#include <cctype>

#include "attack/mutant.hpp"
#include "exact/digest.hpp"

namespace rankcert::attack {
namespace {

using nlohmann::json;
using Pointer = json::json_pointer;

/// Every place in the body but the root, as pointers.
void collect(const json& node, const Pointer& at, std::vector<Pointer>& places) {
  if (!node.is_structured()) return;
  for (const auto& item : node.items()) {
    const Pointer place = node.is_object() ? at / item.key() : at / std::stoul(item.key());
    places.push_back(place);
    collect(item.value(), place, places);
  }
}

std::vector<Pointer> places_of(const json& body) {
  std::vector<Pointer> places;
  collect(body, Pointer(), places);
  return places;
}

bool is_in(const Pointer& place, const char* part) { return place.to_string().find(part) != std::string::npos; }
/// Names within a witness are free, and any numbers may stand there.
bool is_witness(const Pointer& place) { return is_in(place, "/witness/"); }

/// Numbers of arrays all alike in reports.
std::string field_name(const Pointer& place) {
  std::string name;
  for (const char c : place.to_string().substr(1)) {
    if (c >= '0' && c <= '9' && !name.empty() && (name.back() == '/' || name.back() == '*')) {
      if (name.back() == '/') name += '*';
    } else {
      name += c == '/' ? '/' : c;
    }
  }
  return name;
}

Mutant mutant(const Pointer& place, const std::string& change, const json& body, Fate fate) {
  return {.field = field_name(place), .change = change, .text = signed_file(body), .fate = fate};
}

void erase(json& body, const Pointer& place) {
  json& parent = body[place.parent_pointer()];
  if (parent.is_object()) parent.erase(place.back());
  else parent.erase(std::stoul(place.back()));
}

std::optional<Mutant> drop(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  const Pointer place = dice.pick(places_of(base.body));
  if (place.back() == "sample" || is_in(place, "/observations/")) return std::nullopt;  // evidence_mutations.cpp
  json body = base.body;
  erase(body, place);
  return is_witness(place) ? mutant(place, "A5 dropped", body, Fate::accepted) : mutant(place, "dropped", body, Fate::refused);
}

std::optional<Mutant> add(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  std::vector<Pointer> objects = {Pointer()};
  for (const Pointer& place : places_of(base.body)) {
    if (base.body[place].is_object()) objects.push_back(place);
  }
  const Pointer object = dice.pick(objects);
  json body = base.body;
  const std::string key = dice.pick<std::string>({"trusted", "n", "", "digest2", "Verdict", "verdict ", "sample", "comment"});
  if (body[object].contains(key)) return std::nullopt;
  const bool witness = object.to_string().ends_with("/witness");
  body[object][key] = witness ? json::array({"1", "-7/3"}) : json(dice.pick<std::string>({"1", "", "certified", "0p0"}));
  const Pointer place = object / std::string("+");
  return witness ? mutant(place, "A5 a field more", body, Fate::accepted) : mutant(place, "a field more", body, Fate::refused);
}

std::optional<Mutant> rename(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  const Pointer place = dice.pick(places_of(base.body));
  if (!base.body[place.parent_pointer()].is_object()) return std::nullopt;
  const std::string name = place.back();
  const std::string other = dice.pick<std::string>({name + "_", "x" + name, name + " ", name.substr(1), "\xd0\xb5" + name});
  json body = base.body;
  json& parent = body[place.parent_pointer()];
  if (parent.contains(other)) return std::nullopt;
  const json value = parent[name];
  parent.erase(name);
  parent[other] = value;
  return is_witness(place) ? mutant(place, "A5 renamed", body, Fate::accepted) : mutant(place, "renamed", body, Fate::refused);
}

std::optional<Mutant> retype(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  const Pointer place = dice.pick(places_of(base.body));
  const json others[] = {nullptr, true, 0, -1, 0.5, 1e300, json::array(), json::object(), "", json::array({"1"})};
  const json& other = others[dice.below(std::size(others))];
  json body = base.body;
  if (other.type() == body[place].type()) return std::nullopt;
  body[place] = other;
  return mutant(place, "of another type", body, Fate::refused);
}

/// A text with one small change; perhaps the same one.
std::string edited(std::string text, Dice& dice) {
  if (text.empty()) return "x";
  const std::size_t at = dice.below(text.size());
  switch (dice.below(14)) {
    case 0: return text.erase(at, 1);
    case 1: return text.insert(at, 1, text[at]);
    case 2: text[at] = static_cast<char>(text[at] == '9' ? '0' : text[at] + 1); return text;
    case 3: text[at] = static_cast<char>('0' + dice.below(10)); return text;
    case 4: if (at > 0) std::swap(text[at], text[at - 1]); return text;
    case 5: return text.substr(0, at);
    case 6: return "";
    case 7: return text + text;
    case 8: return "-" + text;
    case 9: return text + std::string(1, '\0');
    case 10: return text.insert(at, "\xe2\x88\x92");
    case 11: text[at] = static_cast<char>(text[at] ^ (text[at] >= 'A' ? 32 : 1)); return text;
    case 12: return text + (dice.coin() ? "0" : "/1");
    default: return text.insert(at, 1, dice.pick<char>({'+', '-', '*', '1', '(', 'p', '.', '#', '\n'}));
  }
}

/// The formula without blanks, zeros that do not count and a division by 1: texts of one formula, as far as `edited` makes any.
std::string plain(const std::string& formula) {
  std::string text;
  for (const char c : formula) {
    if (c != ' ' && c != '\n') text += c;
  }
  const auto digit = [&](std::size_t at) { return at < text.size() && text[at] >= '0' && text[at] <= '9'; };
  for (std::size_t at = 0; at < text.size();) {
    const bool begins = at == 0 || (!digit(at - 1) && text[at - 1] != '.' && (std::isalpha(static_cast<unsigned char>(text[at - 1])) == 0));
    if (begins && text[at] == '0' && digit(at + 1)) text.erase(at, 1);
    else ++at;
  }
  if (text.ends_with("/1")) text.erase(text.size() - 2);
  return text;
}

bool must_stand(const Pointer& place) {
  const std::string name = place.to_string();
  return name != "/tool" && name != "/claim/text" && !is_in(place, "/evidence/") && place.back() != "lower" && place.back() != "upper";
}

bool is_utf8_safe(const std::string& text) {
  try {
    (void)json(text).dump();
    return true;
  } catch (const json::exception&) {
    return false;
  }
}

/// Names, digests, formulas, relation, verdict, parameters and hints: every change is one of meaning.
std::optional<Mutant> edit_text(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  const Pointer place = dice.pick(places_of(base.body));
  if (!base.body[place].is_string() || !must_stand(place)) return std::nullopt;
  json body = base.body;
  const std::string before = body[place];
  const std::string after = edited(before, dice);
  const bool formula = place.back() == "formula" || place.back() == "measure";
  if (after == before || !is_utf8_safe(after) || (formula && plain(after) == plain(before))) return std::nullopt;
  body[place] = after;
  return mutant(place, "another text", body, Fate::refused);
}

std::optional<Mutant> other_word(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  json body = base.body;
  const bool relation = dice.coin();
  const Pointer place(relation ? "/relation" : "/verdict");
  const std::string word = relation ? dice.pick<std::string>({"<", "<=", ">", ">=", "=", "==", "!="})
                                    : dice.pick<std::string>({"certified", "supported", "refuted", "inconclusive", "enclosed", "proved", "Certified"});
  if (body[place] == word) return std::nullopt;
  body[place] = word;
  return mutant(place, "another word", body, Fate::refused);
}

std::optional<Mutant> lemmas(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  json body = base.body;
  json& list = body["lemmas"];
  const std::size_t at = dice.below(list.size());
  switch (dice.below(4)) {
    case 0: list.push_back(list[at]); break;
    case 1: list.insert(list.begin() + static_cast<std::ptrdiff_t>(at), "elsewhere#1"); break;
    case 2: std::swap(list[at], list[dice.below(list.size())]); break;
    default: list = json::array(); break;
  }
  if (list == base.body["lemmas"]) return std::nullopt;
  return mutant(Pointer("/lemmas"), "other entries", body, Fate::refused);
}

/// Values of two parameters or hints exchanged, or one of them another number in canonical form.
std::optional<Mutant> values(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  const char* group = dice.below(3) == 0 ? "hints" : "parameters";
  json body = base.body;
  if (body[group].empty()) return std::nullopt;
  std::vector<std::string> names;
  for (const auto& item : body[group].items()) names.push_back(item.key());
  json& one = body[group][dice.pick(names)];
  const Rational value = *parse_rational(one.get<std::string>(), 20'000);
  switch (dice.below(9)) {
    case 0: std::swap(one, body[group][dice.pick(names)]); break;
    case 1: one = to_text(value + 1); break;
    case 2: one = to_text(value - 1); break;
    case 3: one = to_text(-value); break;
    case 4: one = to_text(value * 10); break;
    case 5: one = to_text(value / 10); break;
    case 6: one = to_text(value + Rational(1, Integer(1) << 200U)); break;
    case 7: one = "1" + std::string(dice.below(6'000), '0'); break;
    default: one = "1/" + std::to_string(3 + dice.below(1'000)); break;
  }
  if (body == base.body) return std::nullopt;
  return mutant(Pointer("/" + std::string(group)) / std::string("*"), "another number", body, Fate::refused);
}

std::optional<Mutant> tool(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  json body = base.body;
  body["tool"] = edited(body["tool"], dice);
  if (body == base.body || !is_utf8_safe(body["tool"])) return std::nullopt;
  return mutant(Pointer("/tool"), "A2 another name", body, Fate::accepted);
}

std::optional<Mutant> swap_sides(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  json body = base.body;
  if (body["left"] == body["right"]) return std::nullopt;
  if (dice.coin()) {
    std::swap(body["left"], body["right"]);
    return mutant(Pointer("/left"), "sides exchanged", body, Fate::refused);
  }
  const char* side = dice.coin() ? "left" : "right";
  const bool measured = body[side].contains("measure");
  const json text = body[side][measured ? "measure" : "formula"];
  body[side].erase(measured ? "measure" : "formula");
  body[side][measured ? "formula" : "measure"] = text;
  if (dice.coin()) {
    if (measured) body[side].erase("evidence");
    else body[side]["evidence"] = {{"seed", "1"}, {"method", ""}, {"witness", json::object()}};
  }
  return mutant(Pointer("/" + std::string(side)), "formula and measured exchanged", body, Fate::refused);
}

}  // namespace

std::string signed_file(const json& body) {
  json whole = body;
  whole["digest"] = sha256(body.dump(-1, ' ', false, json::error_handler_t::replace));
  return whole.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::vector<Operator> field_operators() { return {drop, add, rename, retype, edit_text, edit_text, edit_text, other_word, lemmas, values, values, tool, swap_sides}; }

}  // namespace rankcert::attack
