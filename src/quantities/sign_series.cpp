// sign_series_tail(b, w, m, t, batch, trials) and sign_series_norm(b, w, m): the spectral norm of a sum of fixed symmetric
// matrices with independent random signs. The matrices: in each of b diagonal blocks of size w, E_ii and E_ij + E_ji, every
// one m times; so the sum is block diagonal, an entry of a block being a sum of m signs, and its variance parameter is
// sigma^2 = m w (note matrix-hoeffding, Lemma 4). w = 1: a diagonal matrix. b = m = 1: one symmetric matrix of signs.
#include <tbb/parallel_for.h>

#include <array>
#include <cmath>
#include <vector>

#include "exact/error.hpp"
#include "linalg/integer_norm.hpp"
#include "linalg/singular_values.hpp"
#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/trials.hpp"
#include "quantities/work_meter.hpp"
#include "sampling/sign_sums.hpp"

namespace rankcert {
namespace {

constexpr ArgumentRange kBlocks{"b", "1", "65536"};
constexpr ArgumentRange kSigns{"m", "1", "4096"};
constexpr std::array<ArgumentRange, 6> kTailArguments{{kBlocks,
                                                       {"w", "1", "256"},
                                                       kSigns,
                                                       {"t", "1/1000", "1000", true},
                                                       {"batch", "1", "65536"},
                                                       {"trials", "1", "1000000"}}};
constexpr std::array<ArgumentRange, 3> kNormArguments{{kBlocks, {"w", "1", "2048"}, kSigns}};
// Signs drawn, about a nanosecond each; and multiplications of the decompositions: some minutes.
constexpr double kMostSigns = 1e11;
constexpr double kMostWork = 1e11;

struct Shape {
  std::size_t blocks;
  std::size_t size;
  std::uint32_t signs;
};

Shape shape_of(std::span<const Rational> arguments) {
  return {integer_argument(arguments, 0), integer_argument(arguments, 1),
          static_cast<std::uint32_t>(integer_argument(arguments, 2))};
}

/// Refuses the work of `sums` sums of this shape.
std::optional<std::string> work_refusal(const std::string& name, const Shape& shape, double sums) {
  const auto w = static_cast<double>(shape.size);
  const double blocks = sums * static_cast<double>(shape.blocks);
  if (blocks * w * (w + 1) / 2 * (shape.signs + 63) > kMostSigns) {
    return name + ": at most 10^11 signs can be drawn; take fewer blocks, copies or trials";
  }
  if (shape.size == 1 || blocks * w * w * w <= kMostWork) return std::nullopt;
  return name + ": b w^3 times the number of sums must be at most 10^11; take fewer blocks or trials";
}

std::optional<std::string> tail_refusal(std::span<const Rational> arguments) {
  if (auto line = refusal_of("sign_series_tail", kTailArguments, arguments)) return line;
  const double sums = static_cast<double>(integer_argument(arguments, 4)) * static_cast<double>(integer_argument(arguments, 5));
  return work_refusal("sign_series_tail", shape_of(arguments), sums);
}

std::optional<std::string> norm_refusal(std::span<const Rational> arguments) {
  if (auto line = refusal_of("sign_series_norm", kNormArguments, arguments)) return line;
  return work_refusal("sign_series_norm", shape_of(arguments), 1);
}

/// One block: the entries on and below the diagonal are the row `address.row` of sign sums, column by column.
DenseMatrix block_of(const GaussianRow& address, const Shape& shape) {
  std::vector<std::int32_t> sums(shape.size * (shape.size + 1) / 2);
  fill_sign_sums(address, shape.signs, sums);
  DenseMatrix block = zero_matrix(shape.size, shape.size);
  std::size_t next = 0;
  for (std::size_t j = 0; j < shape.size; ++j) {
    for (std::size_t i = j; i < shape.size; ++i) block(i, j) = block(j, i) = sums[next++];
  }
  return block;
}

/// Whether ||Z||^2 >= square, Z the sum whose blocks are the rows `address.row`, `address.row` + 1, ... For w = 1 all blocks
/// come from the one row `address.row`.
bool norm_reaches(const MeasureRequest& request, GaussianRow address, const Shape& shape, const Rational& square) {
  if (shape.size == 1) {
    std::vector<std::int32_t> sums(shape.blocks);
    fill_sign_sums(address, shape.signs, sums);
    std::int64_t largest = 0;
    for (const std::int64_t x : sums) largest = std::max(largest, x * x);
    return Rational(largest) >= square;
  }
  for (std::size_t block = 0; block < shape.blocks; ++block, ++address.row) {
    throw_if_stopped(request);
    if (norm_square_reaches(block_of(address, shape), square)) return true;
  }
  return false;
}

/// The rows of the streams that one sum takes.
std::size_t rows_of(const Shape& shape) { return shape.size == 1 ? 1 : shape.blocks; }

Measurement measure_tail(const MeasureRequest& request) {
  const Shape shape = shape_of(request.arguments);
  const std::size_t batch = integer_argument(request.arguments, 4);
  const Rational& t = request.arguments[3];
  const Rational square = t * t * Rational(Integer(shape.signs)) * Rational(Integer(shape.size));
  MeasuredSample sample;
  sample.observations = observe_trials(request, 1, integer_argument(request.arguments, 5), [&](std::uint32_t trial) {
    std::size_t reached = 0;
    for (std::size_t sum = 0; sum < batch; ++sum) {
      throw_if_stopped(request);
      const auto row = static_cast<std::uint32_t>(sum * rows_of(shape));
      reached += norm_reaches(request, {request.seed, StreamPurpose::sign_series_entry, trial, row}, shape, square) ? 1 : 0;
    }
    return Rational(Integer(reached), Integer(batch));
  });
  sample.least = 0;
  sample.greatest = 1;
  sample.method =
      "share, in a batch of block diagonal sums with random signs, of those of norm at least t sigma, every norm compared "
      "by verified singular values and, where they leave it open, by integer minors (matrix-hoeffding, Lemma 7); "
      "independent trials from Philox streams";
  return sample;
}

Measurement measure_norm(const MeasureRequest& request) {
  const Shape shape = shape_of(request.arguments);
  std::vector<std::array<double, 2>> norms(rows_of(shape));
  WorkMeter meter(request, norms.size());
  tbb::parallel_for(std::size_t{0}, norms.size(), [&](std::size_t row) {
    meter.poll();
    const GaussianRow address{request.seed, StreamPurpose::sign_series_entry, 0, static_cast<std::uint32_t>(row)};
    if (shape.size == 1) {
      std::vector<std::int32_t> sums(shape.blocks);
      fill_sign_sums(address, shape.signs, sums);
      for (const std::int32_t x : sums) norms[row][0] = std::max(norms[row][0], std::abs(static_cast<double>(x)));
      norms[row][1] = norms[row][0];
    } else {
      const EnclosedValues values = enclose_singular_values(block_of(address, shape));
      norms[row] = {values.lower(0), values.upper(0)};
    }
    meter.advance(1);
  });
  double lower = 0;
  double upper = 0;
  for (const auto& [low, high] : norms) lower = std::max(lower, low), upper = std::max(upper, high);
  if (!std::isfinite(upper)) throw LimitError("sign_series_norm: the singular values could not be verified");
  MeasuredEnclosure measured;
  measured.lower = from_double(lower);
  measured.upper = from_double(upper);
  measured.method =
      "largest singular value of the blocks of one block diagonal sum with random signs, verified (matrix-hoeffding, Lemma 7)";
  return measured;
}

}  // namespace

Quantity sign_series_norm_quantity() {
  return {.name = "sign_series_norm",
          .signature = "sign_series_norm(b, w, m)",
          .meaning = "spectral norm of one block diagonal matrix of b symmetric blocks of size w, an entry on or below the "
                     "diagonal of a block being an independent sum of m random signs",
          .source = "proofs-notes/matrix-hoeffding.md",
          .kind = Quantity::Kind::enclosure,
          .arity = kNormArguments.size(),
          .refusal = norm_refusal,
          .measure = measure_norm};
}

Quantity sign_series_tail_quantity() {
  return {.name = "sign_series_tail",
          .signature = "sign_series_tail(b, w, m, t, batch, trials)",
          .meaning = "share of such matrices of norm at least t sqrt(m w) (one observation a batch of them)",
          .source = "proofs-notes/matrix-hoeffding.md",
          .kind = Quantity::Kind::sample,
          .arity = kTailArguments.size(),
          .refusal = tail_refusal,
          .measure = measure_tail};
}

}  // namespace rankcert
