// A matrix from a file that nobody vouches for: NumPy's .npy, or comma-separated numbers.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "linalg/dense_matrix.hpp"

namespace rankcert {

/// The matrix that the file names lies within `perturbation` of `matrix` in the Frobenius norm: 0 for .npy, whose entries
/// are doubles or floats already; for decimals what rounding them to doubles can change.
struct MatrixOfFile {
  DenseMatrix matrix;
  double perturbation = 0;
  std::string format;  ///< "npy, <f8", "csv"
};

/// The largest number of entries of a matrix, in an .npy file and in a .csv file.
inline constexpr std::size_t kMostEntries = std::size_t{1} << 24U;
inline constexpr std::size_t kMostEntriesOfText = std::size_t{1} << 21U;

/// Reads .npy, format versions 1.0, 2.0 and 3.0, dtype '<f8' or '<f4', two dimensions, either order. Sizes are checked
/// against the limits and against the length of the file before anything is allocated. Throws InputError, "where:
/// reason": another dtype or dimension, no entries, a header that is not as NumPy writes it, fewer or more bytes than the
/// header says, an entry that is NaN or infinite (by its row and column).
[[nodiscard]] MatrixOfFile parse_npy(std::string_view bytes, std::string_view where);

/// Reads lines of numbers separated by commas, all of one length; empty lines and lines that start with '#' are skipped,
/// there is no header. Decimals are taken as exactly what is written: an entry is rounded to the nearest double and counted
/// in `perturbation`, unless it is an integer of at most 15 digits. Throws InputError with line and column.
[[nodiscard]] MatrixOfFile parse_matrix_text(std::string_view text, std::string_view where);

/// Reads a file as .npy if its name or its first bytes say so, as text otherwise. Throws InputError.
[[nodiscard]] MatrixOfFile read_matrix_file(const std::filesystem::path& path);

}  // namespace rankcert
