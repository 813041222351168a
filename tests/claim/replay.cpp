#include <doctest/doctest.h>

#include <functional>

#include "checker/check_certificate.hpp"
#include "claim/claim_library.hpp"
#include "claim/example.hpp"
#include "claim/measure.hpp"
#include "claim/run.hpp"

using namespace rankcert;

namespace {

struct Case {
  Claim claim;
  Certificate certificate;
};

Case measured(const char* claim_name, const char* assertion, const std::map<std::string, std::vector<Rational>>& values) {
  Case one{.claim = load_claim(claim_name), .certificate = {}};
  RunOptions options;
  options.seed = 11;
  one.certificate = make_certificate(run_points(make_points(one.claim, {one.claim.find_assertion(assertion)}, values, {}), options).front(), "test");
  return one;
}

const Case& sample() {
  static const Case one = measured("rank-barrier", "mean-rank", {{"n", {40}}, {"d_h", {3}}, {"trials", {60}}});
  return one;
}

const Case& enclosure() {
  static const Case one = measured("low-rank-separation", "general-values", {{"d", {10}}, {"r", {1}}, {"H", {4}}});
  return one;
}

/// What a replay finds after a change.
std::string found(const Case& one, const std::function<void(Certificate&)>& change) {
  Certificate certificate = one.certificate;
  change(certificate);
  return replay(certificate, one.claim, {.seed = 0, .alpha = Rational(1, 2)}).value_or("");
}

}  // namespace

TEST_CASE("replay: honest measurements agree") {
  CHECK(found(sample(), [](Certificate&) {}).empty());
  CHECK(found(enclosure(), [](Certificate&) {}).empty());
  CHECK_FALSE(enclosure().certificate.right.evidence->witness.empty());
}

TEST_CASE("replay: a sample that was tampered with is found") {
  CHECK(found(sample(), [](Certificate& c) { c.left.evidence->seed = "12"; }).find("other observations") != std::string::npos);
  CHECK(found(sample(), [](Certificate& c) { c.left.evidence->sample->observations.front() += 1; }).find("other observations") != std::string::npos);
  CHECK(found(sample(), [](Certificate& c) { c.left.evidence->sample->observations.pop_back(); }).find("other observations") != std::string::npos);
  CHECK(found(sample(), [](Certificate& c) { c.left.evidence->sample->least = 2; }).find("other observations") != std::string::npos);
  CHECK(found(sample(), [](Certificate& c) { c.left.evidence->sample->greatest = 39; }).find("other observations") != std::string::npos);
  CHECK(found(sample(), [](Certificate& c) { c.left.evidence->sample = std::nullopt; }).find("sample is missing") != std::string::npos);
}

TEST_CASE("replay: an enclosure that was tampered with is found") {
  CHECK(found(enclosure(), [](Certificate& c) { c.right.interval = Interval{2, 3}; }).find("disjoint") != std::string::npos);
  CHECK(found(enclosure(), [](Certificate& c) { c.verdict = Verdict::refuted; }).find("the enclosure gives") != std::string::npos);
  CHECK(found(enclosure(), [](Certificate& c) { c.right.evidence->sample = Evidence::Sample{{0}, 0, 1, Rational(1, 2)}; }).find("not a sample") != std::string::npos);
  // Other weights are another layer, with another error.
  CHECK(found(enclosure(), [](Certificate& c) {
          for (auto& [name, numbers] : c.right.evidence->witness) {
            for (Rational& number : numbers) number = 0;
          }
        }).find("disjoint") != std::string::npos);
}

TEST_CASE("replay: a witness of the wrong shape is refused, not used") {
  const auto says = [](const std::function<void(Certificate&)>& change) {
    try {
      return !found(enclosure(), change).empty();
    } catch (const std::exception&) {
      return true;
    }
  };
  CHECK(says([](Certificate& c) { c.right.evidence->witness.begin()->second.pop_back(); }));
  CHECK(says([](Certificate& c) { c.right.evidence->witness.begin()->second.clear(); }));
  CHECK(says([](Certificate& c) {
    auto node = c.right.evidence->witness.extract(c.right.evidence->witness.begin());
    node.key() = "other";
    c.right.evidence->witness.insert(std::move(node));
  }));
}

TEST_CASE("replay: a variable with one possible value is a sample like any other") {
  const Case one = measured("rank-barrier", "mean-rank", {{"n", {1}}, {"d_h", {1}}, {"trials", {4}}});
  CHECK(one.certificate.verdict == Verdict::supported);
  CHECK(found(one, [](Certificate&) {}).empty());
  const auto checked = [&](const std::function<void(Certificate&)>& change) {
    Certificate certificate = one.certificate;
    change(certificate);
    return Checker().check(write_certificate(certificate));
  };
  CHECK(checked([](Certificate&) {}).accepted);
  CHECK(checked([](Certificate& c) {
          c.left.interval = Interval{5, 5};
          c.verdict = Verdict::refuted;
        }).reason.starts_with("C9"));
  CHECK(checked([](Certificate& c) {
          c.left.evidence->sample.reset();
          c.verdict = Verdict::certified;
        }).reason.starts_with("C9"));
}

TEST_CASE("replay: observations in a range whose ends are no dyadic numbers give a certificate that is accepted") {
  // fractions of 5 columns selected by exactly 0 rows, at most 4/5
  const Case one = measured("occupancy-spectrum", "zero-class", {{"n", {5}}, {"d_h", {2}}, {"trials", {300}}});
  const auto& recorded = one.certificate.left.evidence ? one.certificate.left : one.certificate.right;
  CHECK(recorded.evidence->sample->greatest == Rational(4, 5));
  const CheckReport report = Checker().check(write_certificate(one.certificate));
  CHECK(report.accepted);
  CHECK(found(one, [](Certificate&) {}).empty());
}
