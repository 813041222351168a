// The limits that keep a hostile text from eating the machine. bounds/LANGUAGE.md documents them; the numbers live here.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rankcert {

/// The largest that each may be.
struct Limits {
  std::size_t max_text_bytes = 1U << 16U;      ///< one formula
  std::size_t max_depth = 200;                 ///< nesting of one formula, chains such as a+b+c+... included
  std::size_t max_number_digits = 10'000;      ///< of a literal, its decimal exponent counted in
  std::size_t max_exact_bits = 1U << 20U;      ///< an exact rational grows no further: it is enclosed from there on
  std::size_t max_call_depth = 1'000;          ///< nested evaluations, calls of definitions included
  std::uint64_t max_terms = 10'000'000;        ///< one sum or product
  std::uint64_t max_work = 100'000'000;        ///< one evaluation, in steps weighted by 1 + precision/256: some 10 seconds
};

}  // namespace rankcert
