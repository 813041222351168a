// What a self-test says of one property.
#pragma once

#include <algorithm>
#include <string>

#include "machine/self_test.hpp"

namespace rankcert::test {

/// Whether a property of `subject` whose name has `part` in it fails.
inline bool fails(const SelfTests& tests, const std::string& subject, const std::string& part) {
  return std::any_of(tests.begin(), tests.end(), [&](const SelfTest& test) {
    return !test.holds() && test.subject == subject && test.property.find(part) != std::string::npos;
  });
}

}  // namespace rankcert::test
