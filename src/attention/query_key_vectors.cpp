#include "attention/query_key_vectors.hpp"

#include <cstdint>

#include "sampling/gaussian_stream.hpp"

namespace rankcert {

QueryKeyVectors query_key_vectors(const HardmaxInstance& instance) {
  const std::size_t d = instance.head_dimension;
  const auto rows_of = [&](StreamPurpose purpose) {
    std::vector<float> rows(instance.n * d);
    for (std::size_t i = 0; i < instance.n; ++i) {
      fill_standard_normal({instance.seed, purpose, instance.trial, static_cast<std::uint32_t>(i)},
                           std::span(rows).subspan(i * d, d));
    }
    return rows;
  };
  return {rows_of(StreamPurpose::hardmax_query), rows_of(StreamPurpose::hardmax_key)};
}

}  // namespace rankcert
