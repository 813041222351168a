#include "sampling/uniform_stream.hpp"

#include <Random123/philox.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace rankcert;

TEST_CASE("symmetric uniforms: the first word of Random123 at each counter") {
  std::vector<double> out(50);
  fill_symmetric_uniform({0x0123456789abcdefU, StreamPurpose::input_perturbation, 7, 3}, out);
  for (std::uint32_t j = 0; j < 50; ++j) {
    const philox4x32_ctr_t c = {{j, 3, 7, static_cast<std::uint32_t>(StreamPurpose::input_perturbation)}};
    const philox4x32_key_t k = {{0x89abcdefU, 0x01234567U}};
    const double word = philox4x32(c, k).v[0];
    CHECK(out[j] == (word + 0.5) / 2147483648.0 - 1);
  }
}

TEST_CASE("symmetric uniforms: inside (-1, 1), with the moments of the uniform law, a prefix of a longer row") {
  constexpr std::size_t size = 200'000;
  std::vector<double> out(size);
  fill_symmetric_uniform({5, StreamPurpose::input_perturbation, 0, 0}, out);
  double first = 0;
  double second = 0;
  double fourth = 0;
  for (const double x : out) {
    CHECK_UNARY(x > -1 && x < 1);
    first += x, second += x * x, fourth += x * x * x * x;
  }
  // six standard errors: variances 1/3, 4/45, 16/225
  const double n = static_cast<double>(size);
  CHECK(std::abs(first / n) < 6 * std::sqrt(1.0 / 3 / n));
  CHECK(std::abs(second / n - 1.0 / 3) < 6 * std::sqrt(4.0 / 45 / n));
  CHECK(std::abs(fourth / n - 1.0 / 5) < 6 * std::sqrt(16.0 / 225 / n));
  std::vector<double> shorter(100);
  fill_symmetric_uniform({5, StreamPurpose::input_perturbation, 0, 0}, shorter);
  CHECK(std::equal(shorter.begin(), shorter.end(), out.begin()));
}
