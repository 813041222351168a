// Pieces of the JSON that commands print.
#pragma once

#include <nlohmann/json.hpp>

#include "checker/verdict.hpp"
#include "formula/substitute.hpp"

namespace rankcert {

/// {"lower", "upper"}: decimals of 17 significant digits, rounded outward.
[[nodiscard]] nlohmann::ordered_json interval_json(const Interval& interval);

[[nodiscard]] nlohmann::ordered_json assignment_json(const Assignment& values);

/// The document as text; bytes that are no UTF-8 are replaced.
[[nodiscard]] std::string document(const nlohmann::ordered_json& json);

}  // namespace rankcert
