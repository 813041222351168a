// Names of points that are the same in every run and different for different points.
#pragma once

#include <string>

#include "report/report.hpp"

namespace rankcert {

/// "H=64 d=64 r=1": all parameters, exactly; a value of more than 40 characters by its beginning, its length and its
/// digest. "no parameters" where the assertion has none.
[[nodiscard]] std::string exact_label(const Point& point);

/// The claim's id; where the report has several texts of it, followed by the beginning of this text's digest.
[[nodiscard]] std::string claim_label(const Report& report, const Claim& claim);

/// The command that proves the point again: "rankcert check ID --assertion A --set d=64 --set r=1".
[[nodiscard]] std::string check_command(const Point& point);

}  // namespace rankcert
