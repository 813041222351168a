// The entries of the registry, one a measured object; quantity.cpp lists them.
#pragma once

#include "quantities/quantity.hpp"

namespace rankcert {

[[nodiscard]] Quantity causal_rank_quantity();
[[nodiscard]] Quantity collision_fraction_quantity();
[[nodiscard]] Quantity concatenated_rank_quantity();
[[nodiscard]] Quantity hardmax_rank_quantity();
[[nodiscard]] Quantity hardmax_spectrum_deviation_quantity();
[[nodiscard]] Quantity hardmax_top_spectrum_deviation_quantity();
[[nodiscard]] Quantity latent_rank_quantity();
[[nodiscard]] Quantity occupancy_fraction_quantity();
[[nodiscard]] Quantity perturbed_argmax_certified_quantity();
[[nodiscard]] Quantity perturbed_argmax_unchanged_quantity();
[[nodiscard]] Quantity perturbed_argmax_violations_quantity();
[[nodiscard]] Quantity perturbed_entry_ratio_quantity();
[[nodiscard]] Quantity perturbed_hardmax_rank_quantity();
[[nodiscard]] Quantity perturbed_rank_excess_quantity();
[[nodiscard]] Quantity random_heads_mse_quantity();
[[nodiscard]] Quantity softmax_mean_numerical_rank_quantity();
[[nodiscard]] Quantity softmax_numerical_rank_quantity();
[[nodiscard]] Quantity softmax_rank_excess_quantity();
[[nodiscard]] Quantity softmax_row_gap_ratio_quantity();
[[nodiscard]] Quantity softmax_tail_ratio_quantity();
[[nodiscard]] Quantity summed_rank_quantity();

}  // namespace rankcert
