#include "claim/verify.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "claim/claim_library.hpp"
#include "claim/example.hpp"
#include "claim/run.hpp"
#include "exact/error.hpp"

using namespace rankcert;
namespace fs = std::filesystem;

namespace {

/// A folder that is gone when the test ends.
struct Scratch {
  fs::path path;
  Scratch() {
    std::string name = (fs::temp_directory_path() / "rankcert-test-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Scratch() { fs::remove_all(path); }
  std::string write(const std::string& name, const std::string& text) const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name, std::ios::binary) << text;
    return (path / name).string();
  }
};

Result proved(const Claim& claim, const Rational& n) {
  return Prover({}).prove({.claim = &claim, .assertion = &claim.assertions.front(), .parameters = {{"n", n}}}, std::nullopt, "");
}

}  // namespace

TEST_CASE("verify: a folder stands for the .json files below it, sorted, and a file for itself") {
  const Scratch scratch;
  const std::string b = scratch.write("b.json", "{}");
  const std::string a = scratch.write("inner/a.json", "{}");
  static_cast<void>(scratch.write("notes.txt", "x"));
  CHECK(certificate_files({scratch.path.string()}) == std::vector<std::string>{b, a});
  CHECK(certificate_files({a, "missing"}) == std::vector<std::string>{a, "missing"});
  CHECK(certificate_files({}).empty());
}

TEST_CASE("verify: what the checker accepts, refuses and cannot read") {
  const Scratch scratch;
  const Claim claim = test::one_assertion("n", "<=", "n + 1");
  const std::string text = write_certificate(make_certificate(proved(claim, 3), "test"));
  Verifier verifier({});
  const VerifiedFile good = verifier.verify(scratch.write("good.json", text));
  CHECK(good.verdict == "accepted certified");
  CHECK(good.accepted());
  CHECK(good.decided());
  CHECK(good.code == 0);
  CHECK(verifier.claim_of(good).id == "one");
  std::string altered = text;
  altered.replace(altered.find("certified"), 9, "supported");
  const VerifiedFile bad = verifier.verify(scratch.write("bad.json", altered));
  CHECK(bad.verdict == "refused");
  CHECK(bad.code == 5);
  CHECK_FALSE(bad.accepted());
  const VerifiedFile missing = verifier.verify((scratch.path / "missing.json").string());
  CHECK(missing.verdict == "unreadable");
  CHECK(missing.code == 2);
}

TEST_CASE("verify: a second opinion that agrees, has none, or disputes") {
  const Scratch scratch;
  const Claim claim = test::one_assertion("n", "<=", "n + 1");
  const std::string text = write_certificate(make_certificate(proved(claim, 3), "test"));
  const std::string good = scratch.write("good.json", text);
  std::string altered = text;
  altered.replace(altered.find("certified"), 9, "supported");
  const std::string bad = scratch.write("bad.json", altered);
  using Stance = SecondOpinion::Stance;
  const auto verified = [](const std::string& file, Stance stance, const std::string& reason) {
    return Verifier({.second = [&](std::string_view) { return SecondOpinion{stance, reason}; }}).verify(file);
  };
  const VerifiedFile agreed = verified(good, Stance::confirmed, "");
  CHECK(agreed.accepted());
  CHECK(agreed.code == 0);
  CHECK_FALSE(agreed.disputed);
  CHECK(agreed.reason.ends_with("; second opinion: confirmed"));
  const VerifiedFile none = verified(good, Stance::no_opinion, "C8 enclosures: no method");
  CHECK(none.accepted());
  CHECK(none.code == 0);
  CHECK_FALSE(none.disputed);
  CHECK(none.reason.ends_with("; no second opinion: C8 enclosures: no method"));
  const VerifiedFile disputed = verified(good, Stance::refused, "C8 enclosures: no");
  CHECK_FALSE(disputed.accepted());
  CHECK_FALSE(disputed.decided());
  CHECK(disputed.disputed);
  CHECK(disputed.verdict == "refused");
  CHECK(disputed.code == 5);
  CHECK(disputed.reason == "the two checkers disagree about one a n=3: the kernel accepts 'certified', the second opinion refuses it: C8 enclosures: no");
  const VerifiedFile refused = verified(bad, Stance::refused, "C2 digest: no");
  CHECK_FALSE(refused.disputed);
  CHECK(refused.code == 5);
  CHECK(refused.reason.starts_with("C2 digest"));
  CHECK(refused.second->reason == "C2 digest: no");
  CHECK_FALSE(verified(bad, Stance::no_opinion, "").disputed);
  const VerifiedFile other = verified(bad, Stance::confirmed, "");
  CHECK(other.disputed);
  CHECK(other.code == 5);
  // Nobody is asked about a file that cannot be read, or without a policy.
  CHECK_FALSE(verified((scratch.path / "missing.json").string(), Stance::refused, "").second);
  CHECK_FALSE(Verifier({}).verify(good).second);
}

TEST_CASE("verify: another text under a known id is refused unless it is allowed") {
  const Scratch scratch;
  const Claim claim = test::one_assertion("n", "<=", "n + 1");
  const Claim other = test::one_assertion("n", "<=", "n + 2");
  const std::string file = scratch.write("other.json", write_certificate(make_certificate(proved(other, 3), "test")));
  const std::string known = scratch.write("one.toml", claim.text);
  CHECK(Verifier({}).verify(file).accepted());
  const VerifiedFile refused = Verifier({.claims = {known}}).verify(file);
  CHECK(refused.code == 5);
  CHECK(refused.reason.find("C4") != std::string::npos);
  CHECK(Verifier({.allow_other_text = true, .claims = {known}}).verify(file).accepted());
}

TEST_CASE("verify: an estimate that is recorded as an enclosure is refused, and the reverse") {
  const Scratch scratch;
  // Where a claim expects "supported", the kernel asks for a sample itself.
  std::string text = load_claim("rank-barrier").text;
  text.replace(text.find("expect = \"supported\""), 20, "expect = \"refuted\"");
  const Claim claim = parse_claim(text, "rank-barrier.toml");
  REQUIRE(claim.find_assertion("mean-rank")->expected == Verdict::refuted);
  Verifier verifier({.allow_other_text = true});
  const auto points = make_points(claim, {claim.find_assertion("mean-rank")}, {{"n", {20}}, {"d_h", {2}}, {"trials", {200}}}, {});
  const Certificate honest = make_certificate(run_points(points, {}).front(), "test");
  CHECK(verifier.verify(scratch.write("honest.json", write_certificate(honest))).accepted());
  Certificate bare = honest;
  bare.left.evidence->sample.reset();
  bare.verdict = Verdict::certified;
  const VerifiedFile refused = verifier.verify(scratch.write("bare.json", write_certificate(bare)));
  CHECK(refused.code == 5);
  CAPTURE(refused.reason);
  CHECK(refused.reason.find("hardmax_rank is an estimate") != std::string::npos);

  const Claim separation = load_claim("low-rank-separation");
  const auto others = make_points(separation, {separation.find_assertion("general-values")}, {{"d", {10}}, {"r", {1}}, {"H", {4}}}, {});
  Certificate sampled = make_certificate(run_points(others, {}).front(), "test");
  sampled.right.evidence->sample = Evidence::Sample{{0}, 0, 1, Rational(1, 20)};
  CHECK_FALSE(Verifier({}).verify(scratch.write("sampled.json", write_certificate(sampled))).accepted());
}

TEST_CASE("verify: a recorded result is the result that made the certificate") {
  const Claim claim = test::one_assertion("n", "<=", "n + exp(1)");
  const Result result = proved(claim, 7);
  const Certificate certificate = parse_certificate(write_certificate(make_certificate(result, "test")));
  const Result recorded = recorded_result(certificate, claim);
  CHECK(recorded.point.assertion == result.point.assertion);
  CHECK(recorded.point.parameters == result.point.parameters);
  CHECK(recorded.left == result.left);
  CHECK(recorded.right == result.right);
  CHECK(recorded.verdict == Verdict::certified);
  CHECK(margin(recorded) == margin(result));
  CHECK(write_certificate(make_certificate(recorded, "test")) == write_certificate(certificate));
}

TEST_CASE("certificate: its digest is that of its canonical form, and changes with it") {
  const Claim claim = test::one_assertion("n", "<=", "n + 1");
  Certificate certificate = make_certificate(proved(claim, 3), "test");
  const std::string digest = certificate_digest(certificate);
  CHECK(write_certificate(certificate).find("\"digest\": \"" + digest + "\"") != std::string::npos);
  certificate.tool = "other";
  CHECK(certificate_digest(certificate) != digest);
}

TEST_CASE("verify: a measurement that this program cannot make is no evidence") {
  const Scratch scratch;
  std::string text = load_claim("rank-barrier").text;
  const Claim known = parse_claim(text, "rank-barrier.toml");
  const auto points = make_points(known, {known.find_assertion("mean-rank")}, {{"n", {20}}, {"d_h", {2}}, {"trials", {200}}}, {});
  const Result result = run_points(points, {}).front();
  for (std::size_t at = 0; (at = text.find("hardmax_rank(", at)) != std::string::npos;) text.replace(at, 12, "oracle_ranks");
  const Claim other = parse_claim(text, "rank-barrier.toml");
  Result told = result;
  told.point = {&other, other.find_assertion("mean-rank"), result.point.parameters};
  const VerifiedFile refused = Verifier({.allow_other_text = true}).verify(scratch.write("oracle.json", write_certificate(make_certificate(told, "test"))));
  CAPTURE(refused.reason);
  CHECK(refused.code == 5);
  CHECK(refused.reason.find("no quantity 'oracle_ranks'") != std::string::npos);
}

TEST_CASE("verify: a folder that cannot be read is named") {
  const Scratch scratch;
  const std::string loop = (scratch.path / "loop").string();
  fs::create_symlink("loop", loop);
  CHECK_THROWS_AS(static_cast<void>(certificate_files({loop})), InputError);
}
