#include "attention/latent_pattern.hpp"

#include "sampling/gaussian_stream.hpp"

namespace rankcert {

std::vector<std::uint32_t> latent_pattern(const LatentInstance& instance, const RowsDone& rows_done) {
  const std::size_t d = instance.head_dimension;
  const std::size_t c = instance.latent;
  std::vector<double> up(d * c);  // transposed: one entry of the query meets all coordinates of the latent in a row
  for (std::size_t l = 0; l < c; ++l) {
    std::vector<float> row(d);
    fill_standard_normal({instance.seed, StreamPurpose::latent_up, instance.trial, static_cast<std::uint32_t>(l)},
                         std::span(row));
    for (std::size_t k = 0; k < d; ++k) up[k * c + l] = static_cast<double>(row[k]);
  }
  const auto key = [&](std::uint32_t row, std::span<float> out) {
    fill_standard_normal({instance.seed, StreamPurpose::latent_key, instance.trial, row}, out);
  };
  const auto absorbed_query = [&](std::uint32_t row, std::span<float> out) {
    std::vector<float> query(d);
    fill_standard_normal({instance.seed, StreamPurpose::latent_query, instance.trial, row}, std::span(query));
    std::vector<double> sums(c, 0);
    for (std::size_t k = 0; k < d; ++k) {
      const auto entry = static_cast<double>(query[k]);
      for (std::size_t l = 0; l < c; ++l) sums[l] += up[k * c + l] * entry;
    }
    for (std::size_t l = 0; l < c; ++l) out[l] = static_cast<float>(sums[l]);
  };
  return hardmax_pattern({instance.n, c, absorbed_query, key}, Mask::none, rows_done);
}

}  // namespace rankcert
