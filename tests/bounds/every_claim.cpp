// What holds for every claim in bounds/: it reads, its lemmas exist, its side conditions are broken by a test.
#include <doctest/doctest.h>

#include <filesystem>
#include <regex>
#include <set>

#include "bounds/claim_values.hpp"
#include "checker/read_file.hpp"
#include "claim/claim_library.hpp"
#include "claim/run.hpp"
#include "report/plot_data.hpp"

using namespace rankcert;

namespace {

std::vector<Claim> all_claims() {
  std::vector<Claim> claims;
  for (const auto& built_in : built_in_claims()) claims.push_back(load_claim(built_in.name));
  return claims;
}

/// A point that breaks one requirement or range of a claim, with what must be said.
struct Broken {
  const char* claim;
  const char* condition;  ///< the requirement's text, or a parameter's name for its range
  const char* assertion;
  Assignment values;
  const char* word;
};

const std::vector<Broken>& broken() {
  static const std::vector<Broken> all = {
      {"causal-barrier", "n", "mean-rank", {{"n", 67}, {"d_h", 1}, {"trials", 1}}, "out of range 68..10^15"},
      {"causal-barrier", "n", "chain", {{"n", Rational(137, 2)}}, "is no integer"},
      {"causal-barrier", "m", "conjecture", {{"m", 0}, {"d_h", 1}, {"trials", 1}}, "out of range 1..10^15"},
      {"causal-barrier", "d_h", "conjecture", {{"m", 5}, {"d_h", 0}, {"trials", 1}}, "out of range 1..10^6"},
      {"causal-barrier", "trials", "four-keys", {{"d_h", 1}, {"trials", 1'000'001}}, "out of range 1..1000000"},
      {"occupancy-spectrum", "k <= n", "poisson-from-above", {{"n", 5}, {"k", 6}}, "no more than n rows"},
      {"occupancy-spectrum", "n", "zero-class", {{"n", 1}, {"d_h", 1}, {"trials", 1}}, "out of range 2..10^15"},
      {"occupancy-spectrum", "k", "poisson-from-below", {{"n", 5}, {"k", -1}}, "out of range 0..1000"},
      {"occupancy-spectrum", "d_h", "closed-form", {{"n", 5}, {"d_h", 1'000'001}}, "out of range 1..10^6"},
      {"occupancy-spectrum", "trials", "collisions", {{"n", 5}, {"d_h", 1}, {"trials", 0}}, "out of range 1..1000000"},
      {"multihead-rank", "D/h = floor(D/h)", "concatenated", {{"n", 5}, {"D", 7}, {"h", 2}, {"trials", 1}}, "h must divide D"},
      {"multihead-rank", "n", "two-wide-heads", {{"n", 1}}, "out of range 2..10^6"},
      {"multihead-rank", "m", "two-wide-heads-break-the-barrier", {{"m", 3}}, "out of range 4..10^6"},
      {"multihead-rank", "D", "summed", {{"n", 5}, {"D", 0}, {"h", 1}, {"trials", 1}}, "out of range 1..10^6"},
      {"multihead-rank", "h", "summed", {{"n", 5}, {"D", 2}, {"h", 0}, {"trials", 1}}, "out of range 1..1024"},
      {"multihead-rank", "d_h", "latent", {{"n", 5}, {"d_h", 0}, {"c", 1}, {"trials", 1}}, "out of range 1..10^6"},
      {"multihead-rank", "c", "latent", {{"n", 5}, {"d_h", 1}, {"c", 0}, {"trials", 1}}, "out of range 1..10^6"},
      {"multihead-rank", "trials", "latent", {{"n", 5}, {"d_h", 1}, {"c", 1}, {"trials", 100'001}}, "out of range 1..100000"},
      {"random-heads", "d", "grid", {{"d", 3}, {"g", 1}, {"s", 1}}, "out of range 4..1024"},
      {"random-heads", "H", "best-layer", {{"d", 10}, {"H", 0}}, "out of range 1..2^64"},
      {"random-heads", "k", "charged-weights", {{"d", 10}, {"H", 1}, {"k", 1}}, "out of range 2..30"},
      {"random-heads", "g", "grid", {{"d", 10}, {"g", 17}, {"s", 1}}, "out of range 1..16"},
      {"random-heads", "s", "grid", {{"d", 10}, {"g", 2}, {"s", 0}}, "out of range 1/10^40..100"},
      {"low-rank-separation", "r <= d - 3", "general-values", {{"d", 10}, {"r", 8}, {"H", 1}}, "vacuous"},
      {"low-rank-separation", "r <= d - 3", "scalar-values", {{"d", 10}, {"r", 10}, {"H", 1}}, "vacuous"},
      {"low-rank-separation", "r <= d - 3", "reaches", {{"d", 4}, {"r", 2}, {"H", 1}, {"error", Rational(1, 4)}}, "vacuous"},
      {"low-rank-separation", "error > 0", "reaches", {{"d", 10}, {"r", 1}, {"H", 1}, {"error", 0}}, "error"},
      {"low-rank-separation", "error > 0", "stays-below", {{"d", 10}, {"r", 1}, {"H", 1}, {"error", 0}}, "error"},
      {"low-rank-separation", "d", "general-values", {{"d", 3}, {"r", 1}, {"H", 1}}, "out of range 4..1000000"},
      {"low-rank-separation", "d", "general-values", {{"d", 1'000'001}, {"r", 1}, {"H", 1}}, "out of range 4..1000000"},
      {"low-rank-separation", "r", "general-values", {{"d", 10}, {"r", 0}, {"H", 1}}, "out of range 1..1000000"},
      {"low-rank-separation", "r", "general-values", {{"d", 10}, {"r", Rational(3, 2)}, {"H", 1}}, "is no integer"},
      {"low-rank-separation", "H", "general-values", {{"d", 10}, {"r", 1}, {"H", -1}}, "out of range 0..2^1024"},
      {"low-rank-separation", "H", "general-values", {{"d", 10}, {"r", 1}, {"H", Rational((Integer(1) << 1024U) + 1)}}, "out of range 0..2^1024"},
      {"low-rank-separation", "samples", "scalar-ranks", {{"d", 10}, {"r", 1}, {"H", 1}, {"samples", 63}}, "out of range 64..1048576"},
      {"long-context", "n <= d", "beats-chance", {{"n", 9}, {"d", 8}}, "never orthonormal"},
      {"long-context", "n", "beats-chance", {{"n", 1}, {"d", 8}}, "out of range 2..10^6"},
      {"long-context", "d", "two-points-from-below", {{"d", 1}}, "out of range 2..10^6"},
      {"long-context", "c", "plurality-suffices", {{"n", 2}, {"d", 8}, {"c", 0}, {"trials", 1}}, "out of range 1/1000..10^9"},
      {"long-context", "tolerance", "hits-from-above", {{"n", 2}, {"d", 8}, {"batch", 1}, {"trials", 1}, {"tolerance", Rational(1, 3)}}, "out of range 1/10000..1/4"},
      {"long-context", "delta", "plurality-proved", {{"n", 2}, {"d", 8}, {"c", 1}, {"delta", 2}}, "out of range 0..1"},
      {"long-context", "batch", "hits-beat-chance", {{"n", 2}, {"d", 8}, {"batch", 0}, {"trials", 1}}, "out of range 1..65536"},
      {"long-context", "trials", "equal-parameters", {{"n", 2}, {"d", 8}, {"trials", 1'000'001}}, "out of range 1..1000000"},
      {"low-rank-separation", "error", "reaches", {{"d", 10}, {"r", 1}, {"H", 1}, {"error", Rational(51, 100)}}, "out of range 0..1/2"},
      {"oscillating-separation", "r <= d - 3", "reaches", {{"d", 8}, {"r", 6}, {"H", 1}, {"a", 1}, {"b", 1}, {"error", Rational(1, 40)}}, "vacuous"},
      {"oscillating-separation", "r <= d - 3", "separation", {{"d", 4}, {"r", 2}, {"a", 1}, {"b", 1}, {"error", Rational(1, 40)}}, "vacuous"},
      {"oscillating-separation", "b*d^2 = max(1, floor(b*d^2))", "reaches", {{"d", 8}, {"r", 1}, {"H", 1}, {"b", Rational(1, 3)}, {"a", 1}, {"error", Rational(1, 40)}}, "positive integer"},
      {"oscillating-separation", "b*d^2 = max(1, floor(b*d^2))", "representation", {{"d", 8}, {"b", Rational(1, 1000)}, {"samples", 1}}, "positive integer"},
      {"oscillating-separation", "d", "reaches", {{"d", 3}, {"r", 1}, {"H", 1}, {"a", 1}, {"b", 1}, {"error", Rational(1, 40)}}, "out of range 4..256"},
      {"oscillating-separation", "r", "law", {{"d", 8}, {"r", 0}, {"c", 1}, {"a", 1}, {"b", 1}, {"error", Rational(1, 40)}}, "out of range 1..256"},
      {"oscillating-separation", "H", "stays-below", {{"d", 8}, {"r", 1}, {"H", -1}, {"a", 1}, {"b", 1}, {"error", Rational(1, 40)}}, "out of range 0..2^4096"},
      {"oscillating-separation", "a", "explicit", {{"d", 8}, {"r", 1}, {"a", 17}, {"theta", Rational(14, 15)}}, "out of range 1/2..16"},
      {"oscillating-separation", "b", "separation", {{"d", 8}, {"r", 1}, {"b", 1001}, {"a", 1}, {"error", Rational(1, 40)}}, "out of range 1/1000..1000"},
      {"oscillating-separation", "error", "reaches-scalar", {{"d", 8}, {"r", 1}, {"H", 1}, {"error", 0}, {"a", 1}, {"b", 1}}, "out of range 1/1000..1/2"},
      {"oscillating-separation", "theta", "explicit-reaches", {{"d", 8}, {"theta", 1}, {"a", 1}, {"b", 1}, {"error", Rational(1, 40)}}, "out of range 1/1000..999/1000"},
      {"oscillating-separation", "c", "law", {{"d", 8}, {"r", 1}, {"c", 5}, {"a", 1}, {"b", 1}, {"error", Rational(1, 40)}}, "out of range 1/1000..4"},
      {"oscillating-separation", "samples", "representation", {{"d", 8}, {"samples", 0}, {"b", 1}}, "out of range 1..10000000"},
      {"rank-barrier", "n", "mean-rank", {{"n", 0}, {"d_h", 1}, {"trials", 1}}, "out of range 1..10^15"},
      {"rank-barrier", "n", "spectrum", {{"n", Rational(1, 2)}, {"d_h", 1}}, "is no integer"},
      {"rank-barrier", "d_h", "mean-rank", {{"n", 1}, {"d_h", 0}, {"trials", 1}}, "out of range 1..10^6"},
      {"rank-barrier", "trials", "mean-rank", {{"n", 1}, {"d_h", 1}, {"trials", 0}}, "out of range 1..100000"},
      {"rank-barrier", "trials", "mean-rank", {{"n", 1}, {"d_h", 1}, {"trials", 100'001}}, "out of range 1..100000"},
      {"rank-profile", "n", "bracket", {{"n", 63}, {"d_h", 1}}, "out of range 64..10^12"},
      {"rank-profile", "d_h", "width", {{"n", 64}, {"d_h", 100'001}}, "out of range 1..10^5"},
      {"rank-profile", "trials", "upper", {{"n", 64}, {"d_h", 1}, {"trials", 0}, {"tolerance", 1}}, "out of range 1..100000"},
      {"rank-profile", "tolerance", "lower", {{"n", 64}, {"d_h", 1}, {"trials", 1}, {"tolerance", 0}}, "out of range 1/10000..1"},
      {"rank-saturation", "n", "saturated", {{"n", 2}, {"d_h", 1}, {"delta", Rational(1, 2)}}, "out of range 64..10^12"},
      {"rank-saturation", "d_h", "unsaturated", {{"n", 64}, {"d_h", 0}, {"delta", Rational(1, 2)}}, "out of range 1..10^5"},
      {"rank-saturation", "delta", "necessary", {{"n", 64}, {"C", 1}, {"delta", 1}}, "out of range 1/100..9/10"},
      {"rank-saturation", "C", "sufficient", {{"n", 64}, {"C", 0}, {"delta", Rational(1, 2)}}, "out of range 1/100..10000"},
      {"rank-saturation", "slack", "law-from-above", {{"n", 64}, {"d_h", 1}, {"C", 1}, {"slack", 0}}, "out of range 1/1000..1"},
      {"rank-saturation", "trials", "saturated-measured", {{"n", 64}, {"d_h", 1}, {"delta", Rational(1, 2)}, {"trials", 0}}, "out of range 1..100000"},
      {"sign-spectrum", "m", "decreasing", {{"m", 2}, {"l", 1}}, "out of range 3..1024"},
      {"sign-spectrum", "n", "cluster-visible", {{"m", 3}, {"n", 1}, {"risk", Rational(1, 4)}}, "out of range 2..10^9"},
      {"sign-spectrum", "k", "value-from-above", {{"m", 3}, {"n", 9}, {"k", 0}, {"risk", Rational(1, 4)}}, "out of range 1..10^6"},
      {"sign-spectrum", "l", "parseval-from-below", {{"m", 3}, {"l", 2}}, "is not odd"},
      {"sign-spectrum", "p", "moment-from-above", {{"m", 3}, {"n", 9}, {"p", 4}, {"tolerance", 1}, {"trials", 1}}, "out of range 2..3"},
      {"sign-spectrum", "risk", "instance-moment-from-below", {{"m", 3}, {"n", 9}, {"risk", 0}}, "out of range 1/10^6..1/2"},
      {"sign-spectrum", "tolerance", "moment-from-below", {{"m", 3}, {"n", 9}, {"p", 2}, {"tolerance", 2}, {"trials", 1}}, "out of range 1/10^5..1"},
      {"sign-spectrum", "trials", "spectrum-distance", {{"m", 3}, {"n", 9}, {"trials", 0}}, "out of range 1..1000000"},
      {"separation-threshold", "max(1000/d, 100*r/d, 5/(d*medium)) <= 1", "published-dimension",
       {{"d", 999}, {"r", 1}, {"medium", Rational(1, 50)}}, "compared for d >= 1000"},
      {"separation-threshold", "max(1000/d, 100*r/d, 5/(d*medium)) <= 1", "published-dimension",
       {{"d", 1000}, {"r", 11}, {"medium", Rational(1, 50)}}, "d >= 100 r"},
      {"separation-threshold", "max(1000/d, 100*r/d, 5/(d*medium)) <= 1", "published-dimension",
       {{"d", 1000}, {"r", 1}, {"medium", Rational(1, 201)}}, "d >= 5/error"},
      {"separation-threshold", "max(12/d, 8*r/d, 784*d*small^2) <= 1", "published-accuracy",
       {{"d", 11}, {"r", 1}, {"small", Rational(1, 1000)}}, "d >= 12"},
      {"separation-threshold", "max(12/d, 8*r/d, 784*d*small^2) <= 1", "published-accuracy",
       {{"d", 64}, {"r", 9}, {"small", Rational(1, 1000)}}, "d >= 8 r"},
      {"separation-threshold", "max(12/d, 8*r/d, 784*d*small^2) <= 1", "published-accuracy",
       {{"d", 64}, {"r", 8}, {"small", Rational(1, 223)}}, "28 sqrt(d)"},
      {"separation-threshold", "max(1000/d, 1/(d*(5*modest)^4)) <= 1", "exponent-from-below",
       {{"d", 999}, {"modest", Rational(1, 10)}}, "d >= 1000"},
      {"separation-threshold", "max(1000/d, 1/(d*(5*modest)^4)) <= 1", "exponent-from-below",
       {{"d", 10'000}, {"modest", Rational(1, 51)}}, "1/(5 error)^4"},
      {"separation-threshold", "2*matching_count(d, J) <= N(d - 1, J + 4)", "between-neighbouring-degrees",
       {{"d", 5}, {"J", 7}}, "a larger d"},
      {"separation-threshold", "2*matching_count(d, J) <= N(d - 1, J + 4)", "between-neighbouring-degrees",
       {{"d", 9}, {"J", 9}}, "a larger d"},
      {"separation-threshold", "medium", "published-dimension",
       {{"d", 1000}, {"r", 1}, {"medium", Rational(1, 49)}}, "out of range 1/10^5..1/50"},
      {"separation-threshold", "small", "published-accuracy",
       {{"d", 12}, {"r", 1}, {"small", Rational(1, 99)}}, "out of range 1/10^7..1/100"},
      {"separation-threshold", "large", "published-literal",
       {{"d", 1000}, {"large", Rational(1, 50)}}, "out of range 2/25..2/5"},
      {"separation-threshold", "modest", "exponent-from-below",
       {{"d", 1000}, {"modest", Rational(49, 100)}}, "out of range 1/150..1/10"},
      {"separation-threshold", "J", "between-neighbouring-degrees", {{"d", 1000}, {"J", 2}}, "is not odd"},
      {"separation-threshold", "r <= d - 3", "half-count",
       {{"d", 10}, {"r", 8}, {"target", Rational(1, 10)}}, "vacuous"},
      {"separation-threshold", "coarse >= 1/sqrt(6*pi^3*(d - 1))", "high-dimension",
       {{"d", 10}, {"r", 1}, {"coarse", Rational(1, 100)}}, "high accuracy"},
      {"separation-threshold", "accurate_degree(d, fine) >= d - 1", "high-accuracy",
       {{"d", 100}, {"r", 1}, {"fine", Rational(1, 50)}}, "a smaller error"},
      {"separation-threshold", "m", "tail-from-below", {{"m", 1}, {"L", 3}}, "out of range 2..10^6"},
      {"separation-threshold", "d", "half-count",
       {{"d", 4}, {"r", 1}, {"target", Rational(1, 10)}}, "out of range 5..10^6"},
      {"separation-threshold", "r", "half-count",
       {{"d", 10}, {"r", 0}, {"target", Rational(1, 10)}}, "out of range 1..10^6"},
      {"separation-threshold", "L", "tail-from-above", {{"m", 9}, {"L", 1}}, "out of range 3..20001"},
      {"separation-threshold", "L", "tail-from-above", {{"m", 9}, {"L", 4}}, "is not odd"},
      {"separation-threshold", "K", "matching-layer", {{"d", 5}, {"K", 11}}, "out of range 1..9"},
      {"separation-threshold", "theta", "share-of-tail",
       {{"d", 16}, {"r", 1}, {"L", 3}, {"theta", 1}}, "out of range 1/100..99/100"},
      {"separation-threshold", "error", "reaches",
       {{"d", 16}, {"r", 1}, {"h", 1}, {"error", Rational(1, 2)}}, "out of range 1/10^5..49/100"},
      {"separation-threshold", "target", "top-degree",
       {{"d", 16}, {"target", Rational(1, 3)}}, "out of range 1/10^5..1/4"},
      {"separation-threshold", "coarse", "high-dimension",
       {{"d", 16}, {"r", 1}, {"coarse", Rational(1, 10)}}, "out of range 1/10^5..423/10000"},
      {"separation-threshold", "fine", "power-of-two",
       {{"d", 16}, {"r", 1}, {"fine", Rational(1, 5)}}, "out of range 1/10^7..1/10"},
      {"separation-threshold", "h", "stays-below",
       {{"d", 16}, {"r", 1}, {"h", -1}, {"error", Rational(1, 10)}}, "out of range 0..10^9"},
      {"softmax-gap", "n", "row-gap", {{"n", 0}, {"d_h", 1}, {"T", 1}}, "out of range 1..10^6"},
      {"softmax-gap", "d_h", "row-gap", {{"n", 2}, {"d_h", 1'000'001}, {"T", 1}}, "out of range 1..10^6"},
      {"softmax-gap", "T", "weyl", {{"n", 2}, {"d_h", 1}, {"T", 0}}, "out of range 1/10^9..10^9"},
      {"softmax-gap", "tau", "numerical-rank", {{"n", 2}, {"d_h", 1}, {"T", 1}, {"tau", 2}}, "out of range 1/10^9..1"},
      {"softmax-gap", "tau", "barrier-at-temperature", {{"n", 2}, {"d_h", 1}, {"T", 1}, {"tau", 0}}, "out of range 1/10^9..1"},
      {"softmax-gap", "trials", "mean-numerical-rank", {{"n", 2}, {"d_h", 3}, {"T", 1}, {"tau", 1}, {"trials", 0}}, "out of range 1..10000"},
      {"perturbed-inputs", "n", "stability", {{"n", 1}, {"d_h", 1}, {"eps", 0}}, "out of range 2..10^6"},
      {"perturbed-inputs", "d_h", "entry-bound", {{"n", 2}, {"d_h", 0}, {"eps", 0}}, "out of range 1..10^6"},
      {"perturbed-inputs", "eps", "rank-change", {{"n", 2}, {"d_h", 1}, {"eps", Rational(1, 9)}}, "out of range 0..1/10"},
      {"perturbed-inputs", "eps", "stability", {{"n", 2}, {"d_h", 1}, {"eps", -1}}, "out of range 0..1/10"},
      {"perturbed-inputs", "trials", "unchanged-share", {{"n", 2}, {"d_h", 3}, {"eps", 0}, {"trials", 10'001}}, "out of range 1..10000"},
      {"full-rank-head", "n <= d", "error-from-above", {{"n", 6}, {"d", 5}, {"b", 1}, {"batch", 1}, {"trials", 1}}, "no more than d vectors"},
      {"full-rank-head", "n", "closed-form", {{"n", 1}, {"d", 5}}, "out of range 2..4096"},
      {"full-rank-head", "d", "pair-linear", {{"d", 2}, {"b", 1}}, "out of range 3..4096"},
      {"full-rank-head", "b", "pair-linear", {{"d", 3}, {"b", 0}}, "out of range 1..10^9"},
      {"full-rank-head", "eps", "enough", {{"n", 2}, {"d", 3}, {"eps", 0}}, "out of range 1/10^6..1/2"},
      {"full-rank-head", "delta", "pair-close", {{"d", 3}, {"delta", 2}}, "out of range 1/10^6..1"},
      {"full-rank-head", "slack", "first-order-law", {{"n", 2}, {"d", 3}, {"b", 1}, {"slack", 2}}, "out of range 1/1000..1"},
      {"full-rank-head", "batch", "error-from-below", {{"n", 2}, {"d", 5}, {"b", 1}, {"batch", 0}, {"trials", 1}}, "out of range 1..65536"},
      {"full-rank-head", "trials", "close-scores", {{"n", 2}, {"d", 5}, {"delta", 1}, {"trials", 0}}, "out of range 1..1000000"},
      {"majority-depth", "r <= d - 3", "depth-beats-width", {{"d", 10}, {"r", 8}, {"eps", Rational(1, 9)}, {"k", 0}}, "vacuous"},
      {"majority-depth", "if(k >= 0, eps, 0) < 1/2", "one-layer-bound-gives-in", {{"d", 10}, {"r", 1}, {"eps", Rational(1, 2)}, {"k", 0}}, "below 1/2"},
      {"majority-depth", "d", "error-from-above", {{"d", 2}, {"H", 1}}, "out of range 3..4096"},
      {"majority-depth", "H", "error-from-below", {{"d", 3}, {"H", 2}}, "is not odd"},
      {"majority-depth", "eps", "enough", {{"d", 3}, {"eps", 1}}, "out of range 1/10000..9/10"},
      {"majority-depth", "r", "depth-beats-width", {{"d", 10}, {"r", 0}, {"eps", Rational(1, 9)}, {"k", 0}}, "out of range 1..4096"},
      {"majority-depth", "k", "depth-beats-width", {{"d", 10}, {"r", 1}, {"eps", Rational(1, 9)}, {"k", 1001}}, "out of range 0..1000"},
      {"majority-depth", "slack", "network-from-above", {{"d", 4}, {"H", 1}, {"batch", 1}, {"slack", 0}, {"trials", 1}}, "out of range 1/1000..1"},
      {"majority-depth", "batch", "network-from-below", {{"d", 4}, {"H", 1}, {"batch", 4097}, {"slack", 1}, {"trials", 1}}, "out of range 1..4096"},
      {"majority-depth", "trials", "network-is-majority", {{"d", 4}, {"H", 1}, {"trials", 0}}, "out of range 1..1000000"},
  };
  return all;
}

}  // namespace

TEST_CASE("claims: each file in bounds is built in, and a note and a test of the same name stand beside it") {
  std::set<std::string> built_in;
  for (const auto& one : built_in_claims()) built_in.insert(std::string(one.name));
  std::set<std::string> on_disk;
  for (const auto& entry : std::filesystem::directory_iterator(RANKCERT_BOUNDS)) {
    if (entry.path().extension() == ".toml" && entry.path().stem() != "prelude") on_disk.insert(entry.path().stem().string());
  }
  CHECK(built_in == on_disk);
  for (const std::string& name : on_disk) {
    CAPTURE(name);
    const Claim claim = load_claim(name);
    CHECK(claim.id == name);
    CHECK(std::filesystem::exists(std::string(RANKCERT_NOTES) + "/" + claim.note + ".md"));
    CHECK(std::filesystem::exists(std::filesystem::path(RANKCERT_REFERENCE).parent_path() / "bounds" / (name + ".cpp")));
  }
}

TEST_CASE("claims: every lemma cited exists in its note") {
  std::size_t cited = 0;
  for (const Claim& claim : all_claims()) {
    for (const Assertion& assertion : claim.assertions) {
      CAPTURE(claim.id + " " + assertion.name);
      CHECK_FALSE(assertion.lemmas.empty());
      for (const std::string& lemma : assertion.lemmas) {
        CAPTURE(lemma);
        const auto hash = lemma.find('#');
        REQUIRE(hash != std::string::npos);
        const std::string text = read_file(std::string(RANKCERT_NOTES) + "/" + lemma.substr(0, hash) + ".md");
        CHECK(std::regex_search(text, std::regex("(^|\n)### (Lemma|Theorem|Corollary|Proposition) " + lemma.substr(hash + 1) + " \\(")));
        ++cited;
      }
    }
  }
  CHECK(cited >= 10);
}

TEST_CASE("claims: the suites make points, every assertion is in one or stands in the threshold") {
  for (const Claim& claim : all_claims()) {
    CAPTURE(claim.id);
    std::set<std::string> used;
    if (claim.threshold) used = {claim.threshold->holds, claim.threshold->fails};
    for (const char* suite : {"quick", "full"}) {
      const std::vector<Point> points = suite_points(claim, suite, {});
      CHECK_FALSE(points.empty());
      for (const Point& point : points) used.insert(point.assertion->name);
    }
    for (const Assertion& assertion : claim.assertions) CHECK_MESSAGE(used.contains(assertion.name), assertion.name);
  }
}

TEST_CASE("claims: each has a plot, and every plot draws something of the quick or the full suite") {
  for (const Claim& claim : all_claims()) {
    CAPTURE(claim.id);
    std::vector<Point> points = suite_points(claim, "quick", {});
    for (Point& point : suite_points(claim, "full", {})) points.push_back(std::move(point));
    // As if every point had come out as expected, with both sides 1.
    ReportedClaim reported{.claim = &claim, .plots = read_plots(claim, claim.id), .points = {}};
    for (Point& point : points) {
      const Interval one{1, 1};
      const Verdict expected = point.assertion->expected;
      reported.points.push_back({.result = {.point = std::move(point), .hints = {}, .left = one, .right = one, .evidence = std::nullopt, .note = "", .verdict = expected},
                                 .file = "", .digest = "", .alpha = std::nullopt});
    }
    CHECK_FALSE(reported.plots.empty());
    for (const Plot& plot : reported.plots) {
      CAPTURE(plot.title);
      const PlotData data = plot_data(reported, plot);
      CHECK(data.left_out == 0);
      CHECK((plot.y != nullptr || !plot.y_label.empty()));
      std::set<std::string> drawn;
      for (const PlotSeries& series : data.series) {
        if (!series.points.empty()) drawn.insert(series.name);
      }
      for (const DrawnAssertion& one : plot.draw) {
        CAPTURE(one.name);
        CHECK(drawn.contains(one.name));
      }
      for (const ReferenceCurve& curve : plot.curves) CHECK_MESSAGE(drawn.contains(curve.name), curve.name);
    }
  }
}

TEST_CASE("claims: every side condition is broken, and refused in its own words") {
  for (const Broken& one : broken()) {
    CAPTURE(one.claim);
    CAPTURE(one.condition);
    const std::string reason = test::refusal_at(load_claim(one.claim), one.assertion, one.values);
    CAPTURE(reason);
    CHECK(reason.find(one.word) != std::string::npos);
    CHECK(reason.starts_with(one.condition));
  }
}

TEST_CASE("claims: no requirement and no range is without a point that breaks it") {
  for (const Claim& claim : all_claims()) {
    const auto is_broken = [&](const std::string& condition) {
      return std::any_of(broken().begin(), broken().end(), [&](const Broken& one) { return claim.id == one.claim && condition == one.condition; });
    };
    for (const Requirement& requirement : claim.requirements) CHECK_MESSAGE(is_broken(requirement.text), claim.id, ": ", requirement.text);
    for (const Parameter& parameter : claim.parameters) CHECK_MESSAGE(is_broken(parameter.name), claim.id, ": ", parameter.name);
  }
}

TEST_CASE("claims: the last allowed value on each side of a condition is allowed") {
  const Claim separation = load_claim("low-rank-separation");
  CHECK(test::refusal_at(separation, "general-values", {{"d", 10}, {"r", 7}, {"H", 0}}).empty());
  CHECK(test::refusal_at(separation, "general-values", {{"d", 4}, {"r", 1}, {"H", Rational(Integer(1) << 1024U)}}).empty());
  CHECK(test::refusal_at(separation, "reaches", {{"d", 10}, {"r", 1}, {"H", 1}, {"error", Rational(1, 2)}}).empty());
  const Claim causal = load_claim("causal-barrier");
  CHECK(test::refusal_at(causal, "mean-rank", {{"n", 68}, {"d_h", 1}, {"trials", 1'000'000}}).empty());
  CHECK(test::refusal_at(causal, "conjecture", {{"m", 1}, {"d_h", 1'000'000}, {"trials", 1}}).empty());
  const Claim occupancy = load_claim("occupancy-spectrum");
  CHECK(test::refusal_at(occupancy, "poisson-from-above", {{"n", 5}, {"k", 5}}).empty());
  CHECK(test::refusal_at(occupancy, "zero-class", {{"n", 2}, {"d_h", 1}, {"trials", 1}}).empty());
  const Claim heads = load_claim("multihead-rank");
  CHECK(test::refusal_at(heads, "concatenated", {{"n", 2}, {"D", 1024}, {"h", 1024}, {"trials", 1}}).empty());
  const Claim context = load_claim("long-context");
  CHECK(test::refusal_at(context, "beats-chance", {{"n", 8}, {"d", 8}}).empty());
  CHECK(test::refusal_at(context, "beats-chance", {{"n", 1'000'000}, {"d", 1'000'000}}).empty());
  CHECK(test::refusal_at(context, "plurality-suffices", {{"n", 2}, {"d", 2}, {"c", Rational(1, 1000)}, {"trials", 1}}).empty());
  CHECK(test::refusal_at(context, "hits-from-below", {{"n", 2}, {"d", 2}, {"batch", 65'536}, {"trials", 1'000'000}, {"tolerance", Rational(1, 4)}}).empty());
  CHECK(test::refusal_at(context, "plurality-proved", {{"n", 2}, {"d", 8}, {"c", 1}, {"delta", 1}}).empty());
  const Claim threshold = load_claim("separation-threshold");
  CHECK(test::refusal_at(threshold, "published-dimension", {{"d", 1000}, {"r", 10}, {"medium", Rational(1, 200)}}).empty());
  CHECK(test::refusal_at(threshold, "published-accuracy", {{"d", 100}, {"r", 12}, {"small", Rational(1, 280)}}).empty());
  CHECK(test::refusal_at(threshold, "exponent-from-below", {{"d", 10'000}, {"modest", Rational(1, 50)}}).empty());
  CHECK(test::refusal_at(threshold, "between-neighbouring-degrees", {{"d", 5}, {"J", 1}}).empty());
  const Claim barrier = load_claim("rank-barrier");
  CHECK(test::refusal_at(barrier, "mean-rank", {{"n", 1}, {"d_h", 1}, {"trials", 1}}).empty());
  CHECK(test::refusal_at(barrier, "mean-rank", {{"n", Rational(pow(Integer(10), 15))}, {"d_h", 1'000'000}, {"trials", 100'000}}).empty());
}
