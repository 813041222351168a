#include "claim/claim_library.hpp"

#include <algorithm>

#include "checker/read_file.hpp"
#include "claim/plot.hpp"
#include "exact/error.hpp"
#include "quantities/quantity.hpp"

namespace rankcert {
namespace {

/// The kernel knows no quantities, so their names are checked here.
void check_quantity(const Side& side, const std::string& where) {
  if (!side.is_measured()) return;
  const Quantity* quantity = find_quantity(side.quantity);
  if (quantity == nullptr) {
    std::string known;
    for (const Quantity& one : all_quantities()) known += (known.empty() ? "" : ", ") + std::string(one.name);
    throw InputError(where + ": unknown quantity '" + side.quantity + "'; known: " + known);
  }
  if (quantity->arity != side.arguments.size()) {
    throw InputError(where + ": " + side.text + " has the wrong number of arguments; it is " + std::string(quantity->signature));
  }
}

void check_quantities(const Claim& claim, const std::string& where) {
  for (const Assertion& assertion : claim.assertions) {
    const std::string place = where + ": assertion " + assertion.name;
    for (const Side* side : {&assertion.left, &assertion.right}) {
      check_quantity(*side, place);
      if (!side->is_measured() || find_quantity(side->quantity)->kind != Quantity::Kind::sample) continue;
      if (assertion.expected == Verdict::certified) {
        throw InputError(place + ": " + side->quantity + " is an estimate, so expect = \"supported\" is the most that can be had");
      }
    }
  }
}

}  // namespace

Claim load_claim(std::string_view id_or_path, const Limits& limits) {
  if (id_or_path.ends_with(".toml")) {
    const std::string path(id_or_path);
    Claim claim = parse_claim(read_file(path, max_claim_bytes), path, limits);
    check_quantities(claim, path);
    static_cast<void>(read_plots(claim, path, limits));
    return claim;
  }
  std::string known;
  for (const EmbeddedText& built_in : built_in_claims()) {
    if (built_in.name == id_or_path) {
      Claim claim = parse_claim(built_in.text, std::string(built_in.name) + ".toml", limits);
      check_quantities(claim, claim.id);
      return claim;
    }
    known += (known.empty() ? "" : ", ") + std::string(built_in.name);
  }
  throw InputError("unknown claim '" + std::string(id_or_path.substr(0, 80)) + "'; known: " + known + "; a claim of your own is named by its file, FILE.toml");
}

}  // namespace rankcert
