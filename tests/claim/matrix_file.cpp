#include "claim/matrix_file.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

#include "claim/npy_bytes.hpp"
#include "exact/error.hpp"
#include "exact/rational.hpp"

using namespace rankcert;
using namespace rankcert::test;

namespace {

// As numpy 1.24 wrote np.arange(6.).reshape(2, 3): padded with blanks to 128 bytes in all.
const std::string true_header = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }" + std::string(58, ' ') + "\n";
const std::string six = raw_bytes<double>({0, 1, 2, 3, 4, 5});

std::string reason_of_npy(const std::string& bytes) {
  try {
    (void)parse_npy(bytes, "m.npy");
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

std::string reason_of_text(const std::string& text) {
  try {
    (void)parse_matrix_text(text, "m.csv");
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("npy: both orders, both types, all versions") {
  REQUIRE((10 + true_header.size()) % 64 == 0);
  for (const char version : {'\1', '\2', '\3'}) {
    const MatrixOfFile file = parse_npy(npy_bytes(true_header, six, version), "m.npy");
    CHECK(file.matrix.rows == 2);
    CHECK(file.matrix.columns == 3);
    CHECK(file.perturbation == 0);
    CHECK(file.format == "npy, <f8");
    for (std::size_t i = 0; i < 2; ++i) {
      for (std::size_t j = 0; j < 3; ++j) CHECK(file.matrix(i, j) == static_cast<double>(3 * i + j));
    }
  }
  const DenseMatrix columns = parse_npy(npy_bytes("{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3)}", six), "m").matrix;
  CHECK(columns(0, 0) == 0);
  CHECK(columns(1, 0) == 1);
  CHECK(columns(0, 2) == 4);
  const std::string floats = raw_bytes<float>({0.1F, -0.0F, 1e-45F, 3e38F});
  const DenseMatrix single = parse_npy(npy_bytes("{\"shape\":(2,2,),\"descr\":\"<f4\",\"fortran_order\":False}", floats), "m").matrix;
  CHECK(single(0, 0) == static_cast<double>(0.1F));
  CHECK(single(1, 0) == static_cast<double>(1e-45F));
  CHECK(single(1, 1) == static_cast<double>(3e38F));
}

TEST_CASE("npy: headers that lie, entries that are missing, left over or not numbers") {
  const auto header = [](const std::string& descr, const std::string& order, const std::string& shape) {
    return "{'descr': " + descr + ", 'fortran_order': " + order + ", 'shape': " + shape + ", }";
  };
  const auto reason = [&](const std::string& descr, const std::string& shape, const std::string& entries = six) {
    return reason_of_npy(npy_bytes(header(descr, "False", shape), entries));
  };
  CHECK(has(reason("'<f8'", "(2, 3)", six + "x"), "promises 48 bytes of entries, the file has 49"));
  CHECK(has(reason("'<f8'", "(2, 3)", six.substr(1)), "has 47"));
  CHECK(has(reason("'<f8'", "(2, 3)", ""), "has 0"));
  CHECK(has(reason("'<f8'", "(6,)"), "1 dimensions"));
  CHECK(has(reason("'<f8'", "()"), "0 dimensions"));
  CHECK(has(reason("'<f8'", "(1, 2, 3)"), "3 dimensions"));
  CHECK(has(reason("'<f8'", "(0, 3)", ""), "no entries"));
  CHECK(has(reason("'<f8'", "(3, 0)", ""), "no entries"));
  CHECK(has(reason("'<f8'", "(4097, 4096)"), "more than"));
  CHECK(has(reason("'<f8'", "(4294967296, 4294967296)"), "more than"));
  CHECK(has(reason("'<f8'", "(18446744073709551615, 2)"), "more than"));
  CHECK(has(reason("'<f8'", "(99999999999999999999999, 1)"), "no file can have"));
  CHECK(has(reason("'<f8'", "(-2, 3)"), "not as NumPy writes it"));
  for (const char* descr : {"'>f8'", "'<i8'", "'|O'", "'<c16'", "'f8'", "'<f16'", "''", "'<f8\x1b[2J'"}) {
    CAPTURE(descr);
    CHECK(has(reason(descr, "(2, 3)"), "is not read"));
    CHECK_FALSE(has(reason(descr, "(2, 3)"), "\x1b"));
  }
  CHECK(has(reason("[('x', '<f8')]", "(2, 3)"), "records"));
  CHECK(has(reason("'<f8'", "(2, 3)", raw_bytes<double>({0, 1, 2, 3, std::nan(""), 5})), "row 2, column 2 of the matrix is not a number"));
  CHECK(has(reason("'<f8'", "(2, 3)", raw_bytes<double>({0, HUGE_VAL, 2, 3, 4, 5})), "row 1, column 2 of the matrix is infinite"));
  for (const std::string& bad :
       {std::string("{}"), std::string(""), std::string("{"), std::string("["), header("'<f8'", "false", "(2, 3)"), header("'<f8'", "1", "(2, 3)"),
        header("'<f8", "False", "(2, 3)"), header("<f8", "False", "(2, 3)"), header("'<f8'", "False", "(2 3)"), header("'<f8'", "False", "(2, 3"),
        header("'<f8'", "False", "(2, 3)") + "x", header("'<f8'", "False", "(,)"), std::string("{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)}"),
        std::string("{'shape': (2, 3)}"), "{'more': 1, " + header("'<f8'", "False", "(2, 3)").substr(1), header("'<f8'", "False", "(" + std::string(100, '1') + ")"),
        header("'<f8'", "False", "(1" + std::string(5000, ',') + ")")}) {
    CAPTURE(bad);
    CHECK_FALSE(reason_of_npy(npy_bytes(bad, six)).empty());
  }
}

TEST_CASE("npy: every truncation and every changed byte of a file is read or refused") {
  const std::string whole = npy_bytes(true_header, six);
  for (std::size_t size = 0; size < whole.size(); ++size) CHECK_FALSE(reason_of_npy(whole.substr(0, size)).empty());
  std::mt19937 engine(1);
  std::size_t read = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (int i = 0; i < 8; ++i) {
      std::string changed = whole;
      changed[at] = static_cast<char>(engine());
      const std::string reason = reason_of_npy(changed);
      if (reason.empty()) ++read;
      else CHECK(reason.starts_with("m.npy: "));
    }
  }
  CHECK(read > 0);
  CHECK(has(reason_of_npy("\x93NUMPY\x01\x01" + whole.substr(8)), "version"));
  CHECK(has(reason_of_npy("\x93NUMPY\x09" + whole.substr(7)), "version"));
  CHECK(has(reason_of_npy(std::string("\x93NUMPY\x02\x00\xff\xff\xff\xff", 12) + six), "longer than"));
  CHECK(has(reason_of_npy(std::string("\x93NUMPY\x01\x00\xff\xff", 10) + six), "ends inside its header"));
  CHECK(has(reason_of_npy("PK\x03\x04 an npz archive"), "no .npy file"));
  CHECK(has(reason_of_npy(""), "no .npy file"));
}

TEST_CASE("csv: numbers, comments, line ends, quotes") {
  const MatrixOfFile file = parse_matrix_text("\xEF\xBB\xBF# a matrix\r\n1, -2 ,\"3\"\r\n\r\n4e0,5,999999999999999", "m.csv");
  CHECK(file.matrix.rows == 2);
  CHECK(file.matrix.columns == 3);
  CHECK(file.matrix(0, 1) == -2);
  CHECK(file.matrix(1, 0) == 4);
  CHECK(file.matrix(1, 2) == 999999999999999);
  CHECK(file.perturbation <= 1e-15);
  CHECK(parse_matrix_text("1,2\n-3,4\n", "m.csv").perturbation == 0);
}

TEST_CASE("csv: the perturbation covers what rounding the decimals changed") {
  const std::vector<std::string> texts = {"0.1", "1e-3", "12345678901234567890", "3.14159265358979323846264338", "-2.5e300", "1e-320", "0.30000000000000001665", "9007199254740993"};
  for (const std::string& text : texts) {
    CAPTURE(text);
    const MatrixOfFile file = parse_matrix_text(text, "m.csv");
    const Rational distance = abs(from_double(file.matrix(0, 0)) - *parse_rational(text));
    CHECK(distance <= from_double(file.perturbation));
    CHECK(file.perturbation <= std::abs(file.matrix(0, 0)) * 0x1p-51 + 2e-323);
  }
  // in a matrix: the Frobenius norm of all of them
  Rational squares = 0;
  const MatrixOfFile file = parse_matrix_text("0.1,0.2,0.3\n0.4,0.6,0.7\n", "m.csv");
  const std::vector<std::string> entries = {"0.1", "0.4", "0.2", "0.6", "0.3", "0.7"};
  for (std::size_t k = 0; k < 6; ++k) {
    const Rational distance = from_double(file.matrix.entries[k]) - *parse_rational(entries[k]);
    squares += distance * distance;
  }
  CHECK(squares <= from_double(file.perturbation) * from_double(file.perturbation));
}

TEST_CASE("csv: what is no matrix is refused by line and column") {
  CHECK(has(reason_of_text(""), "m.csv: the matrix has no entries"));
  CHECK(has(reason_of_text("# only\n\n"), "no entries"));
  CHECK(has(reason_of_text("a,b\n1,2\n"), "m.csv:1:1: 'a' is no number"));
  CHECK(has(reason_of_text("1,2\n3,x\n"), "m.csv:2:3: 'x' is no number"));
  CHECK(has(reason_of_text("1,2\n3,\n"), "m.csv:2:3: '' is no number"));
  CHECK(has(reason_of_text("1,2\n3\n"), "line 2 has 1 entries, the first line of numbers has 2"));
  CHECK(has(reason_of_text("1,2\n3,4,5\n"), "line 2 has 3"));
  for (const char* number : {"nan", "inf", "-inf", "1e400", "-1e999", "1e-400", "0x10", "1_000", "1 2", "1e", "--1", "+1", "1,5;2", "\x1b[2J"}) {
    CAPTURE(number);
    const std::string reason = reason_of_text(std::string("1,2\n3,") + number + "\n");
    CHECK_FALSE(reason.empty());
    CHECK_FALSE(has(reason, "\x1b"));
  }
  CHECK(has(reason_of_text("1,\"2\n"), "m.csv:1:"));
  CHECK(has(reason_of_text(std::string("1,\0,3", 5)), "NUL"));
  CHECK(has(reason_of_text(std::string(kMostEntriesOfText + 1, '\n')), "larger matrices are read from .npy"));
  CHECK(reason_of_text("1" + std::string(100'000, '0') + "\n").size() < 300);
}
