#include <Spectra/SymEigsSolver.h>

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
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

}  // namespace

ProposedEigenpairs approx_top_eigenpairs(const SelectionMatrix& a, std::size_t count,
                                         const std::function<void()>& poll) {
  constexpr std::size_t kWanted = 12;       // pairs a pass
  constexpr std::size_t kKrylov = 48;       // dimension of the Krylov space
  constexpr Eigen::Index kRestarts = 300;
  constexpr double kTolerance = 1e-13;
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
    // a start in the complement; Spectra's own is random with a fixed seed, ours differs between passes
    Eigen::VectorXd start(n);
    for (Eigen::Index i = 0; i < n; ++i) {
      const auto mixed = static_cast<double>((static_cast<std::size_t>(i) * 7919 + 104729 * (pass + 1)) % 65537);
      start[i] = mixed / 65537 - 0.5;
    }
    op.project(start);
    solver.init(start.data());
    const Eigen::Index converged = solver.compute(Spectra::SortRule::LargestAlge, kRestarts, kTolerance);
    if (converged < 1) break;
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
  std::vector<std::size_t> order(theta.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t i, std::size_t j) { return theta[i] > theta[j]; });
  order.resize(std::min(order.size(), count));
  ProposedEigenpairs result;
  for (const std::size_t k : order) {
    result.theta.push_back(theta[k]);
    const double* column = found.col(static_cast<Eigen::Index>(k)).data();
    result.x.insert(result.x.end(), column, column + n);
  }
  return result;
}

}  // namespace rankcert
