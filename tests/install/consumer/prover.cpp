// Proves one point of a built-in claim and writes its certificate into a file.
#include <rankcert/claim/claim_library.hpp>
#include <rankcert/claim/grid.hpp>
#include <rankcert/claim/run.hpp>
#include <rankcert/claim/write_file.hpp>

#include <iostream>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  using namespace rankcert;
  const Claim claim = load_claim("causal-barrier");
  const auto points = make_points(claim, {claim.find_assertion("split-is-small")}, {{"n", {1000}}}, {});
  const std::vector<Result> results = run_points(points, {});
  if (results.size() != 1) return 1;
  std::cout << point_name(results[0].point) << ": " << to_text(results[0].verdict) << '\n';
  write_file_atomically(argv[1], write_certificate(make_certificate(results[0], "consumer 1")));
  return results[0].verdict == Verdict::certified ? 0 : 1;
}
