#include "quantities/quantity.hpp"

#include <algorithm>
#include <array>

#include "quantities/measures.hpp"

namespace rankcert {

std::span<const Quantity> all_quantities() {
  static const std::array quantities{hardmax_rank_quantity(), hardmax_spectrum_deviation_quantity(),
                                     hardmax_top_spectrum_deviation_quantity(), random_heads_mse_quantity()};
  return quantities;
}

const Quantity* find_quantity(std::string_view name) {
  const std::span<const Quantity> all = all_quantities();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Quantity& q) { return q.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace rankcert
