#include "coq/proofs.hpp"

#include <set>

#include "coq/coq_file.hpp"

namespace rankcert::coq {
namespace {

using Op = Term::Op;

/// The enclosures of all entries in the terms, as hypotheses about variables in their place: a tactic that asks whether two
/// definitions are one would otherwise unfold both to the ground.
std::string hypotheses(std::initializer_list<const Term*> terms) {
  std::set<std::string> names;
  for (const Term* term : terms) for_each_name(*term, [&](const Entry& entry) { names.insert(entry.name); });
  if (names.empty()) return "";
  std::string enclosures = "generalize", values = "generalize";
  for (const std::string& name : names) {
    enclosures += " " + name + "_in";
    values += " " + name;
  }
  return enclosures + ". " + values + ". intros. ";
}

/// Working precision of the tactics, beyond that of the ends; 53 bits are the processor's own.
std::string interval(const Accuracy& accuracy) { return "interval with (i_prec " + std::to_string(accuracy.bits + 64) + ")"; }

std::string integral(const Accuracy& accuracy) {
  if (accuracy.integral_bits <= 20) return "integral with (i_fuel 2000)";
  return "integral with (i_prec " + std::to_string(accuracy.integral_bits + 40) + ", i_fuel 4000, i_degree 15)";
}

constexpr const char* computed = "vm_cast_no_check (eq_refl true)";

std::string ends(const Entry& entry, const std::string& what) { return render_end(entry.lower) + " <= " + what + " <= " + render_end(entry.upper); }

std::string lemma(const std::string& name, const std::string& statement, const std::string& proof) {
  return "Lemma " + name + " : " + statement + ".\nProof. " + proof + ". Qed.\n";
}

std::string exact_proof(const Entry& entry, const Accuracy& accuracy) {
  const Term& body = *entry.body;
  const std::string p = render_integer(numerator(*entry.exact));
  const std::string q = render_integer(denominator(*entry.exact));
  const std::string of_operand = is_computed(entry.proof) ? "" : hypotheses({body.children[0].get()});
  switch (entry.proof) {
    case Proof::floor: return "unfold " + entry.name + ". " + of_operand + "apply floor_sound; " + interval(accuracy);
    case Proof::ceil: return "unfold " + entry.name + ". " + of_operand + "apply ceil_sound; " + interval(accuracy);
    case Proof::square_root: return "apply (sqrt_sound " + render_rational(*body.children[0]) + " " + p + " " + q + "). " + computed;
    case Proof::special: return "apply (" + body.name + "_special " + render_rational(*body.children[0]) + "). " + computed;
    case Proof::empty_range: return "apply (empty_range _ " + render_rational(*body.children[0]) + " " + render_rational(*body.children[1]) + "). " + computed;
    default: return "apply (equals_sound " + render_rational(body) + " " + p + " " + q + "). " + computed;
  }
}

std::string known_proof(const Entry& entry) {
  return "apply (between_sound " + render_end_rational(entry.lower) + " (Known " + entry.name + " " + render_integer(numerator(*entry.exact)) + " " +
         render_integer(denominator(*entry.exact)) + " " + entry.name + "_is) " + render_end_rational(entry.upper) + "). " + computed;
}

/// Which of the two reaches the bound that only one of them has to reach.
std::string chosen(bool first) { return first ? "left" : "right"; }

constexpr slong bits_of_an_end = 384;

Rational upper_of(const Term& term) { return term.op == Op::named ? term.entry->upper : to_ball(*term.value, bits_of_an_end).upper(bits_of_an_end); }
Rational lower_of(const Term& term) { return term.op == Op::named ? term.entry->lower : to_ball(*term.value, bits_of_an_end).lower(bits_of_an_end); }

std::string enclosure_proof(const Entry& entry, const Accuracy& accuracy) {
  const Term& body = *entry.body;
  const std::string start = "unfold " + entry.name + ". " + hypotheses({&body});
  const auto both = [&] { return std::pair{body.children[0].get(), body.children[1].get()}; };
  switch (entry.proof) {
    case Proof::integral: return start + integral(accuracy);
    case Proof::minimum: {
      const auto [a, b] = both();
      return start + "apply Rmin_in; [" + interval(accuracy) + " | " + interval(accuracy) + " | " + chosen(upper_of(*a) <= upper_of(*b)) + "; " + interval(accuracy) + "]";
    }
    case Proof::maximum: {
      const auto [a, b] = both();
      return start + "apply Rmax_in; [" + interval(accuracy) + " | " + interval(accuracy) + " | " + chosen(lower_of(*a) >= lower_of(*b)) + "; " + interval(accuracy) + "]";
    }
    case Proof::arcsine: return start + "apply asin_in; [split; " + interval(accuracy) + " | " + interval(accuracy) + "]";
    default: break;
  }
  if (!entry.expanded) return start + interval(accuracy);
  return "change (" + ends(entry, render_real(*entry.expanded)) + "). " + hypotheses({entry.expanded.get()}) + interval(accuracy);
}

std::string statement(const std::string& left, Relation relation, const std::string& right) {
  return left + " " + std::string(to_text(relation)) + " " + right;
}

bool is_strict(Relation relation) { return relation == Relation::less || relation == Relation::greater; }
bool is_upward(Relation relation) { return relation == Relation::less || relation == Relation::less_equal; }

/// That a is below b, from their enclosures: the tactic `interval` compares with constants alone.
std::string apart(const Entry& a, const Entry& b, bool strict) {
  return std::string(strict ? "apply (apart_lt " : "apply (apart_le ") + render_end_rational(a.upper) + " " + render_end_rational(b.lower) + "); [" + computed +
         " | exact (proj2 " + a.name + "_in) | exact (proj1 " + b.name + "_in)]";
}

std::string turned(Relation relation) { return relation == Relation::greater ? "apply Rlt_gt. " : relation == Relation::greater_equal ? "apply Rle_ge. " : ""; }

}  // namespace

std::string render_entry(const Entry& entry, const Accuracy& accuracy) {
  std::string text = entry.comment.empty() ? "" : "(* " + comment_text(entry.comment) + " *)\n";
  text += "Definition " + entry.name + " : R := " + render_real(*entry.body) + ".\n";
  if (entry.exact) {
    text += lemma(entry.name + "_is", entry.name + " = " + render_fraction(*entry.exact), exact_proof(entry, accuracy));
    if (entry.enclosed) text += lemma(entry.name + "_in", ends(entry, entry.name), known_proof(entry));
    return text;
  }
  return text + lemma(entry.name + "_in", ends(entry, entry.name), enclosure_proof(entry, accuracy));
}

std::string render_decision(const Decision& decision, std::size_t number, const Accuracy& accuracy) {
  const Term& left = *decision.left;
  const Term& right = *decision.right;
  const std::string proof = left.op == Op::named && right.op == Op::named
                                ? apart(*(is_upward(decision.relation) ? left : right).entry, *(is_upward(decision.relation) ? right : left).entry, is_strict(decision.relation))
                                : hypotheses({&left, &right}) + interval(accuracy);
  return lemma("condition_" + std::to_string(number) + "_holds", statement(render_real(left), decision.relation, render_real(right)), turned(decision.relation) + proof);
}

std::string render_statement(const Entry& left, Relation relation, bool holds, const Entry& right) {
  return holds ? statement(left.name, relation, right.name) : left.name + " <> " + right.name;
}

std::string render_theorem(const Entry& left, Relation relation, bool holds, const Entry& right) {
  std::string proof;
  const bool exact = left.exact && right.exact;
  const auto known = [](const Entry& entry) {
    return "(Known " + entry.name + " " + render_integer(numerator(*entry.exact)) + " " + render_integer(denominator(*entry.exact)) + " " + entry.name + "_is)";
  };
  const auto less = [&](const Entry& a, const Entry& b, bool strict) {
    if (exact) return std::string(strict ? "apply (below_sound " : "apply (at_most_sound ") + known(a) + " " + known(b) + "). " + computed;
    return apart(a, b, strict);
  };
  if (relation == Relation::equal && holds) {
    proof = "apply Rle_antisym. " + less(left, right, false) + ". " + less(right, left, false);
  } else if (relation == Relation::equal) {
    const bool left_below = left.upper < right.lower || (exact && *left.exact < *right.exact);
    proof = left_below ? "apply Rlt_not_eq. " + less(left, right, true) : "apply Rgt_not_eq. apply Rlt_gt. " + less(right, left, true);
  } else {
    proof = turned(relation) + (is_upward(relation) ? less(left, right, is_strict(relation)) : less(right, left, is_strict(relation)));
  }
  return "Theorem point : " + render_statement(left, relation, holds, right) + ".\nProof. " + proof + ". Qed.\n";
}

}  // namespace rankcert::coq
