// The file name of a point's certificate.
#pragma once

#include <string>
#include <vector>

#include "claim/prove.hpp"

namespace rankcert {

/// "claim--assertion--d=64,r=4.json": the same point always gets the same name, two points never share one (a value too
/// long for a file name is replaced by its digest).
[[nodiscard]] std::string certificate_name(const Point& point);

/// A point asked for twice would count twice and write one certificate. Throws InputError naming it.
void refuse_repeated(const std::vector<Point>& points);

}  // namespace rankcert
