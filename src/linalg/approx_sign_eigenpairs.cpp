#include <Spectra/SymEigsSolver.h>
#include <tbb/parallel_for.h>

#include <Eigen/Core>
#include <algorithm>
#include <exception>

#include "exact/error.hpp"
#include "linalg/largest_singular_values.hpp"
#include "sampling/vector_clones.hpp"

namespace rankcert {
namespace {

constexpr std::size_t kBlock = 512;  // rows or columns of a task

RANKCERT_VECTOR_CLONES
double signed_sum(const std::int8_t* signs, const double* x, std::size_t size) {
  constexpr std::size_t kLanes = 16;
  double lane[kLanes] = {};
  std::size_t k = 0;
  for (; k + kLanes <= size; k += kLanes) {
    for (std::size_t l = 0; l < kLanes; ++l) lane[l] += static_cast<double>(signs[k + l]) * x[k + l];
  }
  for (std::size_t l = 0; k + l < size; ++l) lane[l] += static_cast<double>(signs[k + l]) * x[k + l];
  for (std::size_t width = kLanes / 2; width > 0; width /= 2) {
    for (std::size_t l = 0; l < width; ++l) lane[l] += lane[l + width];
  }
  return lane[0];
}

RANKCERT_VECTOR_CLONES
void add_signed(const std::int8_t* signs, double factor, double* y, std::size_t size) {
  for (std::size_t k = 0; k < size; ++k) y[k] += factor * static_cast<double>(signs[k]);
}

// x -> S (S^T x); every sum has an order of its own, whatever the threads.
class SignGram {
 public:
  using Scalar = double;
  SignGram(const SignMatrix& s, const std::function<void()>& poll) : s_(s), poll_(poll) {}
  [[nodiscard]] Eigen::Index rows() const { return static_cast<Eigen::Index>(s_.rows); }
  [[nodiscard]] Eigen::Index cols() const { return rows(); }
  void perform_op(const double* in, double* out) const {
    poll_();
    std::vector<double> image(s_.columns, 0.0);
    tbb::parallel_for(std::size_t{0}, (s_.columns + kBlock - 1) / kBlock, [&](std::size_t block) {
      const std::size_t first = block * kBlock;
      const std::size_t size = std::min(kBlock, s_.columns - first);
      for (std::size_t i = 0; i < s_.rows; ++i) add_signed(&s_.entries[i * s_.columns + first], in[i], &image[first], size);
    });
    tbb::parallel_for(std::size_t{0}, s_.rows, [&](std::size_t i) {
      out[i] = signed_sum(&s_.entries[i * s_.columns], image.data(), s_.columns);
    });
  }

 private:
  const SignMatrix& s_;
  const std::function<void()>& poll_;
};

Eigen::VectorXd start_vector(Eigen::Index n) {
  Eigen::VectorXd start(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto mixed = static_cast<std::uint64_t>(i + 1) * 2654435761U + 104729;
    start[i] = static_cast<double>((mixed ^ (mixed >> 15U)) % 65537) / 65537 - 0.5;
  }
  return start;
}

}  // namespace

ProposedEigenpairs approx_top_eigenpairs(const SignMatrix& s, std::size_t count, const std::function<void()>& poll) {
  constexpr Eigen::Index kRestarts = 200;
  constexpr double kTolerance = 1e-11;
  const auto wanted = static_cast<Eigen::Index>(count);
  const auto krylov = std::min<Eigen::Index>(static_cast<Eigen::Index>(s.rows), 2 * wanted + 32);
  SignGram gram(s, poll);
  Spectra::SymEigsSolver<SignGram> solver(gram, wanted, krylov);
  const Eigen::VectorXd start = start_vector(gram.rows());
  try {
    solver.init(start.data());
    if (solver.compute(Spectra::SortRule::LargestAlge, kRestarts, kTolerance) < 1) return {};
  } catch (const Error&) {
    throw;  // what poll threw
  } catch (const std::exception&) {
    return {};  // a breakdown of Spectra's: nothing is proposed
  }
  const Eigen::VectorXd values = solver.eigenvalues();
  const Eigen::MatrixXd vectors = solver.eigenvectors();
  return {{values.data(), values.data() + values.size()}, {vectors.data(), vectors.data() + vectors.size()}};
}

}  // namespace rankcert
