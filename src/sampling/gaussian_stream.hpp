// Standard normal numbers as a pure function of (seed, purpose, trial, row, column).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace rankcert {

/// What a stream is for: objects of different purpose drawn from one seed are independent. The numbers are part of
/// the meaning of a seed: never change one, add new ones at the end.
enum class StreamPurpose : std::uint32_t {
  hardmax_query = 0,
  hardmax_key = 1,
  head_query = 2,
  head_key = 3,
  multihead_query = 4,
  multihead_key = 5,
  latent_query = 6,
  latent_key = 7,
  latent_up = 8,
  input_perturbation = 9,
  sign_row = 10,
  sign_column = 11,
  context_head = 12,
  context_query = 13,
  rank_head = 14,
  rank_head_point = 15,
  full_rank_query = 18,  // 16 and 17 are not used
  majority_direction = 19,
  majority_query = 20,
  matching_key = 21,
  biased_head_point = 22,
  biased_head_query = 23,
  projection_image = 24,
  sign_series_entry = 25,
};

/// One row of one random matrix.
struct GaussianRow {
  std::uint64_t seed = 0;
  StreamPurpose purpose = StreamPurpose::hardmax_query;
  std::uint32_t trial = 0;
  std::uint32_t row = 0;
};

/// Fills `out` with the first out.size() entries of the row: independent standard normals, up to the discreteness of
/// 52-bit uniforms (|x| <= 8.5: the tail beyond has probability 2e-17) and rounding. Entry j depends on (row address, j)
/// only: not on out.size(), the thread, the machine.
/// Method: Philox4x32-10, key = seed, counter = (j/2, row, trial, purpose); two 52-bit uniforms u in (0,1], v in [0,1)
/// give sqrt(-2 log u) (cos 2 pi v, sin 2 pi v) (Box and Muller 1958).
/// Requires: out.size() < 2^33.
void fill_standard_normal(const GaussianRow& address, std::span<double> out);

/// The same numbers rounded to nearest float32: the float32 instance.
void fill_standard_normal(const GaussianRow& address, std::span<float> out);

/// The first `length` entries of the rows first.row, first.row + 1, ..., row after row. Requires: length < 2^33.
[[nodiscard]] std::vector<double> standard_normal_rows(const GaussianRow& first, std::size_t rows, std::size_t length);

}  // namespace rankcert
