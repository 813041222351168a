// Fields of two certificates of one claim put together.
#include "attack/mutant.hpp"
#include "attack/own_rules.hpp"

namespace rankcert::attack {
namespace {

using nlohmann::json;

/// What a certificate is about, and what follows from that alone.
json subject(const json& body) { return {body["assertion"], body["parameters"], body["hints"]}; }
json text_of(const json& side) { return side.contains("formula") ? json{"formula", side["formula"]} : json{"measure", side["measure"]}; }
json consequence(const json& body) { return {body["relation"], body["lemmas"], text_of(body["left"]), text_of(body["right"])}; }

/// Whether `body`, which is about what `base` is about, holds.
Judgement judge(const Base& base, const json& body) {
  if (consequence(body) != consequence(base.body)) return Judgement::fails;
  return judge_numbers(base, body);
}

std::vector<const Base*> siblings_of(const Base& base, const std::vector<Base>& all) {
  std::vector<const Base*> siblings;
  for (const Base& one : all) {
    if (one.body["claim"]["text"] == base.body["claim"]["text"] && one.body != base.body) siblings.push_back(&one);
  }
  return siblings;
}

std::optional<Mutant> splice(const Base& base, const std::vector<Base>& all, Dice& dice) {
  const auto siblings = siblings_of(base, all);
  if (siblings.empty()) return std::nullopt;
  const Base& other = *dice.pick(siblings);
  json body = base.body;
  std::string taken;
  const std::uint64_t choice = dice.below(3);
  for (const char* field : {"assertion", "parameters", "hints", "left", "right", "relation", "lemmas", "verdict"}) {
    // One field, about half of them, or nearly all.
    if (dice.below(choice == 0 ? 8 : choice == 1 ? 2 : 16) != 0 && choice != 2) continue;
    if (choice == 2 && dice.below(8) == 0) continue;
    body[field] = other.body[field];
    taken = taken.empty() ? field : "several";
  }
  if (body == base.body || body == other.body) return std::nullopt;
  Judgement judgement = Judgement::unclear;
  if (subject(body) == subject(base.body)) judgement = judge(base, body);
  else if (subject(body) == subject(other.body)) judgement = judge(other, body);
  else if (consequence(body) == consequence(base.body) && body["assertion"] == base.body["assertion"]) judgement = Judgement::fails;
  else if (consequence(body) == consequence(other.body) && body["assertion"] == other.body["assertion"]) judgement = Judgement::fails;
  if (judgement == Judgement::unclear) return std::nullopt;
  const bool holds = judgement == Judgement::holds;
  // What holds differs from a base in intervals, evidence or verdict only.
  return Mutant{.field = taken, .change = holds ? "A5 of a sibling" : "of a sibling", .text = signed_file(body), .fate = holds ? Fate::accepted : Fate::refused};
}

}  // namespace

std::vector<Operator> splice_operators() { return {splice, splice}; }

}  // namespace rankcert::attack
