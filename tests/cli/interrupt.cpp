// SIGINT in the middle of a long run: 130, finished certificates stay and hold, nothing else is left.
#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "cli/process.hpp"

using namespace rankcert::test;

TEST_CASE("interrupt: a long check -o ends with 130 and keeps whole certificates") {
  const Folder folder;
  const std::string claim = folder.write("slow.toml",
                                         "id = \"slow\"\ntitle = \"\"\nstatement = \"\"\nsource = \"\"\nnote = \"slow\"\nhypotheses = [\"none\"]\n[parameters]\nn = { type = \"integer\", range = \"1..10^6\", meaning = \"n\" }\n"
                                         "[[assert]]\nname = \"a\"\ntitle = \"\"\nleft = \"sum(i = 1..20000, sin(i*n))\"\nrelation = \"<\"\nright = \"20001\"\nlemmas = [\"note#1\"]\n");
  const std::string out = folder / "out";
  const auto finished = [&] { return std::filesystem::exists(out) ? std::distance(std::filesystem::directory_iterator(out), std::filesystem::directory_iterator()) : 0; };
  const auto interrupt_later = [&](int child) {
    for (int tenths = 0; tenths < 200 && finished() < 5; ++tenths) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    ::kill(child, SIGINT);
  };
  const Outcome outcome = run_rankcert({"check", claim, "--set", "n=1..100000", "-o", out}, {.out_file = {}, .file_size_limit = 0, .meanwhile = interrupt_later});
  CAPTURE(outcome.err);
  CHECK(outcome.code == 130);
  CHECK(outcome.out.empty());
  CHECK(lines(outcome.err) == 1);
  std::size_t certificates = 0;
  for (const auto& entry : std::filesystem::directory_iterator(out)) {
    CHECK(entry.path().extension() == ".json");  // no temporary file
    if (certificates++ < 5) CHECK(run_checker({entry.path().string()}).code == 0);
  }
  CHECK(certificates >= 5);
  CHECK(certificates < 100'000);
}

TEST_CASE("interrupt: a long evaluation and a long measurement end with 130") {
  const auto soon = [](int child) {
    std::this_thread::sleep_for(std::chrono::milliseconds(700));
    ::kill(child, SIGINT);
  };
  CHECK(run_rankcert({"eval", "sum(i = 1..9*10^6, sin(i))"}, {.out_file = {}, .file_size_limit = 0, .meanwhile = soon}).code == 130);
  CHECK(run_rankcert({"check", "rank-barrier", "--set", "n=16384", "--set", "d_h=64", "--set", "trials=1000"}, {.out_file = {}, .file_size_limit = 0, .meanwhile = soon}).code == 130);
}
