// What the trusted checker is linked from: the kernel and its arithmetic, no BLAS, no threads, no prover.
#include <doctest/doctest.h>

#include "cli/process.hpp"

using namespace rankcert::test;

TEST_CASE("rankcert-check: links no BLAS, no TBB and none of the prover's rooms") {
  const Outcome libraries = run("/usr/bin/ldd", {RANKCERT_CHECK_EXECUTABLE});
  REQUIRE(libraries.code == 0);
  CAPTURE(libraries.out);
  CHECK(libraries.out.find("libcrypto") != std::string::npos);
  for (const char* name : {"libtbb", "lapack", "openblas", "libmkl", "libflexiblas"}) CHECK(libraries.out.find(name) == std::string::npos);
  const std::string bytes = read(RANKCERT_CHECK_EXECUTABLE);
  // Words of the prover's help and of the quantities: their code is not in the executable.
  for (const char* word : {"hardmax_rank", "random_heads_mse", "--columns", "cblas_"}) CHECK(bytes.find(word) == std::string::npos);
  CHECK(bytes.find("sign_mass") != std::string::npos);  // the prelude is
  CHECK(read(RANKCERT_EXECUTABLE).find("hardmax_rank") != std::string::npos);
}
