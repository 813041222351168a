// rankcert init: an example claim with its note, a baseline and a workflow, to be changed into one's own.
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "claim/baseline_file.hpp"
#include "claim/run.hpp"
#include "claim/write_file.hpp"
#include "cli/baseline_gate.hpp"
#include "cli/commands.hpp"
#include "cli/init_templates.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "exact/error.hpp"

namespace rankcert {
namespace {

struct NewFile {
  std::string path;  ///< below the folder
  std::string meaning;
  std::string text;
};

std::string template_text(std::string_view name) {
  const auto all = init_templates();
  return std::string(std::find_if(all.begin(), all.end(), [&](const EmbeddedText& one) { return one.name == name; })->text);
}

/// What `rankcert check bounds/birthday.toml --baseline baseline.json --bless` would write.
std::string baseline_text(const std::string& claim_text, const Limits& limits) {
  const CheckOptionsOfCommand defaults;
  const Claim claim = parse_claim(claim_text, "birthday.toml", limits);
  RunOptions run;
  run.prover.stop = &stop_flag();
  run.seed = defaults.seed;
  run.confidence = *parse_rational(defaults.confidence);
  const std::vector<Result> results = run_points(suite_points(claim, defaults.suite, limits), run);
  return write_baseline(record_baseline(results, run.seed, run.confidence, how_points_are_chosen(defaults)));
}

std::vector<NewFile> new_files(const Limits& limits) {
  const std::string claim = template_text("claim");
  return {{"bounds/birthday.toml", "a claim, to be changed into your own", claim},
          {"proofs-notes/birthday.md", "its proof", template_text("note")},
          {"bounds/README.md", "what to run", template_text("guide")},
          {"baseline.json", "what holds now, for later runs to be held against", baseline_text(claim, limits)},
          {".github/workflows/rankcert.yml", "GitHub Actions; change RANKCERT_REPOSITORY in it", template_text("workflow")}};
}

void refuse_existing(const std::filesystem::path& folder, const std::vector<NewFile>& files) {
  for (const NewFile& file : files) {
    const std::filesystem::path path = folder / file.path;
    std::error_code unknown;
    if (std::filesystem::symlink_status(path, unknown).type() == std::filesystem::file_type::not_found) continue;
    const std::string reason = unknown ? ": " + unknown.message() : " is there already";
    throw InputError(path.string() + reason + "; init overwrites nothing, and has written nothing");
  }
}

/// All files or none; folders that were made stay.
void write_all(const std::filesystem::path& folder, const std::vector<NewFile>& files) {
  std::vector<std::filesystem::path> written;
  try {
    for (const NewFile& file : files) {
      const std::filesystem::path path = folder / file.path;
      make_folder(path.has_parent_path() ? path.parent_path() : ".");
      write_file_atomically(path, file.text);
      written.push_back(path);
    }
  } catch (const Error&) {
    std::error_code ignored;
    for (const auto& path : written) std::filesystem::remove(path, ignored);
    throw;
  }
}

}  // namespace

int run_init(const InitOptions& options) {
  const std::vector<NewFile> files = new_files(options.common.limits);
  refuse_existing(options.folder, files);
  write_all(options.folder, files);
  std::string text;
  auto list = nlohmann::ordered_json::array();
  for (const NewFile& file : files) {
    text += fmt::format("{:<31} {}\n", file.path, file.meaning);
    list.push_back(file.path);
  }
  text += "\nIn this folder: rankcert check bounds/*.toml --baseline baseline.json\n";
  write_out(options.common.json ? document({{"folder", options.folder}, {"files", list}}) : text);
  return 0;
}

}  // namespace rankcert
