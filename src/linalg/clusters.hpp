// Singular values that their enclosures do not tell apart.
#pragma once

#include <cstddef>
#include <vector>

#include "linalg/singular_values.hpp"

namespace rankcert {

/// The singular values of index first..last (from 0, in decreasing order) lie in [lower, upper], and no other does.
struct Cluster {
  std::size_t first;
  std::size_t last;
  double lower;  ///< >= 0
  double upper;
};

/// The finest partition of the enclosed values into runs whose hulls do not touch, from the largest values down. So
/// [lower, upper] holds exactly last - first + 1 singular values, counted with multiplicity.
/// Requires enclosures of all singular values in order (enclose_singular_values).
[[nodiscard]] std::vector<Cluster> clusters(const EnclosedValues& values);

}  // namespace rankcert
