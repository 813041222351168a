#include "claim/matrix_file.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

#include "checker/printable.hpp"
#include "checker/read_file.hpp"
#include "claim/comma_separated.hpp"
#include "exact/error.hpp"
#include "linalg/residual_norm.hpp"

namespace rankcert {
namespace {

static_assert(std::endian::native == std::endian::little, "entries of .npy files are copied as they lie");

constexpr std::string_view kMagic = "\x93NUMPY";

[[noreturn]] void fail(std::string_view where, const std::string& reason) {
  throw InputError(std::string(where) + ": " + reason);
}

std::size_t little_endian(std::string_view bytes) {
  std::size_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[i]);
  return value;
}

// The header of an .npy file: a Python dictionary of three entries.
class NpyHeader {
 public:
  NpyHeader(std::string_view text, std::string_view where) : text_(text), where_(where) { read(); }

  std::string type;
  bool fortran_order = false;
  std::vector<std::size_t> shape;

 private:
  void read() {
    expect('{');
    while (!take('}')) {
      read_entry();
      if (take('}')) break;
      expect(',');
    }
    skip_blanks();
    if (at_ != text_.size()) malformed();
    if (seen_ != 7) malformed();
  }

  void read_entry() {
    const std::string key = read_string();
    expect(':');
    if (key == "descr") {
      see(1);
      skip_blanks();
      if (at_ < text_.size() && text_[at_] == '[') fail(where_, "the entries are records; a matrix needs dtype '<f8' or '<f4'");
      type = read_string();
    } else if (key == "fortran_order") {
      see(2);
      fortran_order = take_word("True");
      if (!fortran_order && !take_word("False")) malformed();
    } else if (key == "shape") {
      see(4);
      read_shape();
    } else {
      malformed();
    }
  }

  void read_shape() {
    expect('(');
    while (!take(')')) {
      constexpr std::size_t kMostDimensions = 32;
      if (shape.size() == kMostDimensions) malformed();
      skip_blanks();
      std::size_t size = 0;
      const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), size);
      if (error == std::errc::result_out_of_range) fail(where_, "the header names a size that no file can have");
      if (error != std::errc{}) malformed();
      at_ = static_cast<std::size_t>(end - text_.data());
      shape.push_back(size);
      if (take(')')) break;
      expect(',');
    }
  }

  std::string read_string() {
    skip_blanks();
    if (at_ == text_.size() || (text_[at_] != '\'' && text_[at_] != '"')) malformed();
    const std::size_t end = text_.find(text_[at_], at_ + 1);
    if (end == std::string_view::npos) malformed();
    std::string value(text_.substr(at_ + 1, end - at_ - 1));
    at_ = end + 1;
    return value;
  }

  void see(unsigned entry) {
    if ((seen_ & entry) != 0) malformed();
    seen_ |= entry;
  }

  bool take(char c) {
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  void expect(char c) {
    if (!take(c)) malformed();
  }

  bool take_word(std::string_view word) {
    skip_blanks();
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }

  [[noreturn]] void malformed() const {
    fail(where_, "the header of this .npy file is not as NumPy writes it (at byte " + std::to_string(at_ + 1) + " of the header)");
  }

  std::string_view text_;
  std::string_view where_;
  std::size_t at_ = 0;
  unsigned seen_ = 0;
};

void require_sizes(std::size_t rows, std::size_t columns, std::size_t most, std::string_view where) {
  if (rows == 0 || columns == 0) fail(where, "the matrix has no entries");
  if (rows > most || columns > most / rows) {
    fail(where, std::to_string(rows) + " x " + std::to_string(columns) + " entries are more than the " + std::to_string(most) +
                    " that are read");
  }
}

template <class Number>
DenseMatrix matrix_of_bytes(std::string_view bytes, std::size_t rows, std::size_t columns, bool fortran_order) {
  DenseMatrix a = zero_matrix(rows, columns);
  const std::size_t first = fortran_order ? rows : columns;  // entries that lie side by side
  for (std::size_t k = 0; k < rows * columns; ++k) {
    Number value;
    std::memcpy(&value, bytes.data() + k * sizeof(Number), sizeof(Number));
    const std::size_t inner = k % first;
    const std::size_t outer = k / first;
    a(fortran_order ? inner : outer, fortran_order ? outer : inner) = static_cast<double>(value);
  }
  return a;
}

double entry_of(const Field& field, std::string_view where) {
  const std::string_view text = field.text;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const auto place = std::string(where) + ":" + std::to_string(field.line) + ":" + std::to_string(field.column);
  if (error == std::errc::result_out_of_range) fail(place, "'" + printable(field.text, 60) + "' lies outside the range of doubles");
  if (error != std::errc{} || end != text.data() + text.size()) {
    fail(place, "'" + printable(field.text, 60) + "' is no number; a matrix has no header line and no empty cells");
  }
  if (!std::isfinite(value)) fail(place, "an entry of a matrix must be finite");
  return value;
}

// At least |value - what is written|.
double upper_rounding(double value, std::string_view text) {
  constexpr std::size_t kExactDigits = 15;
  const bool integer = std::all_of(text.begin() + (text.starts_with('-') ? 1 : 0), text.end(), [](char c) { return '0' <= c && c <= '9'; });
  if (integer && text.size() <= kExactDigits) return 0;
  return std::abs(value) * 0x1p-52 + std::numeric_limits<double>::denorm_min();
}

// At least the Frobenius norm, for numbers of any size.
double upper_norm(const DenseMatrix& a) {
  const int e = normalizing_exponent(a);
  if (std::all_of(a.entries.begin(), a.entries.end(), [](double x) { return x == 0; })) return 0;
  return std::nextafter(std::ldexp(upper_frobenius_norm(scaled(a, e).entries), -e), std::numeric_limits<double>::infinity());
}

}  // namespace

MatrixOfFile parse_npy(std::string_view bytes, std::string_view where) {
  constexpr std::size_t kMostHeader = 65'536;
  if (!bytes.starts_with(kMagic) || bytes.size() < kMagic.size() + 4) fail(where, "this is no .npy file");
  const auto version = static_cast<unsigned char>(bytes[kMagic.size()]);
  if (version < 1 || version > 3 || bytes[kMagic.size() + 1] != 0) fail(where, "this version of the .npy format is unknown; 1.0 to 3.0 are read");
  const std::size_t length_bytes = version == 1 ? 2 : 4;
  std::size_t at = kMagic.size() + 2;
  if (bytes.size() < at + length_bytes) fail(where, "the file ends inside its header");
  const std::size_t header_size = little_endian(bytes.substr(at, length_bytes));
  at += length_bytes;
  if (header_size > kMostHeader) fail(where, "the header is longer than " + std::to_string(kMostHeader) + " bytes");
  if (bytes.size() - at < header_size) fail(where, "the file ends inside its header");
  const NpyHeader header(bytes.substr(at, header_size), where);
  at += header_size;

  if (header.type != "<f8" && header.type != "<f4") {
    fail(where, "dtype '" + printable(header.type, 60) + "' is not read; save it as '<f8' (numpy: a.astype('<f8'))");
  }
  if (header.shape.size() != 2) {
    fail(where, "the array has " + std::to_string(header.shape.size()) + " dimensions, a matrix has two (numpy: a.reshape(rows, columns))");
  }
  const std::size_t rows = header.shape[0];
  const std::size_t columns = header.shape[1];
  require_sizes(rows, columns, kMostEntries, where);
  const std::size_t wanted = rows * columns * (header.type == "<f8" ? sizeof(double) : sizeof(float));
  const std::string_view entries = bytes.substr(at);
  if (entries.size() != wanted) {
    fail(where, "the header promises " + std::to_string(wanted) + " bytes of entries, the file has " + std::to_string(entries.size()));
  }
  MatrixOfFile result{.matrix = header.type == "<f8" ? matrix_of_bytes<double>(entries, rows, columns, header.fortran_order)
                                                     : matrix_of_bytes<float>(entries, rows, columns, header.fortran_order),
                      .format = "npy, " + header.type};
  try {
    require_finite(result.matrix);
  } catch (const InputError& error) {
    fail(where, error.what());
  }
  return result;
}

MatrixOfFile parse_matrix_text(std::string_view text, std::string_view where) {
  const auto cells = std::count_if(text.begin(), text.end(), [](char c) { return c == ',' || c == '\n'; });
  if (static_cast<std::size_t>(cells) > kMostEntriesOfText) {
    fail(where, "more than " + std::to_string(kMostEntriesOfText) + " entries; larger matrices are read from .npy");
  }
  const std::vector<std::vector<Field>> lines = parse_rows(text, where);
  if (lines.empty()) fail(where, "the matrix has no entries");
  const std::size_t rows = lines.size();
  const std::size_t columns = lines.front().size();
  MatrixOfFile result{.matrix = zero_matrix(rows, columns), .format = "csv"};
  DenseMatrix rounding = zero_matrix(rows, columns);
  for (std::size_t i = 0; i < rows; ++i) {
    if (lines[i].size() != columns) {
      fail(where, "line " + std::to_string(lines[i].front().line) + " has " + std::to_string(lines[i].size()) +
                      " entries, the first line of numbers has " + std::to_string(columns));
    }
    for (std::size_t j = 0; j < columns; ++j) {
      const Field& field = lines[i][j];
      result.matrix(i, j) = entry_of(field, where);
      rounding(i, j) = upper_rounding(result.matrix(i, j), field.text);
    }
  }
  result.perturbation = upper_norm(rounding);
  return result;
}

MatrixOfFile read_matrix_file(const std::filesystem::path& path) {
  constexpr std::size_t kMostBytes = kMostEntries * sizeof(double) + (std::size_t{1} << 17U);
  const std::string bytes = read_file(path, kMostBytes);
  const bool npy = path.extension() == ".npy" || std::string_view(bytes).starts_with(kMagic);
  return npy ? parse_npy(bytes, path.string()) : parse_matrix_text(bytes, path.string());
}

}  // namespace rankcert
