#include "second/same_formula.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace rankcert::second {
namespace {

using Kind = Expression::Kind;

/// The number that a node writes out: n, -n, n/m or -n/m with literals n, m.
std::optional<Rational> literal(const Expression& node) {
  if (node.kind == Kind::number) return node.number;
  if (node.kind == Kind::negate && node.children[0]->kind == Kind::number) return -node.children[0]->number;
  if (node.kind != Kind::divide || node.children[1]->kind != Kind::number || node.children[1]->number == 0) return std::nullopt;
  const Expression& above = *node.children[0];
  if (above.kind == Kind::divide) return std::nullopt;
  const auto numerator = literal(above);
  if (!numerator) return std::nullopt;
  return *numerator / node.children[1]->number;
}

class Comparison {
 public:
  explicit Comparison(const std::map<std::string, Rational>& values) : values_(values) {}

  bool same(const Expression& closed, const Expression& open) {
    if (open.kind == Kind::number) return literal(closed) == open.number;
    if (const Rational* value = value_of(open)) return literal(closed) == *value;
    if (closed.kind != open.kind || closed.name != open.name || closed.parameters != open.parameters) return false;
    if (open.kind == Kind::compare && closed.relation != open.relation) return false;
    if (closed.children.size() != open.children.size()) return false;
    for (std::size_t i = 0; i < open.children.size(); ++i) {
      const std::size_t before = hidden_.size();
      hide(open, i);
      const bool agree = same(*closed.children[i], *open.children[i]);
      hidden_.resize(before);
      if (!agree) return false;
    }
    return true;
  }

 private:
  /// The number of a free variable, or nullptr.
  [[nodiscard]] const Rational* value_of(const Expression& open) const {
    if (open.kind != Kind::variable) return nullptr;
    for (const std::string_view name : hidden_) {
      if (name == open.name) return nullptr;
    }
    const auto found = values_.find(open.name);
    return found == values_.end() ? nullptr : &found->second;
  }

  /// The names that `node` binds in its child i: what runs and what is let, in the last child; the parameters of a function
  /// in its body, which is the first.
  void hide(const Expression& node, std::size_t i) {
    const bool last = i + 1 == node.children.size();
    switch (node.kind) {
      case Kind::sum:
      case Kind::product:
      case Kind::integral:
      case Kind::let_value:
        if (last) hidden_.push_back(node.name);
        return;
      case Kind::let_function:
        if (last) hidden_.push_back(node.name);
        if (i == 0) hidden_.insert(hidden_.end(), node.parameters.begin(), node.parameters.end());
        return;
      default: return;
    }
  }

  const std::map<std::string, Rational>& values_;
  std::vector<std::string_view> hidden_;
};

}  // namespace

bool is_closed_form(const Expression& closed, const Expression& open, const std::map<std::string, Rational>& values) {
  return Comparison(values).same(closed, open);
}

}  // namespace rankcert::second
