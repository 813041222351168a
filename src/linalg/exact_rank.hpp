// The rank of a sparse matrix of small integers over the rationals, exactly.
//
// 1. Equal rows are taken once.
// 2. Leaves. If a column has one entry left, in row r, then rank = 1 + rank of the matrix without row r and that column;
//    the same for a row with one entry left. Repeated until none is left (Karp and Sipser 1981). No arithmetic, no fill.
// 3. What remains, the core, is dense modulo a 62-bit prime. The rank rho modulo a prime is never above the rank, so it is
//    the rank if it reaches the smaller dimension of the core.
// 4. Otherwise relations are proposed: the null vectors modulo the prime, read as vectors of small fractions. Each is
//    checked over the integers, and that they are independent is read off; as many relations as are missing prove that
//    the rank is at most rho.
// 5. Where that fails, further primes: if the rank modulo each of them is at most rho, every minor of size rho + 1 is
//    divisible by their product, and by Hadamard's inequality no nonzero minor is larger than the product of the rows'
//    norms. Once the product of the primes is larger, the rank is rho.
// Proved in proofs-notes/multihead-rank.md, Lemmas 1 and 2. The only arithmetic trusted is FLINT's rank modulo a prime.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace rankcert {

struct SparseEntry {
  std::uint32_t column;
  std::int32_t value;
  auto operator<=>(const SparseEntry&) const = default;
};

/// The nonzero entries of one row, columns strictly increasing.
using SparseRow = std::vector<SparseEntry>;

/// How the work was divided, for tests and benchmarks.
struct RankStages {
  std::size_t leaves = 0;        ///< pivots found without arithmetic
  std::size_t core_rows = 0;
  std::size_t core_columns = 0;
  std::size_t relations = 0;     ///< relations that proved the core's rank from above
  std::size_t primes = 0;        ///< primes that the core needed
};

/// The rank over the rationals of the matrix with these rows and `columns` columns.
/// Throws InputError if a row is not sorted, has a zero entry or a column out of range. `poll` is called now and then, and
/// may throw. Cost: linear in the entries, plus (core rows) x (core columns) x (their smaller) for each prime.
[[nodiscard]] std::size_t exact_rank(std::vector<SparseRow> rows, std::size_t columns,
                                     const std::function<void()>& poll = [] {}, RankStages* stages = nullptr);

}  // namespace rankcert
