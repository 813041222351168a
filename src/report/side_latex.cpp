#include "report/side_latex.hpp"

#include "formula/render.hpp"

namespace rankcert {

std::string side_latex(const Side& side) {
  if (!side.is_measured()) return render_latex(*side.formula);
  std::string name = side.quantity;
  for (std::size_t at = 0; (at = name.find('_', at)) != std::string::npos; at += 2) name.insert(at, "\\");
  std::string arguments;
  for (const auto& argument : side.arguments) arguments += (arguments.empty() ? "" : ", ") + render_latex(*argument);
  return "\\texttt{" + name + "}(" + arguments + ")";
}

std::string relation_latex(Relation relation) {
  if (relation == Relation::less_equal) return "\\le";
  if (relation == Relation::greater_equal) return "\\ge";
  return std::string(to_text(relation));
}

std::string assertion_latex(const Assertion& assertion) {
  return side_latex(assertion.left) + " " + relation_latex(assertion.relation) + " " + side_latex(assertion.right);
}

}  // namespace rankcert
