// Certificates that hold, to be changed: examples whose values are known by other means, and files.
#pragma once

#include <string>
#include <vector>

#include "attack/mutant.hpp"

namespace rankcert::attack {

/// The examples: every kind of side, relation and verdict, two claims, several points of one assertion.
[[nodiscard]] std::vector<Base> example_bases();

/// The certificate in a file's text. What is known of a formula's value is its recorded interval: the control lane has both
/// checkers confirm it. Throws nlohmann::json::exception if it is none.
[[nodiscard]] Base base_of(const std::string& name, const std::string& text);

}  // namespace rankcert::attack
