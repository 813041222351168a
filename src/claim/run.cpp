#include "claim/run.hpp"

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <mutex>
#include <set>

#include "claim/measure.hpp"
#include "exact/error.hpp"

namespace rankcert {
namespace {

/// Points that wait for the same measurement, or for none.
struct Group {
  const Quantity* quantity = nullptr;  ///< null: nothing to measure
  std::vector<Rational> arguments;
  std::string reason;                  ///< why a measured side is not measured
  std::vector<std::size_t> members;    ///< indices of points
};

std::vector<Group> group_points(const std::vector<Point>& points, const Limits& limits) {
  std::map<std::tuple<const Quantity*, std::vector<Rational>, std::string>, std::size_t> places;
  std::vector<Group> groups;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Point& point = points[i];
    Group group;
    if (const Side* side = point.assertion->measured_side()) {
      const Quantity* quantity = find_quantity(side->quantity);
      const auto arguments = measured_arguments(*point.claim, *side, point.parameters, limits);
      const auto refused = arguments ? quantity->refusal(*arguments) : std::optional<std::string>("its arguments are not exact");
      if (refused) group.reason = "not measured: " + *refused;
      else group.quantity = quantity, group.arguments = *arguments;
    }
    const auto [place, fresh] = places.try_emplace({group.quantity, group.arguments, group.reason}, groups.size());
    if (fresh) groups.push_back(std::move(group));
    groups[place->second].members.push_back(i);
  }
  // Bounds alone are quick, so they come first; measurements follow in the order of the points.
  std::stable_partition(groups.begin(), groups.end(), [](const Group& group) { return group.quantity == nullptr; });
  return groups;
}

}  // namespace

std::map<std::string, std::vector<Rational>> own_ranges(const Claim& claim, const Assertion& assertion,
                                                        const std::map<std::string, std::vector<Rational>>& ranges) {
  std::map<std::string, std::vector<Rational>> own;
  for (const std::string& name : assertion.parameters) {
    const auto given = ranges.find(name);
    const Parameter& parameter = *claim.find_parameter(name);
    if (given != ranges.end()) own.emplace(name, given->second);
    else if (parameter.fallback) own.emplace(name, std::vector<Rational>{*parameter.fallback});
    else throw InputError(claim.id + ": the parameter '" + name + "' (" + parameter.meaning + ") needs a value: --set " + name + "=..., range " + parameter.range);
  }
  return own;
}

std::vector<Point> make_points(const Claim& claim, const std::vector<const Assertion*>& assertions,
                               const std::map<std::string, std::vector<Rational>>& ranges, const Limits& limits) {
  std::set<std::string> used;
  std::vector<Point> points;
  for (const Assertion* assertion : assertions) {
    used.insert(assertion->parameters.begin(), assertion->parameters.end());
    for (Assignment& values : grid_points(own_ranges(claim, *assertion, ranges))) {
      Point point{.claim = &claim, .assertion = assertion, .parameters = std::move(values)};
      if (const auto reason = refusal(claim, *assertion, point.parameters, first_hints(claim, *assertion), limits)) throw InputError(point_name(point) + ": " + *reason);
      points.push_back(std::move(point));
      if (points.size() > max_grid_points) throw InputError("the grid has more than " + std::to_string(max_grid_points) + " points");
    }
  }
  for (const auto& [name, values] : ranges) {
    if (used.contains(name)) continue;
    if (claim.find_parameter(name) != nullptr) throw InputError(claim.id + ": none of the chosen assertions uses the parameter '" + name + "'");
    std::string known;
    for (const Parameter& parameter : claim.parameters) known += (known.empty() ? "" : ", ") + parameter.name;
    throw InputError(claim.id + " has no parameter '" + name + "'; it has " + known);
  }
  return points;
}

std::vector<Point> suite_points(const Claim& claim, std::string_view suite, const Limits& limits) {
  const auto found = claim.suites.find(std::string(suite));
  if (found == claim.suites.end()) {
    std::string known;
    for (const auto& [name, entries] : claim.suites) known += (known.empty() ? "; it has " : ", ") + name;
    throw InputError(claim.id + " has no suite '" + std::string(suite) + "'" + (known.empty() ? "; give points with --set" : known));
  }
  std::vector<Point> points;
  for (const SuiteEntry& entry : found->second) {
    std::vector<const Assertion*> assertions;
    for (const std::string& name : entry.assertions) assertions.push_back(claim.find_assertion(name));
    std::map<std::string, std::vector<Rational>> ranges;
    for (const auto& [name, text] : entry.ranges) ranges.emplace(name, parse_range(name, text, limits));
    std::vector<Point> more = make_points(claim, assertions, ranges, limits);
    std::move(more.begin(), more.end(), std::back_inserter(points));
  }
  return points;
}

std::vector<Result> run_points(const std::vector<Point>& points, const RunOptions& options) {
  std::vector<std::optional<Result>> results(points.size());
  const std::vector<Group> groups = group_points(points, options.prover.limits);
  const auto samples = std::count_if(groups.begin(), groups.end(), [](const Group& group) {
    return group.quantity != nullptr && group.quantity->kind == Quantity::Kind::sample;
  });
  const Rational alpha = (1 - options.confidence) / Rational(std::max<std::ptrdiff_t>(samples, 1));

  tbb::enumerable_thread_specific<Prover> provers([&] { return Prover(options.prover); });
  std::mutex one_at_a_time;
  std::size_t done = 0;
  const auto fraction = [&](double extra) { return (static_cast<double>(done) + extra) / static_cast<double>(points.size()); };
  for (const Group& group : groups) {
    const Point& first = points[group.members.front()];
    std::optional<Measured> measured;
    std::string reason = group.reason;
    if (group.quantity != nullptr) {
      const std::string name = point_name(first);
      const double weight = static_cast<double>(group.members.size());
      try {
        measured = measure(*group.quantity, group.arguments,
                           {.seed = options.seed, .alpha = alpha, .stop = options.prover.stop,
                            .progress = [&](double part) { options.progress(fraction(part * weight), name); }});
      } catch (const LimitError& error) {
        reason = std::string("not measured: ") + error.what();
      }
    }
    tbb::parallel_for(std::size_t{0}, group.members.size(), [&](std::size_t i) {
      const std::size_t index = group.members[i];
      results[index] = provers.local().prove(points[index], measured, reason);
      const std::scoped_lock lock(one_at_a_time);
      ++done;
      options.finished(*results[index]);
      options.progress(fraction(0), point_name(points[index]));
    });
  }
  std::vector<Result> all;
  all.reserve(results.size());
  for (auto& result : results) all.push_back(std::move(*result));
  return all;
}

}  // namespace rankcert
