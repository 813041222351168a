#include "attention/hardmax_pattern.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>

#include "attention/exact_argmax.hpp"
#include "sampling/gaussian_stream.hpp"

namespace rankcert {

namespace {

// The rows of one task. Tall blocks are the fastest, but every thread should have two, callers hear of finished rows about
// every second, and under a causal mask a block computes a triangle in vain. What comes out does not depend on it.
std::size_t rows_of_task(std::size_t n, std::size_t dimension, Mask mask) {
  constexpr std::size_t kLeast = 256;
  constexpr std::size_t kProducts = std::size_t{1} << 36;
  if (mask == Mask::causal) return kLeast;
  const auto threads = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
  const std::size_t most = std::clamp(kProducts / (n * dimension), kLeast, ExactArgmax::kRowBlock);
  return std::clamp(n / (2 * threads), std::min(most, 2 * kLeast), most);
}

}  // namespace

HeadRows gaussian_rows(const HardmaxInstance& instance) {
  const auto fill = [&instance](StreamPurpose purpose) {
    return [seed = instance.seed, trial = instance.trial, purpose](std::uint32_t row, std::span<float> out) {
      fill_standard_normal({seed, purpose, trial, row}, out);
    };
  };
  return {instance.n, instance.head_dimension, fill(StreamPurpose::hardmax_query), fill(StreamPurpose::hardmax_key)};
}

std::vector<std::uint32_t> hardmax_pattern(const HeadRows& rows, Mask mask, const RowsDone& rows_done) {
  const std::size_t n = rows.n;
  const std::size_t d = rows.dimension;
  const auto fill_rows = [d](const FillRow& fill, std::size_t first, std::span<float> out) {
    for (std::size_t i = 0; i * d < out.size(); ++i) fill(static_cast<std::uint32_t>(first + i), out.subspan(i * d, d));
  };
  const std::size_t block_rows = rows_of_task(n, d, mask);
  const std::size_t blocks = (n + block_rows - 1) / block_rows;
  std::vector<float> keys(n * d);
  tbb::parallel_for(std::size_t{0}, blocks, [&](std::size_t block) {
    const std::size_t first = block * block_rows;
    fill_rows(rows.key, first, std::span(keys).subspan(first * d, std::min(block_rows, n - first) * d));
  });

  const ExactArgmax argmax(keys, d);
  std::vector<std::uint32_t> pattern(n);
  tbb::parallel_for(std::size_t{0}, blocks, [&](std::size_t block) {
    const std::size_t first = block * block_rows;
    const std::size_t size = std::min(block_rows, n - first);
    std::vector<float> queries(size * d);
    fill_rows(rows.query, first, queries);
    const std::span<std::uint32_t> chosen = std::span(pattern).subspan(first, size);
    if (mask == Mask::causal) {
      argmax.decide_causal(queries, first, chosen);
    } else {
      argmax.decide(queries, chosen);
    }
    rows_done(size);
  });
  return pattern;
}

std::vector<std::uint32_t> hardmax_pattern(const HardmaxInstance& instance, const RowsDone& rows_done) {
  return hardmax_pattern(gaussian_rows(instance), Mask::none, rows_done);
}

std::vector<std::uint32_t> causal_hardmax_pattern(const HardmaxInstance& instance, const RowsDone& rows_done) {
  return hardmax_pattern(gaussian_rows(instance), Mask::causal, rows_done);
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
