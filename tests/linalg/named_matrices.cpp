#include "linalg/named_matrices.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <random>
#include <sstream>

namespace rankcert::test {
namespace {

// As matrix_entries in tests/reference/make_reference.py, operation by operation.
DenseMatrix named_matrix(const std::string& name, std::size_t rows, std::size_t columns) {
  DenseMatrix a = zero_matrix(rows, columns);
  double power = 1;
  double coefficient = 1;
  for (std::size_t j = 0; name == "exponential" && j < columns; ++j) {
    coefficient *= static_cast<double>(rows - j);
    a(0, j) = -coefficient;
  }
  for (std::size_t i = 0; i < rows; ++i, power *= 0.8) {
    for (std::size_t j = 0; j < columns; ++j) {
      if (name == "hilbert") a(i, j) = 1.0 / static_cast<double>(i + j + 1);
      if (name == "kahan" && j >= i) a(i, j) = j == i ? power : -0.6 * power;
      if (name == "exponential" && i == j + 1) a(i, j) = 1;
      if (name == "integers") a(i, j) = static_cast<double>((i * i + 3 * i * j + 7 * j) % 11) - 5;
      if (name == "rank-two") a(i, j) = static_cast<double>((i + 1) * (j + 1) + (i % 2) * (j % 2));
      if (name == "graded") a(i, j) = (static_cast<double>(i * j % 3) + 1) / std::ldexp(1.0, static_cast<int>(2 * (i + j)));
    }
  }
  return a;
}

// x -> x - 2 v (v^T x) for unit v, on every column.
void reflect_columns(DenseMatrix& a, const std::vector<double>& v) {
  for (std::size_t j = 0; j < a.columns; ++j) {
    double along = 0;
    for (std::size_t i = 0; i < a.rows; ++i) along += v[i] * a(i, j);
    for (std::size_t i = 0; i < a.rows; ++i) a(i, j) -= 2 * along * v[i];
  }
}

std::vector<double> unit_vector(std::size_t size, std::mt19937& engine) {
  std::normal_distribution<double> normal;
  std::vector<double> v(size);
  double sum = 0;
  for (double& x : v) {
    x = normal(engine);
    sum += x * x;
  }
  for (double& x : v) x /= std::sqrt(sum);
  return v;
}

}  // namespace

std::vector<ReferenceMatrix> reference_matrices() {
  std::ifstream file(std::string(RANKCERT_REFERENCE_FOLDER) + "/singular_values.csv");
  REQUIRE(file.good());
  std::vector<ReferenceMatrix> matrices;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::stringstream cells(line);
    std::string name, rows, columns, k, value;
    for (std::string* cell : {&name, &rows, &columns, &k, &value}) std::getline(cells, *cell, ',');
    if (k == "0") {
      matrices.push_back({name + " " + rows + " x " + columns, named_matrix(name, std::stoul(rows), std::stoul(columns)), {}});
    }
    const auto number = parse_rational(value);
    REQUIRE(number.has_value());
    matrices.back().singular_values.push_back(*number);
  }
  REQUIRE(matrices.size() > 10);
  return matrices;
}

DenseMatrix gaussian_matrix(std::size_t rows, std::size_t columns, unsigned seed) {
  std::mt19937 engine(seed);
  std::normal_distribution<double> normal;
  DenseMatrix a = zero_matrix(rows, columns);
  for (double& x : a.entries) x = normal(engine);
  return a;
}

DenseMatrix matrix_with(const std::vector<double>& values, std::size_t rows, std::size_t columns, unsigned seed) {
  std::mt19937 engine(seed);
  DenseMatrix a = zero_matrix(rows, columns);
  for (std::size_t k = 0; k < values.size(); ++k) a(k, k) = values[k];
  for (int i = 0; i < 3; ++i) {
    reflect_columns(a, unit_vector(a.rows, engine));
    a = transposed(a);
    reflect_columns(a, unit_vector(a.rows, engine));
    a = transposed(a);
  }
  return a;
}

bool encloses(const EnclosedValues& values, const std::vector<Rational>& truth) {
  if (values.value.size() != truth.size()) return false;
  for (std::size_t k = 0; k < truth.size(); ++k) {
    if (std::isinf(values.error[k])) continue;
    const Rational distance = abs(from_double(values.value[k]) - truth[k]);
    if (distance > from_double(values.error[k]) + truth[k] * ReferenceMatrix::unit) return false;
  }
  return true;
}

}  // namespace rankcert::test
