// rankcert-check: the trusted checker alone. One verdict line a file on stdout, everything else on stderr.
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "checker/check_certificate.hpp"
#include "checker/printable.hpp"
#include "checker/read_file.hpp"
#include "exact/decimal.hpp"
#include "exact/error.hpp"

namespace {

constexpr const char* help =
    "usage: rankcert-check [--expect N] [--claim-digest DIGEST] FILE...\n"
    "Checks certificates with the trusted kernel alone and prints one line a file:\n"
    "  accepted VERDICT [(recorded measurement[, confidence C])] FILE, or refused FILE; why it is refused, the claim's\n"
    "  digest and its hypotheses go to stderr.\n"
    "  --expect N             exit 3 unless exactly N files hold a decided comparison\n"
    "  --claim-digest DIGEST  refuse certificates of any other claim text, \"sha256:...\"\n"
    "Exit code: 0 all accepted, something decided, nothing contradicted; 1 a claim is contradicted; 2 wrong usage or an\n"
    "unreadable file; 3 undecided, or nothing was decided; 5 a certificate is refused.\n"
    "A recorded measurement is taken as it stands; `rankcert verify --replay` repeats it.\n";

struct Options {
  std::vector<std::string> files;
  std::optional<std::size_t> expect;
  std::string claim_digest;
};

/// Nothing if the words are wrong.
std::optional<Options> parse_options(const std::vector<std::string>& words) {
  Options options;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] != "--expect" && words[i] != "--claim-digest") {
      if (words[i].starts_with("--")) return std::nullopt;
      options.files.push_back(words[i]);
      continue;
    }
    if (i + 1 == words.size()) return std::nullopt;
    const std::string& value = words[i + 1];
    if (words[i] == "--claim-digest") {
      options.claim_digest = value;
    } else {
      std::size_t number = 0;
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
      if (error != std::errc{} || end != value.data() + value.size()) return std::nullopt;
      options.expect = number;
    }
    ++i;
  }
  if (options.files.empty()) return std::nullopt;
  return options;
}

class Run {
 public:
  explicit Run(const Options& options) : options_(options) {}

  int check_all() {
    int worst = 0;
    for (const std::string& path : options_.files) {
      int code = 0;
      try {
        code = check(path);
      } catch (const rankcert::Error& error) {
        std::printf("unreadable %s\n", path.c_str());
        std::fprintf(stderr, "%s\n", error.what());
        code = rankcert::exit_code(error.failure());
      }
      worst = rankcert::worse_exit_code(worst, code);
    }
    const bool enough = options_.expect ? decided_ == *options_.expect : decided_ > 0;
    if (!enough) std::fprintf(stderr, "%zu of %zu files hold a decided comparison\n", decided_, options_.files.size());
    return enough ? worst : rankcert::worse_exit_code(worst, 3);
  }

 private:
  int check(const std::string& path) {
    const rankcert::CheckReport report = checker_.check(rankcert::read_file(path));
    if (report.accepted && !options_.claim_digest.empty() && report.claim_digest != options_.claim_digest) {
      return refuse(path, "the claim text is " + report.claim_digest + ", not the one asked for");
    }
    if (!report.accepted) return refuse(path, report.reason);
    std::string how;
    if (report.measured) how = report.alpha ? " (recorded measurement, confidence " + rankcert::decimal_below(1 - *report.alpha, 6) + ")" : " (recorded measurement)";
    std::printf("accepted %s%s %s\n", std::string(to_text(report.verdict)).c_str(), how.c_str(), path.c_str());
    std::fprintf(stderr, "%s: %s, claim %s\n", path.c_str(), report.subject.c_str(), report.claim_digest.c_str());
    if (told_.insert(report.claim_digest).second) {
      for (const std::string& hypothesis : checker_.find_claim(report.claim_digest)->hypotheses) {
        std::fprintf(stderr, "  under the hypothesis: %s\n", rankcert::printable(hypothesis).c_str());
      }
    }
    decided_ += rankcert::is_decided(report.standing) ? 1 : 0;
    return exit_code_of(report.standing);
  }

  static int refuse(const std::string& path, const std::string& reason) {
    std::printf("refused %s\n", path.c_str());
    std::fprintf(stderr, "%s: %s\n", path.c_str(), reason.c_str());
    return 5;
  }

  const Options& options_;
  rankcert::Checker checker_;
  std::set<std::string> told_;
  std::size_t decided_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (!words.empty() && (words.front() == "--help" || words.front() == "-h")) {
    std::fputs(help, stdout);
    return 0;
  }
  if (!words.empty() && words.front() == "--version") {
    std::puts("rankcert-check " RANKCERT_VERSION);
    return 0;
  }
  const auto options = parse_options(words);
  if (!options) {
    std::fputs(help, stderr);
    return 2;
  }
  try {
    const int code = Run(*options).check_all();
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
      std::fprintf(stderr, "the verdicts could not be written: %s\n", std::strerror(errno));
      return 2;
    }
    return code;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "rankcert-check failed: %s; this is a bug, please report it with the file\n", error.what());
    return 70;
  }
}
