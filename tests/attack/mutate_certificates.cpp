// mutate_certificates [FILES...]: changes certificates that hold in every way that matters, and puts the changed ones before
// the kernel and the second opinion. Exit 1 if one is answered otherwise than its meaning demands.
#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "attack/base_certificates.hpp"
#include "attack/campaign.hpp"
#include "attack/checkers.hpp"
#include "checker/read_file.hpp"

using namespace rankcert;
using namespace rankcert::attack;

namespace {

void print_counts(const CampaignResult& result) {
  for (const auto& [change, tally] : result.by_change) {
    fmt::print("{:>8} {:<9} {}{}\n", tally.tried, tally.to_be_refused == 0 ? "accepted" : "refused", change,
               tally.no_opinion == 0 ? "" : fmt::format("  ({} without opinion)", tally.no_opinion));
  }
}

void keep_survivors(const CampaignResult& result, const std::filesystem::path& folder) {
  if (result.survivors.empty()) return;
  std::filesystem::create_directories(folder);
  std::size_t number = 0;
  for (const Survivor& survivor : result.survivors) {
    const auto file = folder / fmt::format("survivor-{:03}.json", ++number);
    std::ofstream(file, std::ios::binary) << survivor.mutant.text;
    fmt::print("SURVIVOR {}: {} of '{}' {} it: {}: {}\n", file.string(), survivor.checker, survivor.base,
               survivor.mutant.fate == Fate::refused ? "accepts" : "refuses", survivor.mutant.field, survivor.mutant.change);
  }
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Changes certificates and puts them before the checkers.");
  std::uint64_t count = 2'000;
  std::uint64_t seed = 1;
  std::string survivors = "survivors";
  std::vector<std::string> files;
  app.add_option("--count", count, "number of mutants");
  app.add_option("--seed", seed, "of the random choices");
  app.add_option("--survivors", survivors, "folder for mutants that are answered wrongly");
  app.add_option("FILES", files, "certificates to change, beside the examples")->check(CLI::ExistingFile);
  CLI11_PARSE(app, argc, argv);
  try {
    std::vector<Base> bases = example_bases();
    for (const std::string& file : files) bases.push_back(base_of(std::filesystem::path(file).filename().string(), read_file(file)));
    const auto begin = std::chrono::steady_clock::now();
    const CampaignResult result = run_campaign(bases, count, seed, all_checkers());
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    print_counts(result);
    keep_survivors(result, survivors);
    fmt::print("{} certificates unchanged; {} mutants from seed {}: {} of another meaning, {} still true; {} survivors; {:.1f} s\n", bases.size(),
               result.refused + result.accepted - bases.size(), seed, result.refused, result.accepted - bases.size(), result.survivors.size(), seconds.count());
    return result.survivors.empty() ? 0 : 1;
  } catch (const std::exception& error) {
    fmt::print(stderr, "mutate_certificates: {}\n", error.what());
    return 2;
  }
}
