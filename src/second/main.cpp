// rankcert-second: the second opinion on certificates alone. One verdict line a file on stdout, everything else on stderr.
#include <CLI/CLI.hpp>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "exact/decimal.hpp"
#include "exact/error.hpp"
#include "second/one_line.hpp"
#include "second/opinion.hpp"

namespace {

using rankcert::second::one_line;
using rankcert::second::Opinion;
using rankcert::second::Stance;

constexpr std::size_t max_path_bytes = 4'096;

struct Options {
  std::vector<std::string> files;
  std::optional<std::size_t> expect;
  std::string claim_digest;
};

std::string read_file(const std::string& path) {
  const auto fail = [&](const std::string& why) { throw rankcert::InputError(one_line(path, max_path_bytes) + ": " + why); };
  std::error_code error;
  if (!std::filesystem::exists(path, error)) fail("there is no such file");
  if (!std::filesystem::is_regular_file(path, error)) fail("is no regular file");
  std::ifstream stream(path, std::ios::binary);
  if (!stream) fail(std::string("cannot be opened: ") + std::strerror(errno));
  const std::size_t most = rankcert::second::JsonLimits{}.max_bytes;
  std::string bytes;
  std::array<char, 1U << 16U> block{};
  while (stream.read(block.data(), block.size()) || stream.gcount() > 0) {
    bytes.append(block.data(), static_cast<std::size_t>(stream.gcount()));
    if (bytes.size() > most) fail("is larger than " + std::to_string(most) + " bytes");
  }
  if (stream.bad()) fail("cannot be read");
  return bytes;
}

class Run {
 public:
  explicit Run(const Options& options) : options_(options) {}

  /// The exit code.
  int check_all() {
    int worst = 0;
    for (const std::string& path : options_.files) worst = rankcert::second::graver(worst, check(path));
    const bool enough = options_.expect ? decided_ == *options_.expect : decided_ > 0;
    if (enough) return worst;
    std::fprintf(stderr, "%zu of %zu files hold a decided comparison that is confirmed\n", decided_, options_.files.size());
    return rankcert::second::graver(worst, 3);
  }

 private:
  int check(const std::string& path) {
    try {
      return tell(path, checker_.check(read_file(path)));
    } catch (const rankcert::InputError& error) {
      std::fprintf(stderr, "%s\n", error.what());
      return answer("unreadable", path, 2);
    }
  }

  int tell(const std::string& path, const Opinion& opinion) {
    const bool other_text = !options_.claim_digest.empty() && !opinion.claim_digest.empty() && opinion.claim_digest != options_.claim_digest;
    if (opinion.stance != Stance::refused && other_text) return because("refused", path, "the claim text is " + opinion.claim_digest + ", not the one asked for", 5);
    if (opinion.stance == Stance::refused) return because("refused", path, opinion.reason, 5);
    if (opinion.stance == Stance::no_opinion) return because("no opinion", path, opinion.reason, 3);
    std::string how = "confirmed " + std::string(to_text(opinion.verdict));
    if (opinion.measured) how += opinion.alpha ? " (recorded measurement, confidence " + rankcert::decimal_below(1 - *opinion.alpha, 6) + ")" : " (recorded measurement)";
    std::fprintf(stderr, "%s: %s, claim %s\n", one_line(path, max_path_bytes).c_str(), opinion.subject.c_str(), opinion.claim_digest.c_str());
    if (told_.insert(opinion.claim_digest).second) {
      for (const std::string& hypothesis : opinion.claim->hypotheses) std::fprintf(stderr, "  under the hypothesis: %s\n", one_line(hypothesis).c_str());
    }
    decided_ += is_decided(opinion.verdict, opinion.expected) ? 1 : 0;
    return answer(how, path, exit_code_of(opinion.verdict, opinion.expected));
  }

  static int because(const std::string& word, const std::string& path, const std::string& reason, int code) {
    std::fprintf(stderr, "%s: %s\n", one_line(path, max_path_bytes).c_str(), reason.c_str());
    return answer(word, path, code);
  }

  static int answer(const std::string& word, const std::string& path, int code) {
    std::printf("%s %s\n", word.c_str(), one_line(path, max_path_bytes).c_str());
    return code;
  }

  const Options& options_;
  rankcert::second::SecondChecker checker_;
  std::set<std::string> told_;
  std::size_t decided_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Checks certificates a second time, on MPFI intervals and with a reader and algorithms of its own, and prints one\n"
               "line a file: confirmed VERDICT [(recorded measurement[, confidence C])] FILE, refused FILE (a condition of the\n"
               "format is proved to fail), no opinion FILE (it could not be decided here), or unreadable FILE. Reasons, the\n"
               "claim's digest and its hypotheses go to stderr.", "rankcert-second");
  app.add_option("FILE", options.files, "Certificates")->required();
  app.add_option("--expect", options.expect, "Exit 3 unless exactly N files hold a decided comparison that is confirmed")->type_name("N");
  app.add_option("--claim-digest", options.claim_digest, "Refuse certificates of any other claim text, \"sha256:...\"")->type_name("DIGEST");
  app.set_version_flag("--version", "rankcert-second " RANKCERT_VERSION);
  app.footer("Exit code, the gravest of: 0 all confirmed, something decided, nothing contradicted; 1 a claim is contradicted; 2 wrong\n"
             "usage or an unreadable file; 3 undecided, no opinion, or nothing was decided; 5 a certificate is refused; 70 the\n"
             "program failed. A recorded measurement is taken as it stands; `rankcert verify --replay` repeats it.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  try {
    const int code = Run(options).check_all();
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
      std::fprintf(stderr, "the verdicts could not be written: %s\n", std::strerror(errno));
      return 2;
    }
    return code;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "rankcert-second failed: %s; this is a bug, please report it with the file\n", error.what());
    return 70;
  }
}
