// Matrices from files: .npy if the bytes begin like one, comma-separated numbers otherwise.
#include <cmath>
#include <string_view>

#include "claim/matrix_file.hpp"
#include "exact/error.hpp"
#include "fuzz/require_law.hpp"

using namespace rankcert;
using fuzz::require_law;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size > fuzz::most_bytes) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  try {
    const MatrixOfFile read = bytes.starts_with("\x93NUMPY") ? parse_npy(bytes, "m.npy") : parse_matrix_text(bytes, "m.csv");
    require_law(read.matrix.rows > 0 && read.matrix.columns > 0, "a matrix has entries");
    require_law(read.matrix.rows * read.matrix.columns <= size, "no more entries than bytes");
    require_law(read.perturbation >= 0 && !std::isnan(read.perturbation), "a perturbation is a bound");
    for (std::size_t i = 0; i < read.matrix.rows; ++i) {
      for (std::size_t j = 0; j < read.matrix.columns; ++j) require_law(std::isfinite(read.matrix(i, j)), "every entry is finite");
    }
  } catch (const Error& error) {
    require_law(error.what()[0] != '\0', "an error says something");
  }
  return 0;
}
