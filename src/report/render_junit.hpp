// A report as JUnit XML, which continuous integration systems read.
#pragma once

#include <string>

#include "report/report.hpp"

namespace rankcert {

/// One test suite a claim and one test case a point: classname "claim.assertion", name its parameters, properties
/// predicted, measured (compared, where both sides are formulas), margin, verdict, expected, knowledge, file, digest.
/// A contradiction is a failure; what is undecided is an error if `strict`, else skipped; what was not compared is
/// skipped; a refused file is an error in the suite "refused files". XML 1.0, UTF-8, no times: the same report gives the
/// same bytes.
[[nodiscard]] std::string render_junit(const Report& report, bool strict);

}  // namespace rankcert
