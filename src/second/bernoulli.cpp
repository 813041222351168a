#include "second/bernoulli.hpp"

#include <vector>

namespace rankcert::second {
namespace {

/// The tangent numbers T_1 = 1, T_2 = 2, T_3 = 16, ... up to T_count, where tan x = sum of T_k x^(2k-1)/(2k-1)!, by additions of
/// neighbours (Brent and Harvey, Fast computation of Bernoulli, Tangent and Secant numbers, 2011, algorithm TangentNumbers).
std::vector<Integer> tangent_numbers(std::size_t count) {
  std::vector<Integer> t(count + 1);
  t[1] = 1;
  for (std::size_t k = 2; k <= count; ++k) t[k] = Integer(k - 1) * t[k - 1];
  for (std::size_t k = 2; k <= count; ++k) {
    for (std::size_t j = k; j <= count; ++j) t[j] = Integer(j - k) * t[j - 1] + Integer(j - k + 2) * t[j];
  }
  return t;
}

/// B_2k = (-1)^(k-1) 2k T_k/(4^k (4^k - 1)) (DLMF 24.15.4).
std::vector<Rational> numbers_up_to(std::size_t count) {
  const std::vector<Integer> tangents = tangent_numbers(count);
  std::vector<Rational> result(count + 1);
  for (std::size_t k = 1; k <= count; ++k) {
    const Integer four_to_k = Integer(1) << static_cast<unsigned>(2 * k);
    const Integer top = Integer(2 * k) * tangents[k];
    result[k] = Rational(k % 2 == 1 ? top : Integer(-top), Integer(four_to_k * (four_to_k - 1)));
  }
  return result;
}

}  // namespace

const Rational& bernoulli_number(std::size_t k) {
  // The long table takes a tenth of a second, and is only wanted beyond some 500 bits.
  constexpr std::size_t first_numbers = 80;
  static const std::vector<Rational> few = numbers_up_to(first_numbers);
  if (k <= first_numbers) return few.at(k);
  static const std::vector<Rational> all = numbers_up_to(most_bernoulli_numbers);
  return all.at(k);
}

}  // namespace rankcert::second
