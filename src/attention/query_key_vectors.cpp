#include "attention/query_key_vectors.hpp"

#include <cstdint>

namespace rankcert {

QueryKeyVectors query_key_vectors(const HardmaxInstance& instance) {
  const HeadRows rows = gaussian_rows(instance);
  const auto all = [&](const FillRow& fill) {
    std::vector<float> entries(rows.n * rows.dimension);
    for (std::size_t i = 0; i < rows.n; ++i) {
      fill(static_cast<std::uint32_t>(i), std::span(entries).subspan(i * rows.dimension, rows.dimension));
    }
    return entries;
  };
  return {all(rows.query), all(rows.key)};
}

}  // namespace rankcert
