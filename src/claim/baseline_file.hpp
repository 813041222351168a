// The file of a baseline, made to be committed: canonical, one point a line. The format is specified in
// proofs-notes/baseline-format.md.
#pragma once

#include <string>
#include <string_view>

#include "claim/baseline.hpp"

namespace rankcert {

inline constexpr std::string_view baseline_schema = "rankcert-baseline/1";
inline constexpr std::size_t max_baseline_bytes = 16U << 20U;

/// The file's text; the same baseline gives the same bytes. Throws InputError if it has more than max_baseline_bytes.
[[nodiscard]] std::string write_baseline(const Baseline& baseline);

/// Reads what write_baseline writes and only that. `where` names the file in errors.
/// Throws InputError, "where: malformed baseline: what is wrong".
[[nodiscard]] Baseline parse_baseline(std::string_view text, std::string_view where);

}  // namespace rankcert
