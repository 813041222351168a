// Too little memory, a full disk, a sudden death: an answer or one clear line, and nothing half-written.
#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

#include "cli/process.hpp"

using namespace rankcert::test;

namespace {

namespace fs = std::filesystem;

constexpr std::size_t half_gibibyte = std::size_t{512} << 20U;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Outcome with_little_memory(const std::vector<std::string>& arguments) { return run_rankcert(arguments, {.memory_limit = half_gibibyte}); }

std::string claim_text(const std::string& left, const std::string& right) {
  return "id = \"mine\"\ntitle = \"\"\nstatement = \"\"\nsource = \"\"\nnote = \"mine\"\nhypotheses = [\"none\"]\n[parameters]\nn = { type = \"integer\", range = \"1..10^6\", meaning = \"n\" }\n"
         "[[assert]]\nname = \"a\"\ntitle = \"\"\nleft = \"" + left + "\"\nrelation = \"<\"\nright = \"" + right + "\"\nlemmas = [\"note#1\"]\n";
}

std::ptrdiff_t files_in(const std::string& folder) {
  return fs::exists(folder) ? std::distance(fs::directory_iterator(folder), fs::directory_iterator()) : 0;
}

}  // namespace

TEST_CASE("resources: usual work fits into 512 MiB of address space") {
  if (has_sanitizers) return;
  const Folder folder;
  const std::string out = folder / "out";
  CHECK(with_little_memory({"check", "low-rank-separation", "--assertion", "general-values", "--set", "d=64", "--set", "r=1,4", "--set", "H=64", "--jobs", "1", "-o", out}).code == 0);
  CHECK(with_little_memory({"verify", out}).code == 0);
  CHECK(with_little_memory({"report", out, "-o", folder / "page.html"}).code == 0);
  CHECK(with_little_memory({"eval", "integral(t = -1..1, sqrt(1 - t^2))"}).code == 0);
  std::vector<std::string> certificates;
  for (const auto& entry : fs::directory_iterator(out)) certificates.push_back(entry.path().string());
  CHECK(run_checker(certificates, {.memory_limit = half_gibibyte}).code == 0);
}

TEST_CASE("resources: hostile files end with a documented exit code in 512 MiB and less") {
  if (has_sanitizers) return;
  const Folder folder;
  const std::string huge = folder.write("huge.json", "{\"tool\": \"" + std::string(std::size_t{40} << 20U, 'x') + "\"}");
  const std::string wide = folder.write("wide.json", "[" + [] { std::string all; for (int i = 0; i < 500'000; ++i) all += "\"0\","; return all; }() + "\"0\"]");
  const std::string digits = folder.write("digits.toml", claim_text("n + " + std::string(9'000, '9') + "^" + std::string(4, '9'), "2^(2^(2^30))"));
  for (const std::size_t mebibytes : {512U, 192U}) {
    for (const std::string& path : {huge, wide}) {
      const Outcome alone = run_checker({path}, {.memory_limit = mebibytes << 20U});
      CAPTURE(alone.err);
      CHECK((alone.code == 5 || alone.code == 2 || alone.code == 70));
      CHECK(lines(alone.err) <= 2);
      const Outcome verify = run_rankcert({"verify", path}, {.memory_limit = mebibytes << 20U});
      CAPTURE(verify.err);
      CHECK((verify.code == 5 || verify.code == 2 || (verify.code == 70 && has(verify.err, "out of memory"))));
    }
    const Outcome check = run_rankcert({"check", digits, "--set", "n=1"}, {.memory_limit = mebibytes << 20U});
    CAPTURE(check.err);
    CHECK((check.code == 3 || check.code == 2 || (check.code == 70 && has(check.err, "out of memory"))));
  }
}

TEST_CASE("resources: a limit on the size of files, as a shell sets it, ends with exit code 2 and no half file") {
  const Folder folder;
  const std::string claim = folder.write("mine.toml", claim_text("n", "n + 1"));
  // One block of 512 or 1024 bytes: no certificate fits.
  const Outcome outcome = run("/bin/sh", {"-c", "ulimit -f 1; exec \"$0\" check \"$1\" --set n=1 -o \"$2\"", RANKCERT_EXECUTABLE, claim, folder / "out"});
  CAPTURE(outcome.err);
  CHECK(outcome.code == 2);
  CHECK(has(outcome.err, "cannot be written: File too large"));
  CHECK(files_in(folder / "out") == 0);
}

TEST_CASE("resources: what was finished before the disk was full is whole") {
  const Folder folder;
  const std::string out = folder / "out";
  // The second certificate holds 3000 observations and does not fit.
  const Outcome outcome = run_rankcert({"check", "rank-barrier", "--assertion", "mean-rank", "--set", "n=30", "--set", "d_h=2", "--set", "trials=10,3000", "--jobs", "1", "-o", out},
                                       {.out_file = {}, .file_size_limit = 12'000});
  CAPTURE(outcome.err);
  CHECK(outcome.code == 2);
  CHECK(lines(outcome.err) == 1);
  CHECK(has(outcome.err, "cannot be written"));
  CHECK(files_in(out) <= 1);
  for (const auto& entry : fs::directory_iterator(out)) CHECK((run_checker({entry.path().string()}).code % 5) != 2);
}

TEST_CASE("resources: reports, tables and baselines on a full device say so, and the old file stays") {
  const Folder folder;
  const std::string out = folder / "out";
  const std::string claim = folder.write("mine.toml", claim_text("n", "n + 1"));
  REQUIRE(run_rankcert({"check", claim, "--set", "n=1..3", "-o", out}).code == 0);
  for (const std::string option : {"--csv", "--md", "--junit", "--tex", "-o"}) {
    const std::string target = folder.write("old", "old");
    const Outcome outcome = run_rankcert({"report", out, option, target}, {.out_file = {}, .file_size_limit = 100});
    CAPTURE(option);
    CAPTURE(outcome.err);
    CHECK(outcome.code == 2);
    CHECK(has(outcome.err, "cannot be written"));
    CHECK(read(target) == "old");
  }
  CHECK(folder.files() == std::vector<std::string>{"mine.toml", "old", "out"});
}

TEST_CASE("resources: kill -9 in the middle of a run leaves whole certificates and a folder that can be used") {
  const Folder folder;
  const std::string claim = folder.write("mine.toml", claim_text("sum(i = 1..20000, sin(i*n))", "20001"));
  const std::string out = folder / "out";
  const auto kill_later = [&](int child) {
    for (int tenths = 0; tenths < 600 && files_in(out) < 8; ++tenths) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    ::kill(child, SIGKILL);
  };
  const Outcome outcome = run_rankcert({"check", claim, "--set", "n=1..100000", "-o", out}, {.out_file = {}, .file_size_limit = 0, .meanwhile = kill_later});
  CHECK(outcome.code == 1000 + SIGKILL);
  std::vector<std::string> certificates;
  std::ptrdiff_t others = 0;
  for (const auto& entry : fs::directory_iterator(out)) {
    if (entry.path().extension() == ".json") certificates.push_back(entry.path().string());
    else ++others;
  }
  CHECK(certificates.size() >= 5);
  CHECK(others <= static_cast<std::ptrdiff_t>(std::thread::hardware_concurrency()));
  certificates.resize(5);
  CHECK(run_checker(certificates).code == 0);
  // A file cut short by the death of its writer has another ending, and nobody reads it.
  { const std::string debris = out + "/mine--a--n=7.json.aB3dE6"; std::ofstream(debris) << "{\"schema\""; }
  const Outcome verify = run_rankcert({"verify", out});
  CAPTURE(verify.out);
  CHECK(verify.code == 0);
  CHECK(run_rankcert({"report", out, "-o", folder / "page.html"}).code == 0);
  CHECK(run_rankcert({"check", claim, "--set", "n=1..6", "-o", out}).code == 0);
  CHECK(run_rankcert({"verify", out}).code == 0);
}
