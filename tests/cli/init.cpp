// init: what it writes passes at once with the commands of the workflow it writes, fails when the claim is broken, and
// overwrites nothing.
#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "cli/process.hpp"

using namespace rankcert::test;

namespace {

const std::vector<std::string> written = {".github/workflows/rankcert.yml", "baseline.json", "bounds/README.md", "bounds/birthday.toml", "proofs-notes/birthday.md"};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// The regular files below a folder, sorted.
std::vector<std::string> all_files(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_directory()) files.push_back(std::filesystem::relative(entry.path(), folder).string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void replace_in(const std::string& path, const std::string& before, const std::string& after) {
  std::string text = read(path);
  const auto at = text.find(before);
  REQUIRE(at != std::string::npos);
  std::ofstream(path, std::ios::binary) << text.replace(at, before.size(), after);
}

/// The commands of the workflow that call rankcert, in order.
std::vector<std::string> commands_of(const std::string& workflow) {
  const std::string key = "run: ";
  std::vector<std::string> commands;
  std::istringstream stream(read(workflow));
  for (std::string line; std::getline(stream, line);) {
    const auto at = line.find(key);
    if (at != std::string::npos && line.compare(at + key.size(), 9, "rankcert ") == 0) commands.push_back(line.substr(at + key.size()));
  }
  return commands;
}

/// Runs a command line as a step of the workflow: bash -e, in the folder, rankcert on the path.
Outcome step(const std::string& folder, const std::string& command) {
  const std::string bin = std::filesystem::path(RANKCERT_EXECUTABLE).parent_path().string();
  return run("/bin/bash", {"-e", "-c", "cd '" + folder + "' && PATH='" + bin + "':\"$PATH\" && unset GITHUB_STEP_SUMMARY && " + command});
}

}  // namespace

TEST_CASE("init: writes its files, and says which") {
  const Folder folder;
  const std::string place = folder / "new/place";
  const Outcome outcome = run_rankcert({"init", place});
  CAPTURE(outcome.err);
  REQUIRE(outcome.code == 0);
  CHECK(outcome.err.empty());
  CHECK(all_files(place) == written);
  for (const std::string& file : written) CHECK(has(outcome.out, file));
  const nlohmann::json json = json_of(run_rankcert({"init", folder / "other", "--json"}));
  CHECK(json.at("folder") == folder / "other");
  CHECK(json.at("files").size() == written.size());
  // Two runs write the same bytes.
  for (const std::string& file : written) CHECK(read(place + "/" + file) == read(folder / "other/" + file));
  const std::string workflow = read(place + "/.github/workflows/rankcert.yml");
  const std::string version = run_rankcert({"--version"}).out;
  REQUIRE(version.starts_with("rankcert "));
  CHECK(has(workflow, "RANKCERT_TAG: v" + version.substr(9)));
  CHECK(has(workflow, "--baseline baseline.json"));
}

TEST_CASE("init: the workflow's commands pass at once, fail where the claim is broken, pass again when blessed") {
  const Folder folder;
  REQUIRE(run_rankcert({"init", folder.path()}).code == 0);
  const std::vector<std::string> commands = commands_of(folder / ".github/workflows/rankcert.yml");
  REQUIRE(commands.size() == 2);
  for (const std::string& command : commands) {
    const Outcome outcome = step(folder.path(), command);
    CAPTURE(command);
    CAPTURE(outcome.out);
    CAPTURE(outcome.err);
    CHECK(outcome.code == 0);
  }
  CHECK(has(read(folder / "report.html"), "birthday"));
  const std::string& check = commands.front();
  const std::string claim = folder / "bounds/birthday.toml";

  // A wrong constant: m(m-1)/N without the 2 is no lower bound.
  replace_in(claim, "1 - exp(-m*(m - 1)/(2*days))", "1 - exp(-m*(m - 1)/days)");
  const Outcome broken = step(folder.path(), check);
  CHECK(broken.code == 1);
  CHECK(has(broken.out, "restated  assertion at-least"));
  CHECK(has(broken.out, "weaker    at-least days=365 m=23: certified -> refuted"));
  CHECK(has(broken.out, "DISAGREES"));
  CHECK(step(folder.path(), check + " --bless --allow-weaker").code == 1);
  replace_in(claim, "1 - exp(-m*(m - 1)/days)", "1 - exp(-m*(m - 1)/(2*days))");
  CHECK(step(folder.path(), check).code == 0);

  // Another title: nothing is weaker, but the text is not what was recorded.
  replace_in(claim, "The birthday bound:", "Birthdays:");
  const Outcome retitled = step(folder.path(), check);
  CHECK(retitled.code == 1);
  CHECK(has(retitled.out, "reworded  title"));
  CHECK(step(folder.path(), check + " --bless").code == 0);
  CHECK(step(folder.path(), check).code == 0);
}

TEST_CASE("init: overwrites nothing, and then writes nothing") {
  for (const std::string& file : written) {
    CAPTURE(file);
    const Folder folder;
    std::filesystem::create_directories(std::filesystem::path(folder / file).parent_path());
    std::ofstream(folder / file) << "mine";
    const Outcome outcome = run_rankcert({"init", folder.path()});
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK(lines(outcome.err) == 1);
    CHECK(has(outcome.err, file + " is there already; init overwrites nothing"));
    CHECK(all_files(folder.path()) == std::vector<std::string>{file});
    CHECK(read(folder / file) == "mine");
  }
  const Folder folder;  // a link that leads nowhere is there too
  REQUIRE(::symlink("nowhere", (folder / "baseline.json").c_str()) == 0);
  CHECK(run_rankcert({"init", folder.path()}).code == 2);
  CHECK(folder.files() == std::vector<std::string>{"baseline.json"});
}

TEST_CASE("init: where it cannot write it says so in one line, and takes back what it wrote") {
  const Folder folder;
  const std::string file = folder.write("file", "mine");
  const Outcome on_a_file = run_rankcert({"init", file});
  CHECK(on_a_file.code == 2);
  CHECK(lines(on_a_file.err) == 1);
  CHECK(read(file) == "mine");
  const Outcome full = run_rankcert({"init", folder / "full"}, {.out_file = {}, .file_size_limit = 4000, .meanwhile = [](int) {}});
  CHECK(full.code == 2);
  CHECK(lines(full.err) == 1);
  CHECK(all_files(folder / "full").empty());
  CHECK(run_rankcert({"init"}).code == 2);
}
