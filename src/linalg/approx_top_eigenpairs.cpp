#include <Spectra/SymEigsSolver.h>

#include <Eigen/Core>
#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <exception>
#include <functional>
#include <numeric>

#include "linalg/top_singular_values.hpp"

namespace rankcert {
namespace {

// x -> P A^T A P x, P the projection away from the columns found so far.
class DeflatedGram {
 public:
  using Scalar = double;
  DeflatedGram(const SelectionMatrix& a, const Eigen::MatrixXd& found) : a_(a), found_(found), image_(a.pattern.size()) {}
  [[nodiscard]] Eigen::Index rows() const { return static_cast<Eigen::Index>(a_.n); }
  [[nodiscard]] Eigen::Index cols() const { return rows(); }
  void perform_op(const double* in, double* out) const {
    Eigen::VectorXd x = Eigen::Map<const Eigen::VectorXd>(in, rows());
    project(x);
    a_.apply(x.data(), image_.data());
    Eigen::VectorXd y(rows());
    a_.apply_transposed(image_.data(), y.data());
    project(y);
    Eigen::Map<Eigen::VectorXd>(out, rows()) = y;
  }
  void project(Eigen::VectorXd& x) const {
    if (found_.cols() == 0) return;
    const Eigen::VectorXd along = found_.transpose() * x;
    x.noalias() -= found_ * along;
  }

 private:
  const SelectionMatrix& a_;
  const Eigen::MatrixXd& found_;
  mutable std::vector<double> image_;
};

Eigen::VectorXd start_vector(Eigen::Index n, std::size_t number) {
  Eigen::VectorXd start(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const std::size_t mixed = (static_cast<std::size_t>(i) + 1) * (2654435761U + 2 * number) + 104729 * number;
    start[i] = static_cast<double>((mixed ^ (mixed >> 15)) % 65537) / 65537 - 0.5;
  }
  return start;
}

ProposedEigenpairs sorted_pairs(const std::vector<double>& theta, const Eigen::MatrixXd& x, std::size_t count) {
  std::vector<std::size_t> order(theta.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return theta[i] > theta[j]; });
  order.resize(std::min(order.size(), count));
  ProposedEigenpairs result;
  for (const std::size_t k : order) {
    result.theta.push_back(theta[k]);
    const double* column = x.col(static_cast<Eigen::Index>(k)).data();
    result.x.insert(result.x.end(), column, column + x.rows());
  }
  return result;
}

// If the rank of A is below the size of a block of vectors, their image spans the range and the problem is a small dense
// one. Lanczos breaks down there (Spectra throws). An empty result if the rank is not that small.
ProposedEigenpairs pairs_of_small_range(const SelectionMatrix& a, std::size_t count) {
  const auto n = static_cast<Eigen::Index>(a.n);
  const auto block = static_cast<Eigen::Index>(std::min(a.n, count + 16));
  const Eigen::MatrixXd nothing(n, 0);
  const DeflatedGram gram(a, nothing);
  Eigen::MatrixXd image(n, block);
  for (Eigen::Index k = 0; k < block; ++k) {
    const Eigen::VectorXd start = start_vector(n, static_cast<std::size_t>(k));
    gram.perform_op(start.data(), image.col(k).data());
  }
  Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(image);
  qr.setThreshold(1e-10);
  const Eigen::Index rank = qr.rank();
  if (rank == block && block < n) return {};
  const Eigen::MatrixXd basis = qr.householderQ() * Eigen::MatrixXd::Identity(n, rank);
  Eigen::MatrixXd applied(n, rank);
  for (Eigen::Index k = 0; k < rank; ++k) gram.perform_op(basis.col(k).data(), applied.col(k).data());
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> small(basis.transpose() * applied);
  const Eigen::VectorXd values = small.eigenvalues();
  return sorted_pairs({values.data(), values.data() + values.size()}, basis * small.eigenvectors(), count);
}

}  // namespace

ProposedEigenpairs approx_top_eigenpairs(const SelectionMatrix& a, std::size_t count,
                                         const std::function<void()>& poll) {
  constexpr std::size_t kWanted = 12;       // pairs a pass
  constexpr std::size_t kKrylov = 48;       // dimension of the Krylov space
  constexpr Eigen::Index kRestarts = 300;
  constexpr double kTolerance = 1e-13;
  if (ProposedEigenpairs all = pairs_of_small_range(a, count); !all.theta.empty()) return all;
  const auto n = static_cast<Eigen::Index>(a.n);
  Eigen::MatrixXd found(n, 0);
  std::vector<double> theta;
  const std::size_t most_passes = 4 * count + 4;
  for (std::size_t pass = 0; pass < most_passes; ++pass) {
    poll();
    const auto left = n - found.cols();
    const Eigen::Index wanted = std::min<Eigen::Index>(kWanted, left - 1);
    if (wanted < 1) break;
    const Eigen::Index krylov = std::min<Eigen::Index>(std::max<Eigen::Index>(kKrylov, 2 * wanted + 1), n);
    DeflatedGram op(a, found);
    Spectra::SymEigsSolver<DeflatedGram> solver(op, wanted, krylov);
    Eigen::VectorXd start = start_vector(n, pass);  // another in each pass, in the complement of what is found
    op.project(start);
    try {
      solver.init(start.data());
      if (solver.compute(Spectra::SortRule::LargestAlge, kRestarts, kTolerance) < 1) break;
    } catch (const std::exception&) {
      break;  // a breakdown of Spectra's: fewer pairs are proposed
    }
    const Eigen::VectorXd values = solver.eigenvalues();
    const Eigen::MatrixXd vectors = solver.eigenvectors();
    std::vector<double> sorted = theta;
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    // done when the complement holds nothing above the last value that is kept
    const bool enough = sorted.size() >= count && values.size() > 0 && values[0] <= sorted[count - 1] * (1 + 1e-9);
    if (enough) break;
    for (Eigen::Index k = 0; k < values.size(); ++k) {
      if (sorted.size() >= count && values[k] <= sorted[count - 1] * (1 + 1e-9)) continue;
      Eigen::VectorXd v = vectors.col(k);
      for (int twice = 0; twice < 2; ++twice) {
        if (found.cols() > 0) v -= found * (found.transpose() * v).eval();
        const double norm = v.norm();
        if (!(norm > 0.5)) break;
        v /= norm;
      }
      if (std::abs(v.norm() - 1) > 1e-8) continue;
      found.conservativeResize(Eigen::NoChange, found.cols() + 1);
      found.col(found.cols() - 1) = v;
      theta.push_back(values[k]);
    }
  }
  return sorted_pairs(theta, found, count);
}

}  // namespace rankcert
