#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <stdexcept>

#include "claim/matrix_file.hpp"
#include "cli/commands.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "exact/decimal.hpp"
#include "exact/error.hpp"
#include "linalg/clusters.hpp"
#include "linalg/singular_value_count.hpp"

namespace rankcert {
namespace {

/// A double with a bound of how far it is from an exact number.
struct RoundedNumber {
  double value;
  double error;
};

/// The threshold as a double; the exact number lies within `error` of it.
RoundedNumber rounded_threshold(const std::string& text) {
  const auto exact = parse_rational(text);
  if (!exact) throw InputError("--above needs a number, not '" + text.substr(0, 60) + "'");
  if (*exact < 0) throw InputError("--above: no singular value is negative; the threshold must not be either");
  if (*exact > from_double(std::numeric_limits<double>::max())) throw InputError("--above: the threshold is larger than every double");
  const double value = exact->convert_to<double>();
  const Rational distance = abs(*exact - from_double(value));
  if (distance == 0) return {value, 0};
  return {value, std::nextafter(distance.convert_to<double>(), std::numeric_limits<double>::infinity())};  // the conversion truncates
}

struct Counted {
  CountBounds enclosures;
  std::optional<CountBounds> inertia;  ///< none if the matrix is too large for it
  CountBounds both;
};

/// How many singular values lie above the threshold, by two methods that share nothing but the product of matrices.
Counted count_twice(const MatrixOfFile& file, const EnclosedValues& values, RoundedNumber threshold) {
  const CountBounds enclosures = count_above(widened(values, threshold.error), threshold.value);
  if (file.matrix.rows + file.matrix.columns > kMostRowsAndColumns) return {enclosures, std::nullopt, enclosures};
  const double around = std::nextafter(file.perturbation + threshold.error, std::numeric_limits<double>::infinity());
  const CountBounds inertia = count_singular_values_above(file.matrix, threshold.value, around);
  const CountBounds both{std::max(enclosures.least, inertia.least), std::min(enclosures.greatest, inertia.greatest)};
  if (both.least > both.greatest) {
    throw std::logic_error(fmt::format("enclosures count {} to {} singular values above the threshold, inertia {} to {}", enclosures.least,
                                       enclosures.greatest, inertia.least, inertia.greatest));
  }
  return {enclosures, inertia, both};
}

/// As many digits as the enclosure is worth.
std::string enclosure_text(double lower, double upper) {
  const double relative = upper > 0 ? (upper - lower) / upper : 1;
  const auto digits = static_cast<std::size_t>(std::clamp(std::ceil(-std::log10(relative)) + 2, 3.0, 17.0));
  return "[" + decimal_below(from_double(lower), digits) + ", " + decimal_above(from_double(upper), digits) + "]";
}

std::string bounds_text(const CountBounds& bounds) {
  return bounds.least == bounds.greatest ? std::to_string(bounds.least) : fmt::format("{} to {}", bounds.least, bounds.greatest);
}

nlohmann::ordered_json bounds_json(const CountBounds& bounds) { return {{"least", bounds.least}, {"greatest", bounds.greatest}}; }

nlohmann::ordered_json ends_json(double lower, double upper) { return interval_json({from_double(lower), from_double(upper)}); }

struct Spectrum {
  MatrixOfFile file;
  EnclosedValues values;
  std::vector<Cluster> groups;
  std::size_t apart_from_zero = 0;  ///< how many values are proved not to be 0
  double relative_width = 0;        ///< the largest (upper - lower)/upper of those
  std::optional<Counted> counted;
};

void measure_widths(Spectrum& spectrum) {
  for (std::size_t k = 0; k < spectrum.values.value.size(); ++k) {
    const double lower = spectrum.values.lower(k);
    const double upper = spectrum.values.upper(k);
    if (!std::isfinite(upper)) throw LimitError("the singular values could not be enclosed: the decomposition was too inaccurate, or a value exceeds every double");
    if (lower == 0) continue;
    ++spectrum.apart_from_zero;
    spectrum.relative_width = std::max(spectrum.relative_width, (upper - lower) / upper * (1 + 0x1p-50));
  }
}

std::string widths_text(const Spectrum& spectrum) {
  const std::size_t size = spectrum.values.value.size();
  if (spectrum.apart_from_zero == 0) return "no value is proved to differ from 0\n";
  const std::string width = decimal_above(from_double(spectrum.relative_width), 3);
  if (spectrum.apart_from_zero == size) return fmt::format("largest relative width: {}\n", width);
  return fmt::format("largest relative width: {} (of the {} values that are proved to differ from 0)\n", width, spectrum.apart_from_zero);
}

std::string spectrum_text(const Spectrum& spectrum, const std::string& above) {
  const DenseMatrix& a = spectrum.file.matrix;
  std::string text = fmt::format("{} x {} matrix ({})\n", a.rows, a.columns, spectrum.file.format);
  for (std::size_t k = 0; k < spectrum.values.value.size(); ++k) {
    text += fmt::format("{:>6}  {}\n", k + 1, enclosure_text(spectrum.values.lower(k), spectrum.values.upper(k)));
  }
  const std::size_t size = spectrum.values.value.size();
  text += spectrum.groups.size() == size ? fmt::format("{} values, all different\n", size)
                                         : fmt::format("{} values in {} clusters; those of several values:\n", size, spectrum.groups.size());
  for (const Cluster& group : spectrum.groups) {
    if (group.last == group.first) continue;
    text += fmt::format("  {} values, {}..{}, in {}\n", group.last - group.first + 1, group.first + 1, group.last + 1, enclosure_text(group.lower, group.upper));
  }
  text += widths_text(spectrum);
  if (spectrum.counted) {
    const std::optional<CountBounds>& inertia = spectrum.counted->inertia;
    text += fmt::format("above {}: {} ({} by enclosures, {})\n", above, bounds_text(spectrum.counted->both), bounds_text(spectrum.counted->enclosures),
                        inertia ? bounds_text(*inertia) + " by inertia" : "too large for inertia");
  }
  return text;
}

nlohmann::ordered_json spectrum_json(const Spectrum& spectrum, const SpectrumOptions& options) {
  nlohmann::ordered_json json = {{"file", options.file}, {"rows", spectrum.file.matrix.rows}, {"columns", spectrum.file.matrix.columns}, {"format", spectrum.file.format}};
  auto values = nlohmann::ordered_json::array();
  for (std::size_t k = 0; k < spectrum.values.value.size(); ++k) values.push_back(ends_json(spectrum.values.lower(k), spectrum.values.upper(k)));
  json["singular_values"] = std::move(values);
  auto groups = nlohmann::ordered_json::array();
  for (const Cluster& group : spectrum.groups) {
    nlohmann::ordered_json one = {{"first", group.first + 1}, {"last", group.last + 1}, {"multiplicity", group.last - group.first + 1}};
    one.update(ends_json(group.lower, group.upper));
    groups.push_back(std::move(one));
  }
  json["clusters"] = std::move(groups);
  json["differ_from_zero"] = spectrum.apart_from_zero;
  json["largest_relative_width"] = decimal_above(from_double(spectrum.relative_width), 3);
  if (spectrum.counted) {
    json["above"] = {{"threshold", options.above},
                     {"count", bounds_json(spectrum.counted->both)},
                     {"enclosures", bounds_json(spectrum.counted->enclosures)}};
    if (spectrum.counted->inertia) json["above"]["inertia"] = bounds_json(*spectrum.counted->inertia);
  }
  return json;
}

void poll() {
  if (stop_flag()) throw Interrupted();
}

}  // namespace

int run_spectrum(const SpectrumOptions& options) {
  std::optional<RoundedNumber> threshold;
  if (!options.above.empty()) threshold = rounded_threshold(options.above);
  Progress progress(options.common.quiet);
  Spectrum spectrum{.file = read_matrix_file(options.file), .values = {}, .groups = {}, .counted = {}};
  progress.show("decomposition");
  const ProposedSvd proposal = approx_svd(spectrum.file.matrix);
  poll();
  progress.show("verification");
  spectrum.values = widened(enclose_singular_values(spectrum.file.matrix, proposal), spectrum.file.perturbation);
  poll();
  measure_widths(spectrum);
  spectrum.groups = clusters(spectrum.values);
  if (threshold) {
    progress.show("inertia");
    spectrum.counted = count_twice(spectrum.file, spectrum.values, *threshold);
  }
  progress.finish();
  write_out(options.common.json ? document(spectrum_json(spectrum, options)) : spectrum_text(spectrum, options.above));
  if (!spectrum.counted || spectrum.counted->both.least == spectrum.counted->both.greatest) return 0;
  write_note("undecided: a singular value is too near to " + options.above);
  return 3;
}

}  // namespace rankcert
