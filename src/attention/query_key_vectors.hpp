// The float32 queries and keys of a seeded Gaussian instance: the vectors behind hardmax_pattern.
#pragma once

#include <span>
#include <vector>

#include "attention/hardmax_pattern.hpp"

namespace rankcert {

/// n x head_dimension each, row-major.
struct QueryKeyVectors {
  std::vector<float> queries;
  std::vector<float> keys;
};

/// The vectors of the instance, bit for bit those that hardmax_pattern compares.
[[nodiscard]] QueryKeyVectors query_key_vectors(const HardmaxInstance& instance);

}  // namespace rankcert
