#include "linalg/clusters.hpp"

#include <algorithm>

namespace rankcert {

std::vector<Cluster> clusters(const EnclosedValues& values) {
  const std::size_t size = values.value.size();
  std::vector<double> upper_from(size + 1, -1);  // the largest upper end from k on
  for (std::size_t k = size; k-- > 0;) upper_from[k] = std::max(upper_from[k + 1], values.upper(k));
  std::vector<Cluster> result;
  bool open = false;
  for (std::size_t k = 0; k < size; ++k) {
    if (!open) result.push_back({k, k, values.lower(k), values.upper(k)});
    Cluster& cluster = result.back();
    cluster.last = k;
    cluster.lower = std::min(cluster.lower, values.lower(k));
    cluster.upper = std::max(cluster.upper, values.upper(k));
    open = cluster.lower <= upper_from[k + 1];
  }
  return result;
}

}  // namespace rankcert
