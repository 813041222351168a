// A small report with every verdict, kind of knowledge and standing in it, and one whose every text is hostile.
#pragma once

#include <memory>
#include <string>

#include "report/report.hpp"

namespace rankcert::test {

/// A report and the claims that it points into.
struct SampleReport {
  std::vector<std::unique_ptr<Claim>> claims;
  Report report;
};

/// Claim "sample", one point of each: next (certified, margin 1 of 4), guess (conjectured, certified), wrong (refuted as
/// expected), broken (refuted, expected certified), open (inconclusive, its sides equal), rank (supported: mean of 4
/// observations in [2, 2.5] at most n = 3, error probability 1/100), heads (enclosed: not measured). All at n = 3.
[[nodiscard]] SampleReport sample_report();

/// Only the points that came out as expected: next, guess, wrong and rank.
[[nodiscard]] SampleReport good_report();

/// Claim "hostile", one certified point; `text` stands in its title, statement, published statement, source and
/// hypothesis, in its assertion's title and in the reason of a refused file.
[[nodiscard]] SampleReport hostile_report(const std::string& text);

/// What `program`, a Python program, prints given the name of a file that holds `input`; the test fails if it fails.
/// Nothing if there is no python3.
[[nodiscard]] std::optional<std::string> python(const std::string& program, const std::string& input);

}  // namespace rankcert::test
