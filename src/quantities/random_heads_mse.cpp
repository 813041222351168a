// random_heads_mse(d, H): the exact population error of a layer of seeded random rank-one hardmax heads.
#include <array>

#include "attention/rank_one_heads.hpp"
#include "exact/error.hpp"
#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/work_meter.hpp"

namespace rankcert {
namespace {

constexpr std::array<ArgumentRange, 2> kArguments{{{"d", "3", "1024"}, {"H", "1", "4096"}}};
constexpr const char* kWitness = "weights";

std::optional<std::string> refusal(std::span<const Rational> arguments) {
  return refusal_of("random_heads_mse", kArguments, arguments);
}

// The weights of a witness, which may come from a hostile file.
std::vector<double> weights_of(const std::map<std::string, std::vector<Rational>>& witness, std::size_t heads) {
  const auto found = witness.find(kWitness);
  if (found == witness.end()) throw InputError("random_heads_mse: the witness has no \"weights\"");
  if (found->second.size() != heads) {
    throw InputError("random_heads_mse: the witness has " + std::to_string(found->second.size()) + " weights for " +
                     std::to_string(heads) + " heads");
  }
  const Rational unit = from_double(RankOneHeads::kWeightUnit);
  const Rational largest = from_double(RankOneHeads::kLargestWeight);
  std::vector<double> weights;
  for (const Rational& a : found->second) {
    if (abs(a) > largest || !is_integer(a / unit)) {
      throw InputError("random_heads_mse: a weight of the witness is not a multiple of 2^-30 of size at most 2^20");
    }
    weights.push_back(a.convert_to<double>());  // exact: at most 51 bits
  }
  return weights;
}

Measurement measure(const MeasureRequest& request) {
  const std::size_t d = integer_argument(request.arguments, 0);
  const std::size_t heads = integer_argument(request.arguments, 1);
  const bool replay = request.witness != nullptr;
  // a tiled upper triangle, for the proposal and for the enclosure
  WorkMeter meter(request, heads * heads * (replay ? 1 : 2) / 2 + 1);
  const PairsDone done = [&](std::size_t pairs) { meter.advance(pairs); };
  meter.poll();
  const RankOneHeads layer = RankOneHeads::random(d, heads, request.seed);
  const std::vector<double> weights = replay ? weights_of(*request.witness, heads) : layer.approx_best_weights(done);
  const RankOneHeads::Enclosure error = layer.enclose_squared_error(weights, done);

  MeasuredEnclosure measured;
  measured.lower = error.lower;
  measured.upper = error.upper;
  std::vector<Rational>& witness = measured.witness[kWitness];
  for (const double a : weights) witness.push_back(from_double(a));
  measured.method =
      "exact population error of the seeded double-precision heads and the witness weights: Gram matrix by arcsines, "
      "overlaps by a positive series, all rounding bounded (random-heads, Theorem 18)";
  return measured;
}

}  // namespace

Quantity random_heads_mse_quantity() {
  return {.name = "random_heads_mse",
          .signature = "random_heads_mse(d, H)",
          .meaning = "squared error, as an approximation of nearest neighbour in R^d, of H seeded random rank-one "
                     "hardmax heads with scalar value matrices and nearly best weights (the target has norm 1)",
          .source = "theory T11; proofs-notes/random-heads.md",
          .kind = Quantity::Kind::enclosure,
          .arity = kArguments.size(),
          .refusal = refusal,
          .measure = measure};
}

}  // namespace rankcert
