// The hardmax pattern of a head whose keys come from a narrow latent, as in multi-head latent attention.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "attention/hardmax_pattern.hpp"

namespace rankcert {

/// K = Z W, Z (n x latent) and W (latent x head_dimension) and Q (n x head_dimension) independent standard normal. The
/// scores are <q_i, W^T z_j> = <W q_i, z_j>, so a head compares absorbed queries W q_i with latents z_j in R^latent.
struct LatentInstance {
  std::size_t n = 1;
  std::size_t head_dimension = 1;
  std::size_t latent = 1;
  std::uint64_t seed = 0;
  std::uint32_t trial = 0;
};

/// The pattern of the float32 instance: Z, W, Q rounded to float32 (streams latent_key, latent_up, latent_query), the
/// absorbed queries computed in double, sums from the first entry to the last, and rounded to float32; on these float32
/// vectors of R^latent every argmax is decided exactly. Given W the absorbed queries are independent of Z, independent of
/// each other and identically distributed. The result depends on the instance only.
[[nodiscard]] std::vector<std::uint32_t> latent_pattern(const LatentInstance& instance,
                                                        const RowsDone& rows_done = [](std::size_t) {});

}  // namespace rankcert
