#include "attention/multihead_rank.hpp"

#include <algorithm>
#include <numeric>

#include "attention/hardmax_pattern.hpp"
#include "exact/error.hpp"
#include "linalg/exact_rank.hpp"
#include "sampling/gaussian_stream.hpp"

namespace rankcert {
namespace {

void require_well_formed(const HeadPatterns& patterns) {
  bool fits = !patterns.empty();
  for (const auto& pattern : patterns) {
    fits = fits && pattern.size() == patterns.front().size() &&
           std::all_of(pattern.begin(), pattern.end(), [&](std::uint32_t j) { return j < pattern.size(); });
  }
  if (!fits) throw InputError("multihead rank: the heads need patterns of equal length n with entries below n");
}

/// Disjoint sets of columns, joined by the rows.
class Components {
 public:
  explicit Components(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
  std::size_t root(std::size_t x) {
    while (parent_[x] != x) x = parent_[x] = parent_[parent_[x]];
    return x;
  }
  void join(std::size_t a, std::size_t b) { parent_[root(a)] = root(b); }

 private:
  std::vector<std::size_t> parent_;
};

/// dropped[l n + j]: for every component and every head but the first, the column of that head with most entries.
std::vector<bool> redundant_columns(const HeadPatterns& patterns) {
  const std::size_t n = patterns.front().size();
  const std::size_t columns = patterns.size() * n;
  Components components(columns);
  std::vector<std::uint32_t> counts(columns, 0);
  for (std::size_t l = 0; l < patterns.size(); ++l) {
    for (std::size_t i = 0; i < n; ++i) {
      ++counts[l * n + patterns[l][i]];
      components.join(patterns[0][i], l * n + patterns[l][i]);
    }
  }
  std::vector<bool> dropped(columns, false);
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  for (std::size_t l = 1; l < patterns.size(); ++l) {
    std::vector<std::size_t> fullest(columns, kNone);  // by root
    for (std::size_t c = l * n; c < (l + 1) * n; ++c) {
      if (counts[c] == 0) continue;
      std::size_t& best = fullest[components.root(c)];
      if (best == kNone || counts[c] > counts[best]) best = c;
    }
    for (const std::size_t c : fullest) {
      if (c != kNone) dropped[c] = true;
    }
  }
  return dropped;
}

}  // namespace

std::size_t concatenated_rank(const HeadPatterns& patterns, const std::function<void()>& poll) {
  require_well_formed(patterns);
  const std::size_t n = patterns.front().size();
  const std::vector<bool> dropped = redundant_columns(patterns);
  std::vector<SparseRow> rows(n);
  for (std::size_t l = 0; l < patterns.size(); ++l) {
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t column = l * n + patterns[l][i];
      if (!dropped[column]) rows[i].push_back({static_cast<std::uint32_t>(column), 1});
    }
  }
  return exact_rank(std::move(rows), patterns.size() * n, poll);
}

std::size_t summed_rank(const HeadPatterns& patterns, const std::function<void()>& poll) {
  require_well_formed(patterns);
  const std::size_t n = patterns.front().size();
  std::vector<SparseRow> rows(n);
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<std::uint32_t> chosen;
    for (const auto& pattern : patterns) chosen.push_back(pattern[i]);
    std::sort(chosen.begin(), chosen.end());
    for (const std::uint32_t j : chosen) {
      if (!rows[i].empty() && rows[i].back().column == j) {
        ++rows[i].back().value;
      } else {
        rows[i].push_back({j, 1});
      }
    }
  }
  return exact_rank(std::move(rows), n, poll);
}

HeadPatterns multihead_patterns(const MultiheadInstance& instance, const std::function<void(std::size_t)>& rows_done) {
  HeadPatterns patterns;
  for (std::size_t head = 0; head < instance.heads; ++head) {
    const auto first = static_cast<std::uint32_t>(head * instance.n);
    const auto fill = [&instance, first](StreamPurpose purpose) {
      return [&instance, first, purpose](std::uint32_t row, std::span<float> out) {
        fill_standard_normal({instance.seed, purpose, instance.trial, first + row}, out);
      };
    };
    patterns.push_back(hardmax_pattern({instance.n, instance.head_dimension, fill(StreamPurpose::multihead_query),
                                        fill(StreamPurpose::multihead_key)},
                                       Mask::none, rows_done));
  }
  return patterns;
}

}  // namespace rankcert
