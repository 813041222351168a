// grid_heads_best_mse: the best error of rank-one heads on a plane grid, at whatever precision it takes.
#include <array>

#include "attention/grid_heads.hpp"
#include "quantities/arguments.hpp"
#include "quantities/measures.hpp"
#include "quantities/work_meter.hpp"

namespace rankcert {
namespace {

constexpr std::array<ArgumentRange, 3> kArguments{
    {{"d", "3", "1024"}, {"g", "1", "16"}, {"s", "1/10000000000000000000000000000000000000000", "100", true}}};

std::optional<std::string> refusal(std::span<const Rational> arguments) {
  return refusal_of("grid_heads_best_mse", kArguments, arguments);
}

Measurement measure(const MeasureRequest& request) {
  constexpr slong kWidthBits = 64;
  constexpr slong kMostBits = 2048;
  const std::size_t d = integer_argument(request.arguments, 0);
  const std::size_t g = integer_argument(request.arguments, 1);
  const auto poll = [&] { throw_if_stopped(request); };
  const EnclosedMinimum minimum = enclose_minimum(
      [&](slong bits) { return enclose_grid_heads(d, g, request.arguments[2], bits, poll); }, kWidthBits, kMostBits, poll);
  MeasuredEnclosure measured;
  measured.lower = minimum.lower;
  measured.upper = minimum.upper;
  measured.method = minimum.precision_bits == 0
                        ? "nothing: the Gram matrix is singular to 2048 bits"
                        : "least error over all weights, solved with " + std::to_string(minimum.precision_bits) +
                              " bits and proved in ball arithmetic (random-heads, Theorem 25)";
  return measured;
}

}  // namespace

Quantity grid_heads_best_mse_quantity() {
  return {.name = "grid_heads_best_mse",
          .signature = "grid_heads_best_mse(d, g, s)",
          .meaning = "the least squared error that any weights of the g^2 rank-one hardmax heads with queries (1, is, 0, ...) "
                     "and keys (1, js, 0, ...) in R^d reach as an approximation of nearest neighbour (the target has norm 1)",
          .source = "proofs-notes/random-heads.md",
          .kind = Quantity::Kind::enclosure,
          .arity = kArguments.size(),
          .refusal = refusal,
          .measure = measure};
}

}  // namespace rankcert
