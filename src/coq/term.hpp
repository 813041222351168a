// A closed formula made ready for Coq: a tree of real expressions in which everything that the language computes beside
// the real line (conditions, ranges, whole arguments) is already decided.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "enclosure/value.hpp"

namespace rankcert::coq {

struct Term;
/// Immutable and shared; never null inside a tree.
using TermPtr = std::shared_ptr<const Term>;

struct Entry;

/// A node. What the fields hold for each operation is said beside it.
struct Term {
  /// What a node is.
  enum class Op {
    number,            ///< `number`
    pi,                //
    variable,          ///< `name`: the variable of an integral
    named,             ///< `entry`: a Definition of the file
    integer_function,  ///< `name`: IZR of a term of type Z, such as Zfactorial 5; `number` is its value
    negate,            ///< {operand}
    add,               ///< {left, right}; likewise the next three
    subtract,          //
    multiply,          //
    divide,            //
    power,             ///< {base}, `number`: the whole exponent
    real_power,        ///< {base, exponent}: Rpower
    apply,             ///< {argument}, `name`: a function of Coq
    minimum,           ///< {left, right}; Rmin
    maximum,           ///< likewise Rmax
    floor,             ///< {operand}: IZR (Zfloor x)
    ceil,              ///< {operand}: IZR (Zceil x)
    integral,          ///< {from, to, body}, `name`: RInt (fun name => body) from to
  };

  Op op;                            ///< what this node is
  Rational number{};                ///< of a number, an exponent, a function of integers
  std::string name{};               ///< of a variable or a function
  const Entry* entry = nullptr;     ///< of a named node
  std::vector<TermPtr> children{};  ///< operands
  /// An enclosure (exact for a rational node); nothing where the node depends on the variable of an integral around it.
  std::optional<Value> value{};
  bool rational = false;  ///< made of the operations that `value` of the preamble computes
  bool opaque = false;    ///< rational, and beyond what the tactic `interval` reads by itself
  std::size_t size = 1;   ///< nodes

  /// Requires: rational.
  [[nodiscard]] const Rational& exact() const { return std::get<Rational>(*value); }
};

/// How the lemma about an entry is proved.
enum class Proof {
  exact,         ///< computed from exact numbers
  special,       ///< a function at the one argument where its value is rational, such as exp 0
  square_root,   ///< of the square of a rational number
  empty_range,   ///< an integral from a number to itself
  floor,         ///< of a number that is enclosed
  ceil,          ///< likewise
  interval,      ///< by the tactic of that name
  integral,      ///< likewise
  minimum,       ///< of two numbers, at least one of them enclosed
  maximum,       ///< likewise
  arcsine,       //
};

/// Whether the lemma of such an entry rests on its operands' values alone, not on enclosures.
[[nodiscard]] constexpr bool is_computed(Proof proof) {
  return proof == Proof::exact || proof == Proof::special || proof == Proof::square_root || proof == Proof::empty_range;
}

/// A Definition of the file, with the lemma about it: its exact value, or an enclosure.
struct Entry {
  std::string name;                  ///< of the Definition
  std::string comment;               ///< what it is in the language of the claim
  TermPtr body;                      ///< what it stands for
  TermPtr expanded{};                ///< the same as `body` with a function of the preamble written out, if it has to be
  Proof proof = Proof::interval;     //
  std::optional<Rational> exact{};   ///< the value, where `proof` gives one
  Rational lower{};                  ///< ends of the enclosure that the file proves
  Rational upper{};                  ///< dyadic, unless the value is a short fraction
  bool enclosed = false;             ///< an exact entry whose enclosure is asked for
};

/// Calls visit(entry) for every named node of the term.
template <class Visit>
void for_each_name(const Term& term, const Visit& visit) {
  if (term.op == Term::Op::named) visit(*term.entry);
  for (const TermPtr& child : term.children) for_each_name(*child, visit);
}

/// The term in Coq's R_scope.
[[nodiscard]] std::string render_real(const Term& term);

/// The same as a term of the preamble's type `rational`. Requires: term.rational.
[[nodiscard]] std::string render_rational(const Term& term);

/// A whole number as Coq reads it in Z_scope: long ones hexadecimal, negative ones in brackets.
[[nodiscard]] std::string render_integer(const Integer& value);

/// "p / q", the reals of a lemma about an exact value.
[[nodiscard]] std::string render_fraction(const Rational& value);

/// "m * powerRZ 2 e" for a dyadic number, "p / q" for another.
[[nodiscard]] std::string render_end(const Rational& value);

/// A number as a term of the preamble's type `rational`; a dyadic one as `dyadic m e`.
[[nodiscard]] std::string render_end_rational(const Rational& value);

}  // namespace rankcert::coq
