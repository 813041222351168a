#include "quantities/quantity.hpp"

#include <algorithm>
#include <array>

#include "quantities/measures.hpp"

namespace rankcert {

std::span<const Quantity> all_quantities() {
  static const std::array quantities{biased_heads_mismatches_quantity(), causal_rank_quantity(), collision_fraction_quantity(),
                                     concatenated_rank_quantity(), full_rank_head_close_quantity(),
                                     full_rank_head_error_quantity(), grid_heads_best_mse_quantity(),
                                     hardmax_rank_quantity(), hardmax_spectrum_deviation_quantity(),
                                     hardmax_top_spectrum_deviation_quantity(), latent_rank_quantity(),
                                     majority_network_error_quantity(), majority_network_mismatches_quantity(),
                                     matching_layer_mse_quantity(),
                                     occupancy_fraction_quantity(),
                                     perturbed_argmax_certified_quantity(),
                                     perturbed_argmax_unchanged_quantity(),
                                     perturbed_argmax_violations_quantity(),
                                     perturbed_entry_ratio_quantity(),
                                     perturbed_hardmax_rank_quantity(),
                                     perturbed_rank_excess_quantity(),
                                     plurality_accuracy_quantity(),
                                     projection_distortion_quantity(),
                                     projection_failure_quantity(),
                                     random_heads_best_mse_quantity(),
                                     random_heads_mse_quantity(),
                                     random_heads_regularized_mse_quantity(),
                                     rank_heads_test_error_quantity(),
                                     rank_one_hit_share_quantity(),
                                     sign_instance_moment_quantity(),
                                     sign_instance_rank_error_quantity(),
                                     sign_instance_spectrum_distance_quantity(),
                                     sign_moment_quantity(),
                                     sign_rank_error_quantity(),
                                     sign_series_norm_quantity(),
                                     sign_series_tail_quantity(),
                                     sign_singular_value_quantity(),
                                     sign_spectrum_distance_quantity(),
                                     softmax_mean_numerical_rank_quantity(),
                                     softmax_numerical_rank_quantity(),
                                     softmax_rank_excess_quantity(),
                                     softmax_row_gap_ratio_quantity(),
                                     softmax_tail_ratio_quantity(),
                                     summed_rank_quantity()};
  return quantities;
}

const Quantity* find_quantity(std::string_view name) {
  const std::span<const Quantity> all = all_quantities();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Quantity& q) { return q.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace rankcert
