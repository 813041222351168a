// Alone in its file: Eigen's SVD costs more to compile than the rest of the room.
#include <Eigen/SVD>

#include "linalg/singular_values.hpp"

namespace rankcert {

ProposedSvd approx_svd(const SelectionMatrix& a) {
  const auto n = static_cast<Eigen::Index>(a.n);
  Eigen::MatrixXd dense = Eigen::MatrixXd::Zero(n, n);
  for (std::size_t i = 0; i < a.pattern.size(); ++i) dense(static_cast<Eigen::Index>(i), a.pattern[i]) = 1;
  const Eigen::BDCSVD<Eigen::MatrixXd> svd(dense, Eigen::ComputeFullU | Eigen::ComputeFullV);
  ProposedSvd result;
  result.u.assign(svd.matrixU().data(), svd.matrixU().data() + n * n);
  result.s.assign(svd.singularValues().data(), svd.singularValues().data() + n);
  result.v.assign(svd.matrixV().data(), svd.matrixV().data() + n * n);
  return result;
}

}  // namespace rankcert
