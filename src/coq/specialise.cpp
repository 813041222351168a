#include "coq/specialise.hpp"

#include <algorithm>
#include <cctype>

#include "coq/not_carried.hpp"
#include "enclosure/function_rules.hpp"

namespace rankcert::coq {
namespace {

using Kind = Expression::Kind;
using Op = Term::Op;

// What makes a file that Coq checks in minutes at most.
constexpr std::size_t most_entries = 1'500;
constexpr std::size_t most_nodes = 100'000;
constexpr std::size_t most_terms = 600;
constexpr std::size_t most_depth = 1'000;
constexpr std::size_t most_bits = 60'000;

/// Terms that one lemma about a part of a sum adds up.
constexpr std::size_t most_together = 12;
/// Exact numbers of more bits are named where an enclosure of them will do.
constexpr std::size_t short_bits = 64;

constexpr slong working_bits = 384;
constexpr slong finer_bits = 48;

bool depends_on_variable(const Term& term) { return !term.value.has_value(); }

bool is_literal(const Term& term) { return term.op == Op::number; }

bool is_plain(const Term& term) { return is_literal(term) || term.op == Op::named || term.op == Op::pi || term.op == Op::variable; }

std::string indexed_name(const std::string& stem, std::size_t number) {
  std::string name;
  for (const char c : stem.substr(0, 40)) name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  if (name.empty() || std::isalpha(static_cast<unsigned char>(name[0])) == 0) name = "v" + name;
  return name + "_" + std::to_string(number);
}

}  // namespace

bool holds_another(const Term& term, const std::string& own) {
  if (term.op == Op::variable) return term.name != own;
  return depends_on_variable(term) && std::any_of(term.children.begin(), term.children.end(), [&](const TermPtr& child) { return holds_another(*child, own); });
}

class Specialiser::Scope {
 public:
  explicit Scope(Specialiser& owner) : owner_(owner), size_(owner.bindings_.size()), first_visible_(owner.first_visible_) {}
  ~Scope() {
    owner_.bindings_.resize(size_);
    owner_.first_visible_ = first_visible_;
  }
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;

 private:
  Specialiser& owner_;
  std::size_t size_;
  std::size_t first_visible_;
};

Specialiser::Specialiser(const Definitions& definitions, Accuracy accuracy, const std::atomic<bool>* stop)
    : definitions_(definitions), accuracy_(accuracy), stop_(stop) {
  limits_.max_exact_bits = most_bits;
  arithmetic_ = {.precision_bits = working_bits, .analytic = false, .limits = &limits_};
  evaluator_ = std::make_unique<Evaluator>(definitions, 128, limits_, stop);
}

Specialiser::~Specialiser() = default;

const Entry& Specialiser::define(const std::string& name, const std::string& comment, const Expression& closed) {
  Entry entry{.name = name, .comment = comment, .body = walk(closed)};
  return *name_of(std::move(entry))->entry;
}

void Specialiser::ask_for_enclosures(const Entry& left, const Entry& right) {
  std::set<const Entry*> asked = {&left, &right};
  const auto ask = [&](const Term& term) { for_each_name(term, [&](const Entry& entry) { asked.insert(&entry); }); };
  for (const Entry& entry : entries_) {
    if (is_computed(entry.proof)) continue;
    ask(*entry.body);
    if (entry.expanded) ask(*entry.expanded);
  }
  for (const Decision& decision : decisions_) {
    ask(*decision.left);
    ask(*decision.right);
  }
  for (Entry& entry : entries_) entry.enclosed = asked.contains(&entry);
}

std::string Specialiser::fresh(const std::string& stem) { return indexed_name(stem, ++numbered_); }

/// A node with its value, which an operation on exact numbers leaves exact.
TermPtr Specialiser::made(Term term) {
  if (stop_ != nullptr && stop_->load(std::memory_order_relaxed)) throw Interrupted();
  if (++nodes_ > most_nodes) throw NotCarried("the formula is too long for Coq: more than " + std::to_string(most_nodes) + " operations");
  if (term.value && !is_finite(*term.value)) throw TooWide("a part of the formula could not be enclosed: " + render_real(term));
  if (term.rational && !is_exact(*term.value)) throw NotCarried("an exact number of the formula is too long for Coq: more than " + std::to_string(most_bits) + " bits");
  for (const TermPtr& child : term.children) term.size += child->size;
  if (!term.rational) {
    // The tactics read literals and names; what they cannot compute exactly gets a name and an enclosure.
    for (TermPtr& child : term.children) child = readable(child);
  } else {
    term.opaque = term.opaque || std::any_of(term.children.begin(), term.children.end(), [](const TermPtr& child) { return child->opaque; });
  }
  return std::make_shared<const Term>(std::move(term));
}

TermPtr Specialiser::readable(const TermPtr& term) {
  const bool is_long = term->rational && !has_at_most_bits(term->exact(), 2 * short_bits);
  if (!term->rational || term->op == Op::named || (!term->opaque && !is_long)) return term;
  return name_of({.name = fresh("exact"), .comment = "", .body = term});
}

/// Gives a term a name. Its lemma is about its exact value if it is rational.
TermPtr Specialiser::name_of(Entry entry) {
  if (entries_.size() >= most_entries) throw NotCarried("the formula is too long for Coq: more than " + std::to_string(most_entries) + " definitions");
  if (entry.body->rational) {
    entry.proof = Proof::exact;
    entry.exact = entry.body->exact();
  }
  enclose(entry);
  Term term{.op = Op::named};
  term.rational = entry.exact.has_value();
  term.value = entry.exact ? Value(*entry.exact) : Value(Ball::between(entry.lower, entry.upper, working_bits));
  entries_.push_back(std::move(entry));
  term.entry = &entries_.back();
  return made(std::move(term));
}

TermPtr Specialiser::named(const std::string& stem, const std::string& comment, TermPtr body, Proof proof, TermPtr expanded) {
  return name_of({.name = fresh(stem), .comment = comment, .body = std::move(body), .expanded = std::move(expanded), .proof = proof});
}

/// The term itself if it is a literal or has a name, else a new name for it.
TermPtr Specialiser::simple(const std::string& stem, const TermPtr& term) {
  if (depends_on_variable(*term) || is_plain(*term)) return term;
  return name_of({.name = fresh(stem), .comment = "", .body = term});
}

/// The ends that the file will prove: those of the value, with room for Coq's own rounding, which differs from ours.
void Specialiser::enclose(Entry& entry) {
  if (entry.exact && has_at_most_bits(*entry.exact, short_bits)) {
    entry.lower = entry.upper = *entry.exact;
    return;
  }
  const Value value = entry.exact ? Value(*entry.exact) : *entry.body->value;
  const Ball ball = to_ball(value, working_bits);
  Rational lower = ball.lower(working_bits);
  Rational upper = ball.upper(working_bits);
  const bool follows_by_lemma = entry.proof == Proof::minimum || entry.proof == Proof::maximum;
  if (!entry.exact && !follows_by_lemma && lower != upper) {
    const Rational size = std::max(Rational(abs(lower)), Rational(abs(upper)));
    const slong bits = entry.proof == Proof::integral ? accuracy_.integral_bits : accuracy_.bits;
    const Rational room = (upper - lower) / 4 + size / Rational(Integer(1) << static_cast<unsigned>(bits));
    lower -= room;
    upper += room;
  }
  // Lemmas that use an exact number see its ends alone: these are finer than the room of those.
  const slong bits = accuracy_.bits + (entry.exact ? finer_bits : 0);
  entry.lower = Ball::enclose(lower, bits + 8).lower(bits);
  entry.upper = Ball::enclose(upper, bits + 8).upper(bits);
}

TermPtr Specialiser::unary(Op op, const TermPtr& a) {
  Term term{.op = op, .children = {a}};
  if (!depends_on_variable(*a)) term.value = negate(*a->value, arithmetic_);
  term.rational = a->rational;
  return made(std::move(term));
}

TermPtr Specialiser::binary(Op op, const TermPtr& a, const TermPtr& b) {
  Term term{.op = op, .children = {a, b}};
  term.rational = a->rational && b->rational;
  if (!depends_on_variable(*a) && !depends_on_variable(*b)) {
    switch (op) {
      case Op::add: term.value = add(*a->value, *b->value, arithmetic_); break;
      case Op::subtract: term.value = subtract(*a->value, *b->value, arithmetic_); break;
      case Op::multiply: term.value = multiply(*a->value, *b->value, arithmetic_); break;
      default: term.value = divide(*a->value, *b->value, arithmetic_); break;
    }
  }
  return made(std::move(term));
}

TermPtr Specialiser::applied(const std::string& coq_name, const std::string& name, const TermPtr& a) {
  Term term{.op = Op::apply, .name = coq_name, .children = {a}};
  if (depends_on_variable(*a)) return made(std::move(term));
  term.value = apply_function(name, std::vector<Value>{*a->value}, arithmetic_);
  const TermPtr result = made(std::move(term));
  // Such as exp(0): the tactics enclose it, which proves no equality.
  if (coq_name == "sqrt" || coq_name == "Rabs" || !a->rational || !is_exact(*result->value)) return result;
  Entry entry{.name = fresh(name), .comment = "", .body = result, .proof = Proof::special};
  entry.exact = std::get<Rational>(*result->value);
  return name_of(std::move(entry));
}

TermPtr Specialiser::integer_function(const std::string& call, const Rational& value) {
  return made({.op = Op::integer_function, .name = call, .value = Value(value), .rational = true, .opaque = true});
}

TermPtr Specialiser::walk(const Expression& node) {
  if (++depth_ > most_depth) throw NotCarried("the formula is nested too deeply for Coq");
  struct Leave {
    std::size_t& depth;
    ~Leave() { --depth; }
  } const leave{depth_};
  const auto child = [&](std::size_t i) { return walk(*node.children[i]); };
  switch (node.kind) {
    case Kind::number: return made({.op = Op::number, .number = node.number, .value = Value(node.number), .rational = true});
    case Kind::pi: {
      Ball pi;
      arb_const_pi(pi.raw(), working_bits);
      return made({.op = Op::pi, .value = Value(pi)});
    }
    case Kind::variable: return variable(node);
    case Kind::negate: return unary(Op::negate, child(0));
    case Kind::add: { const TermPtr a = child(0); return binary(Op::add, a, child(1)); }
    case Kind::subtract: { const TermPtr a = child(0); return binary(Op::subtract, a, child(1)); }
    case Kind::multiply: { const TermPtr a = child(0); return binary(Op::multiply, a, child(1)); }
    case Kind::divide: { const TermPtr a = child(0); return binary(Op::divide, a, child(1)); }
    case Kind::power: { const TermPtr a = child(0); return power(a, child(1)); }
    case Kind::choose: return choose(node);
    case Kind::call: return call(node);
    case Kind::sum:
    case Kind::product: return series(node);
    case Kind::integral: return integral(node);
    case Kind::let_value:
    case Kind::let_function: return let(node);
    case Kind::infinity: throw NotCarried("Coq cannot carry an integral over an infinite range");
    case Kind::compare: break;
  }
  throw InputError("a comparison stands where a number is needed");
}

TermPtr Specialiser::variable(const Expression& node) {
  for (std::size_t i = bindings_.size(); i > first_visible_; --i) {
    if (bindings_[i - 1].name == node.name && bindings_[i - 1].function == nullptr) return bindings_[i - 1].value;
  }
  if (const Definition* constant = definitions_.find(node.name)) return call_definition(*constant, {});
  throw InputError("the name '" + node.name + "' has no value here");
}

TermPtr Specialiser::call(const Expression& node) {
  std::vector<TermPtr> arguments;
  for (const auto& child : node.children) arguments.push_back(walk(*child));
  for (std::size_t i = bindings_.size(); i > first_visible_; --i) {
    if (bindings_[i - 1].name == node.name && bindings_[i - 1].function != nullptr) {
      return call_local(*bindings_[i - 1].function, bindings_[i - 1].visible, arguments);
    }
  }
  if (const Definition* definition = definitions_.find(node.name)) return call_definition(*definition, std::move(arguments));
  return function(node.name, arguments);
}

TermPtr Specialiser::in_fresh_scope(const Expression& body, const std::vector<std::string>& names, const std::vector<TermPtr>& values) {
  const Scope scope(*this);
  first_visible_ = bindings_.size();
  for (std::size_t i = 0; i < names.size(); ++i) bindings_.push_back({.name = names[i], .value = values[i]});
  return walk(body);
}

/// Literal arithmetic in an argument is done here, so that the same call has one entry however it is written.
TermPtr Specialiser::call_definition(const Definition& definition, std::vector<TermPtr> arguments) {
  used_.emplace(definition.name, &definition);
  bool open = false;
  std::string text;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    TermPtr& argument = arguments[i];
    open = open || depends_on_variable(*argument);
    if (argument->rational && has_at_most_bits(argument->exact(), short_bits)) {
      argument = made({.op = Op::number, .number = argument->exact(), .value = argument->value, .rational = true});
    } else {
      argument = simple(definition.parameters[i], argument);
    }
    text += (i == 0 ? "(" : ", ") + render_real(*argument);
  }
  text = definition.name + text + (arguments.empty() ? "" : ")");
  if (open) return in_fresh_scope(*definition.body, definition.parameters, arguments);
  if (const auto found = known_.find(text); found != known_.end()) return found->second;
  const TermPtr body = in_fresh_scope(*definition.body, definition.parameters, arguments);
  const TermPtr result = name_of({.name = fresh(definition.name), .comment = text, .body = body});
  known_.emplace(text, result);
  return result;
}

TermPtr Specialiser::call_local(const Expression& function, std::size_t visible, const std::vector<TermPtr>& arguments) {
  std::vector<Binding> hidden(bindings_.begin() + static_cast<std::ptrdiff_t>(visible), bindings_.end());
  bindings_.resize(visible);
  for (std::size_t i = 0; i < function.parameters.size(); ++i) {
    bindings_.push_back({.name = function.parameters[i], .value = simple(function.parameters[i], arguments[i])});
  }
  const TermPtr result = walk(*function.children[0]);
  bindings_.resize(visible);
  bindings_.insert(bindings_.end(), hidden.begin(), hidden.end());
  return result;
}

TermPtr Specialiser::let(const Expression& node) {
  const Scope scope(*this);
  if (node.kind == Kind::let_value) {
    TermPtr value = simple(node.name, walk(*node.children[0]));
    bindings_.push_back({.name = node.name, .value = std::move(value)});
  } else {
    bindings_.push_back({.name = node.name, .value = nullptr, .function = &node, .visible = bindings_.size()});
  }
  return walk(*node.children[1]);
}

TermPtr Specialiser::choose(const Expression& node) {
  const Expression& condition = *node.children[0];
  TermPtr left = walk(*condition.children[0]);
  TermPtr right = walk(*condition.children[1]);
  if (depends_on_variable(*left) || depends_on_variable(*right)) throw NotCarried("Coq cannot carry a condition on the variable of an integral");
  const bool exact = left->rational && right->rational;
  if (!exact) {
    left = simple("compared", readable(left));
    right = simple("compared", readable(right));
    for (TermPtr* side : {&left, &right}) {
      if ((*side)->op == Op::pi && !is_literal(*left) && !is_literal(*right)) *side = name_of({.name = fresh("compared"), .comment = "", .body = *side});
    }
  }
  const auto proved = [&](const TermPtr& side) { return exact || side->op != Op::named ? *side->value : Value(Ball::between(side->entry->lower, side->entry->upper, working_bits)); };
  const Truth truth = compare(proved(left), condition.relation, proved(right), working_bits);
  if (truth == Truth::unknown) throw TooWide("Coq cannot decide the condition " + render_real(*left) + " " + std::string(to_text(condition.relation)) + " " + render_real(*right));
  if (exact) {
    decided_exactly_ = true;
  } else {
    if (condition.relation == Relation::equal) throw NotCarried("Coq cannot carry an equality of enclosed numbers as a condition");
    decisions_.push_back({left, truth == Truth::yes ? condition.relation : opposite(condition.relation), right, entries_.size()});
  }
  return walk(*node.children[truth == Truth::yes ? 1 : 2]);
}

Integer Specialiser::whole(const TermPtr& term, const char* what) const {
  if (!term->rational || !is_integer(term->exact())) throw NotCarried(std::string("Coq cannot carry ") + what + " that is not an exact whole number");
  return numerator(term->exact());
}

TermPtr Specialiser::series(const Expression& node) {
  const char* what = node.kind == Kind::sum ? "an end or step of a sum" : "an end or step of a product";
  const Integer first = whole(walk(*node.children[0]), what);
  const Integer last = whole(walk(*node.children[1]), what);
  const Integer step = whole(walk(*node.children[2]), what);
  if (step <= 0) throw InputError("the step of a sum or product must be positive");
  if (last >= first && (last - first) / step >= Integer(most_terms)) {
    throw NotCarried("a sum or product of " + Integer((last - first) / step + 1).str() + " terms is too long for Coq; " + std::to_string(most_terms) + " are carried");
  }
  const Scope scope(*this);
  bindings_.push_back({.name = node.name, .value = nullptr});
  const std::size_t slot = bindings_.size() - 1;
  std::vector<TermPtr> terms;
  for (Integer index = first; index <= last; index += step) {
    bindings_[slot].value = made({.op = Op::number, .number = Rational(index), .value = Value(Rational(index)), .rational = true});
    terms.push_back(walk(*node.children[3]));
  }
  const bool is_sum = node.kind == Kind::sum;
  if (terms.empty()) return made({.op = Op::number, .number = is_sum ? 0 : 1, .value = Value(Rational(is_sum ? 0 : 1)), .rational = true});
  const std::string range = (is_sum ? "sum over " : "product over ") + node.name + " = " + first.str() + ".." + last.str() + (step == 1 ? "" : " step " + step.str());
  return gathered(std::move(terms), is_sum ? Op::add : Op::multiply, range);
}

/// Adds (multiplies) the terms; long ones in parts with names of their own, each with its lemma.
TermPtr Specialiser::gathered(std::vector<TermPtr> terms, Op op, const std::string& comment) {
  const bool open = std::any_of(terms.begin(), terms.end(), [](const TermPtr& term) { return depends_on_variable(*term); });
  while (!open && terms.size() > most_together) {
    std::vector<TermPtr> parts;
    for (std::size_t i = 0; i < terms.size(); i += most_together) {
      const auto end = terms.begin() + static_cast<std::ptrdiff_t>(std::min(i + most_together, terms.size()));
      const TermPtr part = gathered({terms.begin() + static_cast<std::ptrdiff_t>(i), end}, op, comment);
      parts.push_back(is_plain(*part) ? part : name_of({.name = fresh("part"), .comment = "a part of the " + comment, .body = part}));
    }
    terms = std::move(parts);
  }
  TermPtr total = terms[0];
  for (std::size_t i = 1; i < terms.size(); ++i) total = binary(op, total, terms[i]);
  return total;
}

}  // namespace rankcert::coq
