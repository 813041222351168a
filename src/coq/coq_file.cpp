#include "coq/coq_file.hpp"

#include <stdexcept>

#include "checker/printable.hpp"
#include "coq/not_carried.hpp"
#include "coq/preamble.hpp"
#include "coq/proofs.hpp"
#include "coq/specialise.hpp"
#include "enclosure/evaluate.hpp"
#include "formula/render.hpp"

namespace rankcert::coq {
namespace {

/// From the cheapest on: an enclosure takes no more accuracy than the comparison needs.
constexpr Accuracy accuracies[] = {{96, 16}, {96, 30}, {128, 44}, {128, 54}, {256, 70}};

/// Of a comment line.
constexpr std::size_t longest_comment = 2'000;

/// What the theorem says: the relation of the certificate, or its opposite for a refuted one.
struct Goal {
  Relation relation;
  bool holds;  ///< false only for a refuted "=": the sides differ
};

Goal goal_of(const Certificate& certificate) {
  if (certificate.verdict == Verdict::certified || certificate.verdict == Verdict::supported) return {certificate.relation, true};
  if (certificate.verdict != Verdict::refuted) {
    throw NotCarried("the verdict '" + std::string(to_text(certificate.verdict)) + "' compares nothing that Coq could prove; certified, supported and refuted are exported");
  }
  if (certificate.relation == Relation::equal) return {Relation::equal, false};
  return {opposite(certificate.relation), true};
}

/// Of a measured side, the end of its interval that makes the statement the hardest.
Rational hardest_end(const RecordedSide& side, bool is_left, const Goal& goal) {
  if (goal.relation == Relation::equal) {
    if (side.interval->lower != side.interval->upper) throw NotCarried("an equality with a measured interval that is no point cannot be stated in Coq");
    return side.interval->lower;
  }
  const bool upward = goal.relation == Relation::less || goal.relation == Relation::less_equal;
  return is_left == upward ? side.interval->upper : side.interval->lower;
}

/// Coq proves that its Definition of a side lies in the entry's enclosure. The formula itself does too, by the kernel, so
/// that a Definition which says something else is seen. Throws NotCarried if the kernel cannot tell.
void require_same_value(const Entry& entry, const Expression& closed, const Claim& claim, const std::atomic<bool>* stop) {
  const Limits limits;
  for (const slong bits : {192, 768}) {
    const Value value = Evaluator(claim.definitions, bits, limits, stop).enclose(closed);
    if (!is_finite(value)) continue;
    const Ball ball = to_ball(value, bits);
    if (ball.upper(bits) >= entry.lower && ball.lower(bits) <= entry.upper) return;
    throw std::logic_error(entry.name + " as written for Coq is not the formula of the certificate");
  }
  throw NotCarried("the formula of " + entry.name + " could not be enclosed");
}

const Entry& define_side(Specialiser& specialiser, const Side& side, const RecordedSide& recorded, const Certificate& certificate, const Goal& goal, bool is_left,
                         const Claim& claim, const std::atomic<bool>* stop) {
  const std::string name = is_left ? "left_side" : "right_side";
  if (!side.is_measured()) {
    Assignment all = certificate.parameters;
    all.insert(certificate.hints.begin(), certificate.hints.end());
    const ExpressionPtr closed = substitute(side.formula, all);
    const Entry& entry = specialiser.define(name, recorded.text, *closed);
    require_same_value(entry, *closed, claim, stop);
    return entry;
  }
  const std::string what = "the recorded end of the interval of " + recorded.text + ", which was measured";
  return specialiser.define(name, what, *make_number(hardest_end(recorded, is_left, goal)));
}

/// Whether the lemmas about the entries show the goal.
bool is_shown(const Entry& left, const Goal& goal, const Entry& right) {
  const bool exact = left.exact && right.exact;
  const auto value = [&](const Entry& entry) { return exact ? Interval{*entry.exact, *entry.exact} : Interval{entry.lower, entry.upper}; };
  return compare(value(left), goal.relation, value(right)) == (goal.holds ? Truth::yes : Truth::no);
}

std::string comment_line(const std::string& text) { return "   " + comment_text(text) + "\n"; }

std::string header(const Certificate& certificate, const Claim& claim, const Goal& goal, const Specialiser& specialiser) {
  std::string point;
  for (const auto* values : {&certificate.parameters, &certificate.hints}) {
    for (const auto& [name, value] : *values) point += (point.empty() ? "" : ", ") + name + " = " + to_text(value);
  }
  std::string text = "(* One certificate of rankcert, as a theorem of Coq.\n\n";
  text += comment_line("claim      " + claim.id + ": " + claim.title);
  text += comment_line("assertion  " + certificate.assertion);
  text += comment_line("point      " + point);
  text += comment_line("asserted   " + certificate.left.text + "  " + std::string(to_text(certificate.relation)) + "  " + certificate.right.text);
  text += comment_line("verdict    " + std::string(to_text(certificate.verdict)));
  text += comment_line("claim text " + certificate.claim_digest);
  text += comment_line("certificate " + certificate_digest(certificate));
  text += "\n   The theorem `point` at the end compares left_side and right_side. What it takes to read it:\n";
  if (certificate.verdict == Verdict::refuted) {
    text += goal.holds ? "   - The certificate refutes its assertion; the theorem states the opposite relation.\n" : "   - The certificate refutes its assertion; the theorem states that the sides differ.\n";
  }
  if (certificate.left.evidence || certificate.right.evidence) {
    text += "   - A measured side is the recorded end of its interval, a constant. That the measurement was made and what it\n"
            "     means is not part of the theorem";
    text += (certificate.left.evidence && certificate.left.evidence->sample) || (certificate.right.evidence && certificate.right.evidence->sample)
                ? "; the interval is an estimate that holds at the certificate's confidence.\n" : ".\n";
  }
  text += "   - A definition of the claim at given arguments is a Definition of its own, named after it and numbered; sums and\n"
          "     products are written out; ends of sums, exponents, and arguments that are exact numbers are put in as numbers.\n"
          "   - gamma at n is (n-1)!, at k + 1/2 it is 1 3 5 ... (2k-1)/2^k sqrt PI (DLMF 5.4); Phi, erf, sinh, cosh, tanh,\n"
          "     expm1, log1p, erfc and Phic are written out; a half power is a power of a root; asin at 1 is PI / 2.\n"
          "   - Coq's functions are total: 1 / 0 and ln (- 1) are 0. Every part of the formula was seen to have a value when this\n"
          "     file was written; the file does not prove that.\n";
  if (specialiser.decided_exactly()) text += "   - Conditions, floor and ceil of exact numbers were decided by the program that wrote this file: of `if` only the\n     branch that is taken is here.\n";
  if (!specialiser.decisions().empty()) text += "   - Conditions on other numbers were decided likewise, and the lemmas condition_N_holds prove them.\n";
  text += "   - Axioms: those of Coq's real numbers, and the primitive integers and floats of the tactics (Print Assumptions).\n";
  text += "\n   Check: coqc FILE.v, with Coq 8.16, Flocq 4.1, Coquelicot 3.2 and coq-interval 4.6.\n";
  if (!specialiser.used().empty()) text += "\n   Definitions of the claim and its prelude that are used:\n";
  for (const auto& [name, definition] : specialiser.used()) {
    std::string head = name;
    for (std::size_t i = 0; i < definition->parameters.size(); ++i) head += (i == 0 ? "(" : ", ") + definition->parameters[i];
    text += comment_line("- " + head + (definition->parameters.empty() ? "" : ")") + " = " + render_text(*definition->body) + ": " + definition->meaning);
  }
  return text + "*)\n";
}

/// The definitions and lemmas in their order, each condition where all that it compares has its lemma.
std::string render_entries(const Specialiser& specialiser, const Accuracy& accuracy) {
  std::string text;
  std::size_t next = 0;
  const auto& decisions = specialiser.decisions();
  for (std::size_t i = 0; i < specialiser.entries().size(); ++i) {
    while (next < decisions.size() && decisions[next].entries_before <= i) {
      text += render_decision(decisions[next], next + 1, accuracy) + "\n";
      ++next;
    }
    text += render_entry(specialiser.entries()[i], accuracy) + "\n";
  }
  return text;
}

}  // namespace

std::string comment_text(std::string text) {
  text = printable(std::move(text), longest_comment);
  std::string safe;
  for (const char c : text) {
    // A string or a comment inside a comment would have to end there.
    if (c == '"') {
      safe += '\'';
    } else if (!safe.empty() && ((safe.back() == '(' && c == '*') || (safe.back() == '*' && c == ')'))) {
      safe += {' ', c};
    } else {
      safe += static_cast<unsigned char>(c) < 0x80 ? c : '?';
    }
  }
  return safe;
}

CoqFile coq_file(const Certificate& certificate, const Claim& claim, const std::atomic<bool>* stop) {
  const Goal goal = goal_of(certificate);
  const Assertion& assertion = *claim.find_assertion(certificate.assertion);
  std::string last = "the two sides are too close to each other for the enclosures that Coq is given";
  for (const Accuracy& accuracy : accuracies) try {
    Specialiser specialiser(claim.definitions, accuracy, stop);
    const Entry& left = define_side(specialiser, assertion.left, certificate.left, certificate, goal, true, claim, stop);
    const Entry& right = define_side(specialiser, assertion.right, certificate.right, certificate, goal, false, claim, stop);
    if (!is_shown(left, goal, right)) continue;
    specialiser.ask_for_enclosures(left, right);
    const std::string text = header(certificate, claim, goal, specialiser) + "\n" + std::string(embedded_coq_preamble().front().text) +
                             "\n(* The formulas of the certificate. *)\n\n" + render_entries(specialiser, accuracy) +
                             render_theorem(left, goal.relation, goal.holds, right);
    return {text, render_statement(left, goal.relation, goal.holds, right)};
  } catch (const TooWide& wide) {
    last = wide.what();
  }
  throw NotCarried(last);
}

}  // namespace rankcert::coq
