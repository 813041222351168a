// From the closed formula of a certificate to the Definitions of a Coq file.
//
// The walk follows the language: a definition at given arguments becomes an Entry of its own, made once; sums and products
// are written out; conditions are decided and the branch that is not taken is left out. What is decided on numbers that
// are only enclosed is recorded as a Decision, which the file proves; what is decided on exact numbers is not.
#pragma once

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "coq/term.hpp"
#include "enclosure/evaluate.hpp"
#include "formula/definitions.hpp"

namespace rankcert::coq {

/// Whether the term holds the variable of an integral that is not `own`.
[[nodiscard]] bool holds_another(const Term& term, const std::string& own);

/// How narrow the enclosures of the file are.
struct Accuracy {
  slong bits = 96;           ///< of the ends of an enclosure, relative
  slong integral_bits = 16;  ///< likewise where an integral is enclosed
};

/// A comparison of two entries that a condition rests on.
struct Decision {
  TermPtr left;
  Relation relation;
  TermPtr right;
  std::size_t entries_before;  ///< how many entries stand before it in the file
};

/// Makes entries of closed formulas; one object makes one file.
class Specialiser {
 public:
  /// `definitions` must outlive the object. `stop`, if given, is polled: when set, Interrupted is thrown.
  Specialiser(const Definitions& definitions, Accuracy accuracy, const std::atomic<bool>* stop);
  ~Specialiser();
  Specialiser(const Specialiser&) = delete;
  Specialiser& operator=(const Specialiser&) = delete;

  /// The entry `name`, which stands for the closed formula. Throws NotCarried, or what an evaluation throws.
  const Entry& define(const std::string& name, const std::string& comment, const Expression& closed);

  /// Asks for the enclosures of the exact entries that other lemmas and the comparison of the sides rest on.
  void ask_for_enclosures(const Entry& left, const Entry& right);

  /// All entries so far, each after those that it uses.
  [[nodiscard]] const std::deque<Entry>& entries() const { return entries_; }
  /// What the conditions rest on.
  [[nodiscard]] const std::vector<Decision>& decisions() const { return decisions_; }
  /// Definitions of the claim that were used, by name.
  [[nodiscard]] const std::map<std::string, const Definition*>& used() const { return used_; }
  /// Whether a condition, or an argument of floor, was decided on exact numbers.
  [[nodiscard]] bool decided_exactly() const { return decided_exactly_; }

 private:
  struct Binding {
    std::string name;
    TermPtr value;
    const Expression* function = nullptr;
    std::size_t visible = 0;
  };
  class Scope;

  TermPtr walk(const Expression& node);
  TermPtr variable(const Expression& node);
  TermPtr call(const Expression& node);
  TermPtr call_definition(const Definition& definition, std::vector<TermPtr> arguments);
  TermPtr in_fresh_scope(const Expression& body, const std::vector<std::string>& names, const std::vector<TermPtr>& values);
  TermPtr call_local(const Expression& function, std::size_t visible, const std::vector<TermPtr>& arguments);
  TermPtr choose(const Expression& node);
  TermPtr series(const Expression& node);
  TermPtr let(const Expression& node);
  TermPtr integral(const Expression& node);
  TermPtr gathered(std::vector<TermPtr> terms, Term::Op op, const std::string& comment);

  TermPtr function(const std::string& name, const std::vector<TermPtr>& arguments);
  TermPtr extremum(const std::string& name, const std::vector<TermPtr>& arguments);
  TermPtr rounded(Term::Op op, const TermPtr& argument);
  TermPtr square_root(const TermPtr& argument);
  TermPtr arcsine(const TermPtr& argument);
  TermPtr gamma(const TermPtr& argument);
  TermPtr normal(const std::string& name, TermPtr argument);
  TermPtr power(const TermPtr& base, const TermPtr& exponent);

  TermPtr made(Term term);
  TermPtr unary(Term::Op op, const TermPtr& a);
  TermPtr binary(Term::Op op, const TermPtr& a, const TermPtr& b);
  TermPtr applied(const std::string& coq_name, const std::string& name, const TermPtr& a);
  TermPtr integer_function(const std::string& call, const Rational& value);
  TermPtr integral_of(const std::string& variable, const TermPtr& from, const TermPtr& to, const TermPtr& body);

  TermPtr named(const std::string& stem, const std::string& comment, TermPtr body, Proof proof, TermPtr expanded = nullptr);
  TermPtr name_of(Entry entry);
  TermPtr simple(const std::string& stem, const TermPtr& term);
  TermPtr readable(const TermPtr& term);
  void enclose(Entry& entry);
  std::string fresh(const std::string& stem);
  ExpressionPtr expression_of(const TermPtr& term);
  Integer whole(const TermPtr& term, const char* what) const;
  [[nodiscard]] slong working_precision() const { return arithmetic_.precision_bits; }

  const Definitions& definitions_;
  Accuracy accuracy_;
  const std::atomic<bool>* stop_;
  Limits limits_;
  Arithmetic arithmetic_;
  std::unique_ptr<Evaluator> evaluator_;
  std::deque<Entry> entries_;
  std::vector<Decision> decisions_;
  std::map<std::string, const Definition*> used_;
  std::map<std::string, TermPtr> known_;  ///< by definition and printed arguments
  std::map<const Entry*, ExpressionPtr> expressions_;
  std::vector<Binding> bindings_;
  std::size_t first_visible_ = 0;
  std::size_t depth_ = 0;
  std::size_t nodes_ = 0;
  std::size_t numbered_ = 0;
  bool decided_exactly_ = false;
};

}  // namespace rankcert::coq
