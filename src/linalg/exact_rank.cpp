#include "linalg/exact_rank.hpp"

#include <flint/nmod_mat.h>
#include <flint/ulong_extras.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <utility>

#include "exact/error.hpp"

namespace rankcert {
namespace {

void require_well_formed(std::span<const SparseRow> rows, std::size_t columns) {
  for (const SparseRow& row : rows) {
    for (std::size_t e = 0; e < row.size(); ++e) {
      const bool sorted = e == 0 || row[e - 1].column < row[e].column;
      if (sorted && row[e].value != 0 && row[e].column < columns) continue;
      throw InputError("exact rank: a row must hold nonzero entries in increasing columns of the matrix");
    }
  }
}

/// Which rows and columns are left while leaves are taken off.
class Peeling {
 public:
  Peeling(std::span<const SparseRow> rows, std::size_t columns)
      : rows_(rows), rows_of_column_(columns), row_degree_(rows.size()), column_degree_(columns, 0) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
      row_degree_[r] = rows[r].size();
      for (const SparseEntry& e : rows[r]) rows_of_column_[e.column].push_back(static_cast<std::uint32_t>(r));
    }
    for (std::size_t c = 0; c < columns; ++c) column_degree_[c] = rows_of_column_[c].size();
  }

  /// Takes all leaves off; returns their number, which is what they add to the rank.
  std::size_t run() {
    for (std::size_t r = 0; r < row_degree_.size(); ++r) note_row(r);
    for (std::size_t c = 0; c < column_degree_.size(); ++c) note_column(c);
    std::size_t taken = 0;
    while (!leaves_.empty()) {
      const Leaf leaf = leaves_.back();
      leaves_.pop_back();
      const std::size_t degree = leaf.is_row ? row_degree_[leaf.index] : column_degree_[leaf.index];
      if (degree != 1) continue;  // something else took its entry
      const std::uint32_t row = leaf.is_row ? leaf.index : only_row(leaf.index);
      const std::uint32_t column = leaf.is_row ? only_column(leaf.index) : leaf.index;
      remove_row(row);
      remove_column(column);
      ++taken;
    }
    return taken;
  }

  [[nodiscard]] bool row_left(std::size_t r) const { return row_degree_[r] > 0; }
  [[nodiscard]] bool column_left(std::size_t c) const { return column_degree_[c] > 0; }

 private:
  struct Leaf {
    std::uint32_t index;
    bool is_row;
  };

  void note_row(std::size_t r) {
    if (row_degree_[r] == 1) leaves_.push_back({static_cast<std::uint32_t>(r), true});
  }
  void note_column(std::size_t c) {
    if (column_degree_[c] == 1) leaves_.push_back({static_cast<std::uint32_t>(c), false});
  }
  // A row or column that is gone has degree 0, so "left" and "has entries left" are the same.
  [[nodiscard]] std::uint32_t only_row(std::uint32_t column) const {
    const auto& all = rows_of_column_[column];
    return *std::find_if(all.begin(), all.end(), [&](std::uint32_t r) { return row_left(r); });
  }
  [[nodiscard]] std::uint32_t only_column(std::uint32_t row) const {
    const SparseRow& all = rows_[row];
    return std::find_if(all.begin(), all.end(), [&](const SparseEntry& e) { return column_left(e.column); })->column;
  }
  void remove_row(std::uint32_t row) {
    row_degree_[row] = 0;
    for (const SparseEntry& e : rows_[row]) {
      if (!column_left(e.column)) continue;
      --column_degree_[e.column];
      note_column(e.column);
    }
  }
  void remove_column(std::uint32_t column) {
    column_degree_[column] = 0;
    for (const std::uint32_t r : rows_of_column_[column]) {
      if (!row_left(r)) continue;
      --row_degree_[r];
      note_row(r);
    }
  }

  std::span<const SparseRow> rows_;
  std::vector<std::vector<std::uint32_t>> rows_of_column_;
  std::vector<std::size_t> row_degree_;
  std::vector<std::size_t> column_degree_;
  std::vector<Leaf> leaves_;
};

struct Core {
  std::vector<SparseRow> rows;
  std::size_t columns = 0;
};

Core core_of(std::span<const SparseRow> rows, std::size_t columns, const Peeling& peeling) {
  Core core;
  std::vector<std::uint32_t> new_index(columns, 0);
  for (std::size_t c = 0; c < columns; ++c) {
    if (peeling.column_left(c)) new_index[c] = static_cast<std::uint32_t>(core.columns++);
  }
  for (std::size_t r = 0; r < rows.size(); ++r) {
    if (!peeling.row_left(r)) continue;
    SparseRow& row = core.rows.emplace_back();
    for (const SparseEntry& e : rows[r]) {
      if (peeling.column_left(e.column)) row.push_back({new_index[e.column], e.value});
    }
  }
  return core;
}

/// A dense matrix modulo a prime.
class ModularMatrix {
 public:
  ModularMatrix(std::size_t rows, std::size_t columns, std::uint64_t prime) {
    nmod_mat_init(matrix_, static_cast<slong>(rows), static_cast<slong>(columns), prime);
  }
  ~ModularMatrix() { nmod_mat_clear(matrix_); }
  ModularMatrix(const ModularMatrix&) = delete;
  ModularMatrix& operator=(const ModularMatrix&) = delete;
  [[nodiscard]] nmod_mat_struct* get() { return matrix_; }
  [[nodiscard]] std::uint64_t& at(std::size_t r, std::size_t c) { return nmod_mat_entry(matrix_, r, c); }

 private:
  nmod_mat_t matrix_;
};

void reduce(const Core& core, std::uint64_t prime, ModularMatrix& matrix) {
  for (std::size_t r = 0; r < core.rows.size(); ++r) {
    for (const SparseEntry& e : core.rows[r]) {
      const auto size = static_cast<std::uint64_t>(std::abs(static_cast<std::int64_t>(e.value)));
      matrix.at(r, e.column) = e.value > 0 ? size : prime - size;
    }
  }
}

std::size_t rank_modulo(const Core& core, std::uint64_t prime) {
  ModularMatrix matrix(core.rows.size(), core.columns, prime);
  reduce(core, prime, matrix);
  return static_cast<std::size_t>(nmod_mat_rank(matrix.get()));
}

using Relation = std::vector<std::int64_t>;

/// A fraction a/b = x modulo the prime with |a| and b below 2^20, by Euclid's algorithm; nothing if none is found.
std::optional<std::pair<std::int64_t, std::int64_t>> small_fraction(std::uint64_t x, std::uint64_t prime) {
  constexpr std::int64_t kSmall = std::int64_t{1} << 20;
  auto above = static_cast<std::int64_t>(prime);
  auto below = static_cast<std::int64_t>(x);
  std::int64_t a = 0;
  std::int64_t b = 1;  // b x = below modulo the prime
  while (below >= kSmall) {
    const std::int64_t quotient = above / below;
    above = std::exchange(below, above % below);
    a = std::exchange(b, a - quotient * b);
    if (std::abs(b) >= kSmall) return std::nullopt;
  }
  return b > 0 ? std::pair{below, b} : std::pair{-below, -b};
}

/// Column `index` of the null space as integers: its fractions times their common denominator, if all are small.
std::optional<Relation> small_relation(ModularMatrix& null_space, std::size_t size, std::size_t index,
                                       std::uint64_t prime) {
  std::vector<std::pair<std::int64_t, std::int64_t>> fractions;
  std::int64_t denominator = 1;
  constexpr std::int64_t kMost = std::int64_t{1} << 40;
  for (std::size_t c = 0; c < size; ++c) {
    const auto fraction = small_fraction(null_space.at(c, index), prime);
    if (!fraction) return std::nullopt;
    denominator = std::lcm(denominator, fraction->second);
    if (denominator > kMost) return std::nullopt;
    fractions.push_back(*fraction);
  }
  Relation relation;
  for (const auto& [a, b] : fractions) relation.push_back(a * (denominator / b));  // below 2^60
  return relation;
}

/// Whether the core times the relation is 0 in integers; an overflow counts as no.
bool holds(const Core& core, const Relation& relation) {
  return std::all_of(core.rows.begin(), core.rows.end(), [&](const SparseRow& row) {
    std::int64_t sum = 0;
    for (const SparseEntry& e : row) {
      std::int64_t term = 0;
      if (__builtin_mul_overflow(std::int64_t{e.value}, relation[e.column], &term)) return false;
      if (__builtin_add_overflow(sum, term, &sum)) return false;
    }
    return sum == 0;
  });
}

/// Whether each relation has a coordinate of its own, where all others are 0: then they are independent.
bool plainly_independent(const std::vector<Relation>& relations, std::size_t size) {
  std::vector<std::size_t> owners(relations.size(), 0);
  for (std::size_t c = 0; c < size; ++c) {
    std::size_t last = 0;
    std::size_t nonzero = 0;
    for (std::size_t k = 0; k < relations.size(); ++k) {
      if (relations[k][c] != 0) last = k, ++nonzero;
    }
    if (nonzero == 1) ++owners[last];
  }
  return std::all_of(owners.begin(), owners.end(), [](std::size_t own) { return own > 0; });
}

/// A number of independent vectors v with core * v = 0, all checked in integers.
std::size_t proved_relations(const Core& core, std::uint64_t prime) {
  ModularMatrix matrix(core.rows.size(), core.columns, prime);
  reduce(core, prime, matrix);
  ModularMatrix null_space(core.columns, core.columns, prime);
  const auto nullity = static_cast<std::size_t>(nmod_mat_nullspace(null_space.get(), matrix.get()));
  std::vector<Relation> relations;
  for (std::size_t k = 0; k < nullity; ++k) {
    std::optional<Relation> relation = small_relation(null_space, core.columns, k, prime);
    if (relation && holds(core, *relation)) relations.push_back(std::move(*relation));
  }
  return plainly_independent(relations, core.columns) ? relations.size() : 0;
}

Core transposed(const Core& core) {
  Core result;
  result.rows.resize(core.columns);
  result.columns = core.rows.size();
  for (std::size_t r = 0; r < core.rows.size(); ++r) {
    for (const SparseEntry& e : core.rows[r]) result.rows[e.column].push_back({static_cast<std::uint32_t>(r), e.value});
  }
  return result;
}

/// An upper bound of log2 |minor| over all minors of the core: Hadamard's inequality, each row's norm at least 1. The
/// sum of at most 2^32 logarithms errs by far less than the relative 2^-16 and the 1 added.
double upper_minor_bits(const Core& core) {
  double bits = 0;
  for (const SparseRow& row : core.rows) {
    double square = 0;
    for (const SparseEntry& e : row) square += static_cast<double>(e.value) * static_cast<double>(e.value);
    bits += std::log2(square) / 2;
  }
  return bits * (1 + 0x1p-16) + 1;
}

/// The rank of a core with at least as many rows as columns.
std::size_t tall_rank(const Core& core, const std::function<void()>& poll, RankStages& stages) {
  constexpr double kPrimeBits = 61;  // every prime taken is above 2^61
  std::uint64_t prime = n_nextprime(std::uint64_t{1} << 61, 1);
  std::size_t best = rank_modulo(core, prime);
  stages.primes = 1;
  if (best == core.columns) return best;
  poll();
  stages.relations = proved_relations(core, prime);
  if (best + stages.relations == core.columns) return best;
  for (double bits = upper_minor_bits(core) - kPrimeBits; bits >= 0 && best < core.columns; bits -= kPrimeBits) {
    poll();
    prime = n_nextprime(prime, 1);
    best = std::max(best, rank_modulo(core, prime));
    ++stages.primes;
  }
  return best;
}

}  // namespace

std::size_t exact_rank(std::vector<SparseRow> rows, std::size_t columns, const std::function<void()>& poll,
                       RankStages* stages) {
  require_well_formed(rows, columns);
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());

  RankStages done;
  Peeling peeling(rows, columns);
  done.leaves = peeling.run();
  const Core core = core_of(rows, columns, peeling);
  done.core_rows = core.rows.size();
  done.core_columns = core.columns;
  std::size_t rank = done.leaves;
  if (!core.rows.empty()) rank += tall_rank(core.columns <= core.rows.size() ? core : transposed(core), poll, done);
  if (stages != nullptr) *stages = done;
  return rank;
}

}  // namespace rankcert
