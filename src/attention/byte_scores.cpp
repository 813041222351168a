#include "attention/byte_scores.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include "sampling/vector_clones.hpp"

#if defined(__x86_64__) && defined(__GNUC__)
#define RANKCERT_BYTE_PRODUCTS 1
#include <immintrin.h>
#endif

namespace rankcert {
namespace {

constexpr std::size_t kGroup = 4;         // coordinates that one instruction multiplies and adds
constexpr std::size_t kPanel = 32;        // keys of a panel: two registers of 16 scores
constexpr std::size_t kRows = 12;         // queries that meet a panel at once: 24 registers of scores
constexpr std::size_t kBytes = 1U << 18;  // of the keys that all queries of a call meet before the next: they stay in cache

// A float32 that brings the largest entry to 127; 1 if that is far too small or large.
RANKCERT_VECTOR_CLONES
float scale_of(const float* x, std::size_t size) {
  constexpr std::uint32_t kWithoutSign = 0x7FFFFFFF;
  std::uint32_t largest = 0;  // finite sizes are ordered like their bits
  for (std::size_t l = 0; l < size; ++l) {
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(x[l]) & kWithoutSign;
    largest = bits > largest ? bits : largest;
  }
  const float scale = std::bit_cast<float>(largest) / 127.0F;
  return scale > 0x1p-100F && scale < 0x1p100F ? scale : 1.0F;
}

struct SquaredNorms {
  double rounding = 0;  ///< |x - scale X|^2
  double rounded = 0;   ///< |scale X|^2
};

// Rounds one entry and adds its squares. The integer is near x / scale; whatever it is, the squares are those of what it
// leaves out. scale X is exact (24 and 7 bits); a difference and a square are rounded once.
RANKCERT_ALWAYS_INLINE void round_entry(float x, float scale, float inverse, std::int8_t& out, double& rounding,
                                        double& rounded) {
  const float quotient = x * inverse;
  const float inside = quotient > 127.0F ? 127.0F : (quotient < -127.0F ? -127.0F : quotient);
  const auto integer = static_cast<std::int32_t>(inside + (inside < 0 ? -0.5F : 0.5F));
  out = static_cast<std::int8_t>(integer);
  const double whole = static_cast<double>(scale) * static_cast<double>(integer);
  const double rest = static_cast<double>(x) - whole;
  rounding += rest * rest;
  rounded += whole * whole;
}

// X = x / scale in integers from -127 to 127 (127.5 is cut to 127), and the squared norms: at most 2^15 squares added in
// any order lose less than 2^-36 relative, which upper_root restores.
RANKCERT_VECTOR_CLONES
SquaredNorms round_to_bytes(const float* x, std::size_t size, float scale, std::int8_t* out) {
  constexpr std::size_t kLanes = 16;
  const float inverse = 1.0F / scale;
  double rounding[kLanes] = {};
  double rounded[kLanes] = {};
  std::size_t k = 0;
  for (; k + kLanes <= size; k += kLanes) {
    for (std::size_t l = 0; l < kLanes; ++l) round_entry(x[k + l], scale, inverse, out[k + l], rounding[l], rounded[l]);
  }
  for (; k < size; ++k) round_entry(x[k], scale, inverse, out[k], rounding[0], rounded[0]);
  SquaredNorms norms;
  for (std::size_t l = 0; l < kLanes; ++l) norms.rounding += rounding[l], norms.rounded += rounded[l];
  return norms;
}

double upper_root(double squares) { return std::sqrt(squares) * (1 + 0x1p-30); }

struct Candidate {
  std::uint32_t index;
  std::int32_t score;
};

// One query of a call; scores are S + 128 * sum(Q), the same shift for every key.
struct Row {
  std::size_t end = 0;          // keys that it may choose
  std::int32_t band = 0;        // twice the error in units of a score, rounded up
  std::int32_t threshold = std::numeric_limits<std::int32_t>::max();
  bool met = false;
  std::vector<Candidate> candidates;

  // Takes the scores of the keys `first`, ... into account.
  void meet(std::span<const std::int32_t> scores, std::size_t first) {
    const std::size_t size = std::min(scores.size(), end > first ? end - first : 0);
    if (size == 0) return;
    const std::int32_t largest = *std::max_element(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(size));
    threshold = met ? std::max(threshold, largest - band) : largest - band;
    met = true;
    for (std::size_t j = 0; j < size; ++j) {
      if (scores[j] >= threshold) candidates.push_back({static_cast<std::uint32_t>(first + j), scores[j]});
    }
  }
};

#ifdef RANKCERT_BYTE_PRODUCTS
#define RANKCERT_VNNI __attribute__((target("avx512f,avx512bw,avx512vnni")))
#define RANKCERT_VNNI_INLINE RANKCERT_VNNI inline __attribute__((always_inline))

// The scores of kRows queries and kPanel keys. Only indices that are constants when templates are expanded let the compiler
// keep all of them in registers, hence the index sequences.
struct PanelSums {
  __m512i low[kRows];
  __m512i high[kRows];
};

template <std::size_t... R>
RANKCERT_VNNI_INLINE void clear(PanelSums& sums, std::index_sequence<R...>) {
  ((sums.low[R] = sums.high[R] = _mm512_setzero_si512()), ...);
}

// sum += the products of four bytes a lane, K + 128 by Q. Written as an instruction because GCC 12 copies and spills the
// sums around its intrinsic.
RANKCERT_VNNI_INLINE void add_product(__m512i& sum, __m512i keys, __m512i queries) {
  asm("vpdpbusd %2, %1, %0" : "+v"(sum) : "v"(keys), "v"(queries));
}

RANKCERT_VNNI_INLINE __m512i four_bytes_in_all_lanes(const std::int8_t* bytes) {
  std::int32_t word;
  std::memcpy(&word, bytes, sizeof word);
  return _mm512_set1_epi32(word);
}

template <std::size_t... R>
RANKCERT_VNNI_INLINE void add_products(PanelSums& sums, __m512i low, __m512i high, const std::int8_t* queries,
                                       std::index_sequence<R...>) {
  const auto add = [&](__m512i& low_sum, __m512i& high_sum, const std::int8_t* bytes) RANKCERT_VNNI {
    const __m512i query = four_bytes_in_all_lanes(bytes);
    add_product(low_sum, low, query);
    add_product(high_sum, high, query);
  };
  (add(sums.low[R], sums.high[R], queries + R * kGroup), ...);
}

// Bit r: a score of row r reaches its threshold.
template <std::size_t... R>
RANKCERT_VNNI_INLINE unsigned reaching(const PanelSums& sums, const std::int32_t* thresholds,
                                       std::index_sequence<R...>) {
  return ((static_cast<unsigned>((_mm512_cmpge_epi32_mask(sums.low[R], _mm512_set1_epi32(thresholds[R])) |
                                  _mm512_cmpge_epi32_mask(sums.high[R], _mm512_set1_epi32(thresholds[R]))) != 0)
           << R) |
          ...);
}

template <std::size_t... R>
RANKCERT_VNNI_INLINE void store(const PanelSums& sums, std::int32_t* scores, std::index_sequence<R...>) {
  ((_mm512_storeu_si512(scores + R * kPanel, sums.low[R]), _mm512_storeu_si512(scores + R * kPanel + 16, sums.high[R])),
   ...);
}

// scores[row][key] = sum over coordinates of (K + 128) Q for one panel, if a score of some row reaches the row's threshold;
// returns a bit for each such row. panel: groups x 32 x 4; queries: groups x kRows x 4.
RANKCERT_VNNI unsigned panel_scores(const std::uint8_t* panel, const std::int8_t* queries, std::size_t groups,
                                    const std::int32_t* thresholds, std::int32_t* scores) {
  constexpr auto kAll = std::make_index_sequence<kRows>();
  PanelSums sums;
  clear(sums, kAll);
  for (std::size_t g = 0; g < groups; ++g) {
    const std::uint8_t* keys = panel + g * kPanel * kGroup;
    add_products(sums, _mm512_loadu_si512(keys), _mm512_loadu_si512(keys + kPanel * kGroup / 2),
                 queries + g * kRows * kGroup, kAll);
  }
  const unsigned reached = reaching(sums, thresholds, kAll);
  if (reached != 0) store(sums, scores, kAll);
  return reached;
}
#else
unsigned panel_scores(const std::uint8_t*, const std::int8_t*, std::size_t, const std::int32_t*, std::int32_t*) {
  return 0;
}
#endif

}  // namespace

bool has_byte_products() {
#ifdef RANKCERT_BYTE_PRODUCTS
  return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
         __builtin_cpu_supports("avx512vnni") != 0;
#else
  return false;
#endif
}

ByteKeys::ByteKeys(std::span<const float> keys, std::size_t dimension, double largest_norm)
    : dimension_(dimension), count_(keys.size() / dimension), groups_((dimension + kGroup - 1) / kGroup),
      largest_norm_(largest_norm) {
  constexpr std::uint32_t kShift = 0x80808080;  // adds 128 to each of four bytes
  scale_ = scale_of(keys.data(), keys.size());
  const std::size_t panel_bytes = groups_ * kPanel * kGroup;
  panels_.assign((count_ + kPanel - 1) / kPanel * panel_bytes, 0);
  std::vector<double> most(panels_.size() / panel_bytes, 0);  // of each panel
  tbb::parallel_for(std::size_t{0}, most.size(), [&](std::size_t p) {
    std::vector<std::int8_t> row(groups_ * kGroup, 0);
    for (std::size_t j = p * kPanel; j < std::min(count_, (p + 1) * kPanel); ++j) {
      const float* key = keys.data() + j * dimension_;
      most[p] = std::max(most[p], round_to_bytes(key, dimension_, scale_, row.data()).rounding);
      std::uint8_t* place = panels_.data() + p * panel_bytes + j % kPanel * kGroup;
      for (std::size_t g = 0; g < groups_; ++g) {
        std::uint32_t bytes;
        std::memcpy(&bytes, row.data() + g * kGroup, kGroup);
        bytes ^= kShift;
        std::memcpy(place + g * kPanel * kGroup, &bytes, kGroup);
      }
    }
  });
  rounding_norm_ = upper_root(*std::max_element(most.begin(), most.end()));
}

void ByteKeys::sieve(std::span<const float> queries, std::size_t first, std::size_t step,
                     std::span<std::vector<std::uint32_t>> candidates) const {
  constexpr double kMostBand = 0x1p30;
  const std::size_t rows = candidates.size();
  const std::size_t teams = (rows + kRows - 1) / kRows;
  const std::size_t team_bytes = groups_ * kRows * kGroup;
  std::vector<std::int8_t> rounded(teams * team_bytes, 0);
  std::vector<std::int8_t> row(groups_ * kGroup, 0);
  std::vector<Row> state(teams * kRows);
  std::vector<std::int32_t> thresholds(teams * kRows, std::numeric_limits<std::int32_t>::max());
  for (std::size_t i = 0; i < rows; ++i) {
    const std::span<const float> query = queries.subspan(i * dimension_, dimension_);
    const float scale = scale_of(query.data(), dimension_);
    const SquaredNorms norms = round_to_bytes(query.data(), dimension_, scale, row.data());
    std::int8_t* place = rounded.data() + i / kRows * team_bytes + i % kRows * kGroup;
    for (std::size_t g = 0; g < groups_; ++g) {
      std::memcpy(place + g * kRows * kGroup, row.data() + g * kGroup, kGroup);
    }
    const double error = upper_root(norms.rounding) * largest_norm_ + upper_root(norms.rounded) * rounding_norm_;
    // Every operation here is rounded a few times; the factor restores more.
    const double band = std::ceil(2 * error / (static_cast<double>(scale) * static_cast<double>(scale_)) * (1 + 0x1p-30)) + 1;
    // No two scores differ by more than 2^30: a wider band excludes nothing either.
    state[i].band = static_cast<std::int32_t>(std::min(band, kMostBand));
    state[i].end = first + step * i;
    thresholds[i] = std::numeric_limits<std::int32_t>::min();
  }

  const std::size_t panel_bytes = groups_ * kPanel * kGroup;
  const std::size_t panels_at_once = std::max<std::size_t>(1, kBytes / panel_bytes);
  std::array<std::int32_t, kRows * kPanel> scores;
  const std::size_t panels = rows == 0 ? 0 : (state[rows - 1].end + kPanel - 1) / kPanel;
  for (std::size_t begin = 0; begin < panels; begin += panels_at_once) {
    for (std::size_t team = 0; team < teams; ++team) {
      const std::size_t last_row = std::min(rows, (team + 1) * kRows) - 1;
      const std::size_t end = std::min(begin + panels_at_once, (state[last_row].end + kPanel - 1) / kPanel);
      for (std::size_t p = begin; p < end; ++p) {
        const unsigned reached = panel_scores(panels_.data() + p * panel_bytes, rounded.data() + team * team_bytes,
                                              groups_, &thresholds[team * kRows], scores.data());
        for (std::size_t r = 0; reached >> r != 0; ++r) {
          if ((reached >> r & 1U) == 0) continue;
          Row& met = state[team * kRows + r];
          met.meet(std::span<const std::int32_t>(scores).subspan(r * kPanel, kPanel), p * kPanel);
          if (met.met) thresholds[team * kRows + r] = met.threshold;
        }
      }
    }
  }
  for (std::size_t i = 0; i < rows; ++i) {
    candidates[i].clear();
    for (const Candidate& c : state[i].candidates) {
      if (c.score >= state[i].threshold) candidates[i].push_back(c.index);
    }
  }
}

}  // namespace rankcert
