// Samples, seeds, witnesses; a measurement left out, invented, or passed off as another kind.
#include "attack/mutant.hpp"
#include "attack/own_rules.hpp"

namespace rankcert::attack {
namespace {

using nlohmann::json;

const char* measured_side(const json& body) { return body["left"].contains("measure") ? "left" : body["right"].contains("measure") ? "right" : nullptr; }

/// The side with a sample, or nothing.
const char* sampled_side(const json& body) {
  const char* side = measured_side(body);
  return side != nullptr && body[side].contains("evidence") && body[side]["evidence"].contains("sample") ? side : nullptr;
}

Mutant made(const json& body, const std::string& field, const std::string& change, Fate fate) {
  return {.field = field, .change = change, .text = signed_file(body), .fate = fate};
}

std::optional<Mutant> judged(const Base& base, const json& body, const std::string& field, const std::string& change, const char* rule) {
  if (body == base.body) return std::nullopt;
  const Judgement judgement = judge_numbers(base, body);
  if (judgement == Judgement::unclear) return std::nullopt;
  const bool holds = judgement == Judgement::holds;
  return made(body, field, holds ? std::string(rule) + " " + change : change, holds ? Fate::accepted : Fate::refused);
}

std::string number(Dice& dice) {
  const Rational value = Rational(static_cast<std::int64_t>(dice.below(2'001)) - 1'000) / Rational(1 + dice.below(60));
  return to_text(value);
}

std::optional<Mutant> alpha(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  json body = base.body;
  const char* side = sampled_side(body);
  if (side == nullptr) return std::nullopt;
  json& text = body[side]["evidence"]["sample"]["alpha"];
  const Rational before = *parse_rational(text.get<std::string>());
  const Rational factor = Rational(1 + dice.below(40)) / Rational(1 + dice.below(40));
  switch (dice.below(8)) {
    case 0: text = "0"; break;
    case 1: text = "-1/100"; break;
    case 2: text = "1/10"; break;
    case 3: text = "1"; break;
    case 4: text = to_text(Rational(1, 10) + Rational(1, Integer(1) << 100U)); break;
    case 5: text = to_text(Rational(1, Integer(1) << static_cast<unsigned>(1 + dice.below(4'000)))); break;
    default: text = to_text(before * factor); break;
  }
  return judged(base, body, std::string(side) + "/evidence/sample/alpha", "another alpha", "A3");
}

std::optional<Mutant> range(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  json body = base.body;
  const char* side = sampled_side(body);
  if (side == nullptr) return std::nullopt;
  json& sample = body[side]["evidence"]["sample"];
  const char* end = dice.coin() ? "least" : "greatest";
  const Rational before = *parse_rational(sample[end].get<std::string>());
  switch (dice.below(6)) {
    case 0: std::swap(sample["least"], sample["greatest"]); break;
    case 1: sample["least"] = sample["greatest"]; break;
    case 2: sample[end] = to_text(before * 1'000); break;
    case 3: sample[end] = to_text(-before); break;
    case 4: sample[end] = number(dice); break;
    default: sample[end] = to_text(before + Rational(dice.coin() ? 1 : -1, Integer(1 + dice.below(1'000)))); break;
  }
  return judged(base, body, std::string(side) + "/evidence/sample/" + end, "another range", "A5");
}

std::optional<Mutant> observations(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  json body = base.body;
  const char* side = sampled_side(body);
  if (side == nullptr) return std::nullopt;
  json& sample = body[side]["evidence"]["sample"];
  json& list = sample["observations"];
  const std::size_t at = dice.below(list.size());
  std::string change = "other observations";
  const char* rule = "A5";
  switch (dice.below(9)) {
    case 0: change = "observation dropped", list.erase(at); break;
    case 1: change = "observation repeated", list.push_back(list[at]); break;
    case 2: change = "observations cut", list.erase(list.begin() + static_cast<std::ptrdiff_t>(at), list.end()); break;
    case 3: change = "other order", rule = "A4", std::swap(list[at], list[dice.below(list.size())]); break;
    case 4: list[at] = sample[dice.coin() ? "least" : "greatest"]; break;
    case 5: list[at] = number(dice); break;
    case 6: change = "all alike"; for (json& one : list) one = list[at]; break;
    case 7: change = "all at an end"; for (json& one : list) one = sample[at % 2 == 0 ? "least" : "greatest"]; break;
    default: list[at] = to_text(*parse_rational(list[at].get<std::string>()) + Rational(dice.coin() ? 1 : -1, Integer(1) << static_cast<unsigned>(dice.below(300)))); break;
  }
  return judged(base, body, std::string(side) + "/evidence/sample/observations", change, rule);
}

/// Without its sample a measured side passes for an enclosure: then the verdict must say so, and the claim must allow it.
std::optional<Mutant> sample_dropped(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  json body = base.body;
  const char* side = sampled_side(body);
  if (side == nullptr) return std::nullopt;
  const std::string assertion = body["assertion"];
  const std::string text = body["claim"]["text"];
  body[side]["evidence"].erase("sample");
  const std::string field = std::string(side) + "/evidence/sample";
  if (dice.coin() && body["verdict"] == "supported") return made(body, field, "dropped", Fate::refused);
  body["verdict"] = verdict_of(body);
  // No sample where an estimate is expected: C9. Where more is expected only a replay can tell.
  const std::size_t at = text.find("name = \"" + assertion + "\"");
  const std::string table = text.substr(at, text.find("\n[", at) - at);
  const bool estimate_expected = table.find("expect = \"supported\"") != std::string::npos;
  return made(body, field, estimate_expected ? "dropped, verdict put right" : "A5 dropped, verdict put right", estimate_expected ? Fate::refused : Fate::accepted);
}

std::optional<Mutant> sample_invented(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  json body = base.body;
  const char* side = measured_side(body);
  if (side == nullptr || sampled_side(body) != nullptr || !body[side].contains("lower")) return std::nullopt;
  const auto end = [&](const char* name) { return to_text(*parse_dyadic(body[side][name].get<std::string>(), 20'000)); };
  body[side]["evidence"]["sample"] = {{"alpha", "1/100"}, {"least", end("lower")}, {"greatest", end("upper")}, {"observations", {end(dice.coin() ? "lower" : "upper")}}};
  return judged(base, body, std::string(side) + "/evidence/sample", "invented", "A5");
}

std::optional<Mutant> measurement_left_out(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  json body = base.body;
  const char* side = measured_side(body);
  if (side == nullptr || !body[side].contains("lower")) return std::nullopt;
  body[side] = {{"measure", body[side]["measure"]}};
  if (dice.coin()) return made(body, side, "measurement left out", Fate::refused);
  body["verdict"] = "enclosed";
  return made(body, side, "A8 measurement left out", Fate::accepted);
}

std::optional<Mutant> seed(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  json body = base.body;
  const char* side = measured_side(body);
  if (side == nullptr || !body[side].contains("evidence")) return std::nullopt;
  json& text = body[side]["evidence"]["seed"];
  const std::string field = std::string(side) + "/evidence/seed";
  if (dice.coin()) {
    const std::string other = std::to_string(dice.coin() ? dice.below(1'000) : 18'446'744'073'709'551'615ULL - dice.below(1'000));
    if (text == other) return std::nullopt;
    text = other;
    return made(body, field, "A5 another seed", Fate::accepted);
  }
  text = dice.pick<std::string>({"-1", "18446744073709551616", "1/2", "1.0", "007", "+1", "1e3", " 1", "", "0x1f", "seven", std::string(5'000, '9')});
  return made(body, field, "no seed", Fate::refused);
}

std::optional<Mutant> words_and_witness(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  json body = base.body;
  const char* side = measured_side(body);
  if (side == nullptr || !body[side].contains("evidence")) return std::nullopt;
  json& evidence = body[side]["evidence"];
  const std::string field = std::string(side) + "/evidence/";
  switch (dice.below(3)) {
    case 0:
      evidence["method"] = evidence["method"].get<std::string>() + dice.pick<std::string>({" again", "\n", "\x1b[2J", "\xc3\xa9", std::string(1, '\0')});
      return made(body, field + "method", "A2 other words", Fate::accepted);
    case 1:
      evidence["witness"]["more"] = {number(dice), number(dice)};
      return made(body, field + "witness", "A5 other numbers", Fate::accepted);
    default:
      evidence["witness"]["more"] = {dice.pick<std::string>({"2/4", "1.5", "1/0", "-0", "x", "", "1/1", "1/-2", std::string(20'001, '1')})};
      return made(body, field + "witness", "not canonical", Fate::refused);
  }
}

/// Numbers of a sample, written as the format does not write them.
std::optional<Mutant> other_form(const Base& base, const std::vector<Base>& /*all*/, Dice& dice) {
  json body = base.body;
  const char* side = sampled_side(body);
  if (side == nullptr) return std::nullopt;
  json& sample = body[side]["evidence"]["sample"];
  const std::string key = dice.pick<std::string>({"alpha", "least", "greatest", "observations"});
  json& place = key == "observations" ? sample[key][dice.below(sample[key].size())] : sample[key];
  const std::string text = place;
  place = dice.pick<std::string>({text + "/1", "+" + text, text + ".0", " " + text, "0" + text, "-0", "1/0", "2/4", "1e2", "nan", "", text + "p0"});
  return made(body, std::string(side) + "/evidence/sample/" + key, "not canonical", Fate::refused);
}

}  // namespace

std::vector<Operator> evidence_operators() {
  return {alpha, range, observations, observations, sample_dropped, sample_invented, measurement_left_out, seed, words_and_witness, other_form};
}

}  // namespace rankcert::attack
