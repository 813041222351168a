#include "cli/certificate_name.hpp"

#include <algorithm>
#include <set>

#include "exact/digest.hpp"
#include "exact/error.hpp"

namespace rankcert {

std::string certificate_name(const Point& point) {
  constexpr std::size_t longest_value = 24;
  std::string name = point.claim->id + "--" + point.assertion->name + "--";
  bool first = true;
  for (const auto& [parameter, value] : point.parameters) {
    std::string text = to_text(value);
    if (text.size() > longest_value) text = sha256(text).substr(7, longest_value);
    std::replace(text.begin(), text.end(), '/', ':');
    name += (first ? "" : ",") + parameter + "=" + text;
    first = false;
  }
  return name + ".json";
}

void refuse_repeated(const std::vector<Point>& points) {
  std::set<std::string> seen;
  for (const Point& point : points) {
    if (!seen.insert(certificate_name(point)).second) throw InputError(point_name(point) + " is asked for twice");
  }
}

}  // namespace rankcert
