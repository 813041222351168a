// The entries of the registry, one a measured object; quantity.cpp lists them.
#pragma once

#include "quantities/quantity.hpp"

namespace rankcert {

[[nodiscard]] Quantity hardmax_rank_quantity();
[[nodiscard]] Quantity hardmax_spectrum_deviation_quantity();
[[nodiscard]] Quantity hardmax_top_spectrum_deviation_quantity();
[[nodiscard]] Quantity random_heads_mse_quantity();

}  // namespace rankcert
