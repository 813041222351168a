// The entries of the registry, one a measured object; quantity.cpp lists them.
#pragma once

#include "quantities/quantity.hpp"

namespace rankcert {

[[nodiscard]] Quantity biased_heads_mismatches_quantity();
[[nodiscard]] Quantity causal_rank_quantity();
[[nodiscard]] Quantity collision_fraction_quantity();
[[nodiscard]] Quantity concatenated_rank_quantity();
[[nodiscard]] Quantity full_rank_head_close_quantity();
[[nodiscard]] Quantity full_rank_head_error_quantity();
[[nodiscard]] Quantity grid_heads_best_mse_quantity();
[[nodiscard]] Quantity hardmax_rank_quantity();
[[nodiscard]] Quantity hardmax_spectrum_deviation_quantity();
[[nodiscard]] Quantity hardmax_top_spectrum_deviation_quantity();
[[nodiscard]] Quantity latent_rank_quantity();
[[nodiscard]] Quantity majority_network_error_quantity();
[[nodiscard]] Quantity majority_network_mismatches_quantity();
[[nodiscard]] Quantity matching_layer_mse_quantity();
[[nodiscard]] Quantity occupancy_fraction_quantity();
[[nodiscard]] Quantity perturbed_argmax_certified_quantity();
[[nodiscard]] Quantity perturbed_argmax_unchanged_quantity();
[[nodiscard]] Quantity perturbed_argmax_violations_quantity();
[[nodiscard]] Quantity perturbed_entry_ratio_quantity();
[[nodiscard]] Quantity perturbed_hardmax_rank_quantity();
[[nodiscard]] Quantity perturbed_rank_excess_quantity();
[[nodiscard]] Quantity plurality_accuracy_quantity();
[[nodiscard]] Quantity projection_distortion_quantity();
[[nodiscard]] Quantity projection_failure_quantity();
[[nodiscard]] Quantity random_heads_best_mse_quantity();
[[nodiscard]] Quantity random_heads_mse_quantity();
[[nodiscard]] Quantity random_heads_regularized_mse_quantity();
[[nodiscard]] Quantity rank_heads_test_error_quantity();
[[nodiscard]] Quantity rank_one_hit_share_quantity();
[[nodiscard]] Quantity sign_instance_moment_quantity();
[[nodiscard]] Quantity sign_instance_rank_error_quantity();
[[nodiscard]] Quantity sign_instance_spectrum_distance_quantity();
[[nodiscard]] Quantity sign_moment_quantity();
[[nodiscard]] Quantity sign_rank_error_quantity();
[[nodiscard]] Quantity sign_series_norm_quantity();
[[nodiscard]] Quantity sign_series_tail_quantity();
[[nodiscard]] Quantity sign_singular_value_quantity();
[[nodiscard]] Quantity sign_spectrum_distance_quantity();
[[nodiscard]] Quantity softmax_mean_numerical_rank_quantity();
[[nodiscard]] Quantity softmax_numerical_rank_quantity();
[[nodiscard]] Quantity softmax_rank_excess_quantity();
[[nodiscard]] Quantity softmax_row_gap_ratio_quantity();
[[nodiscard]] Quantity softmax_tail_ratio_quantity();
[[nodiscard]] Quantity summed_rank_quantity();

}  // namespace rankcert
