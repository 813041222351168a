#include "attention/hardmax_pattern.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>

#include "attention/exact_argmax.hpp"
#include "sampling/gaussian_stream.hpp"

namespace rankcert {

std::vector<std::uint32_t> hardmax_pattern(const HardmaxInstance& instance, const RowsDone& rows_done) {
  const std::size_t n = instance.n;
  const std::size_t d = instance.head_dimension;
  const auto fill_rows = [&](StreamPurpose purpose, std::size_t first, std::span<float> rows) {
    for (std::size_t i = 0; i * d < rows.size(); ++i) {
      fill_standard_normal({instance.seed, purpose, instance.trial, static_cast<std::uint32_t>(first + i)},
                           rows.subspan(i * d, d));
    }
  };
  constexpr std::size_t kBlock = ExactArgmax::kRowBlock;
  const std::size_t blocks = (n + kBlock - 1) / kBlock;
  std::vector<float> keys(n * d);
  tbb::parallel_for(std::size_t{0}, blocks, [&](std::size_t block) {
    const std::size_t first = block * kBlock;
    const std::size_t rows = std::min(kBlock, n - first);
    fill_rows(StreamPurpose::hardmax_key, first, std::span(keys).subspan(first * d, rows * d));
  });

  const ExactArgmax argmax(keys, d);
  std::vector<std::uint32_t> pattern(n);
  tbb::parallel_for(std::size_t{0}, blocks, [&](std::size_t block) {
    const std::size_t first = block * kBlock;
    const std::size_t rows = std::min(kBlock, n - first);
    std::vector<float> queries(rows * d);
    fill_rows(StreamPurpose::hardmax_query, first, queries);
    argmax.decide(queries, std::span(pattern).subspan(first, rows));
    rows_done(rows);
  });
  return pattern;
}

std::vector<std::uint32_t> column_counts(std::span<const std::uint32_t> pattern, std::size_t n) {
  std::vector<std::uint32_t> counts(n, 0);
  for (const std::uint32_t j : pattern) ++counts.at(j);
  return counts;
}

std::size_t pattern_rank(std::span<const std::uint32_t> pattern, std::size_t n) {
  const std::vector<std::uint32_t> counts = column_counts(pattern, n);
  return static_cast<std::size_t>(std::count_if(counts.begin(), counts.end(), [](std::uint32_t c) { return c > 0; }));
}

}  // namespace rankcert
