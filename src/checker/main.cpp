// rankcert-check: the trusted checker alone. One verdict line a file on stdout, everything else on stderr.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "checker/check_certificate.hpp"
#include "checker/read_file.hpp"
#include "exact/decimal.hpp"
#include "exact/error.hpp"

namespace {

constexpr const char* help =
    "usage: rankcert-check FILE...\n"
    "Checks certificates with the trusted kernel alone and prints one line a file:\n"
    "  accepted VERDICT [recorded measurement] FILE, or refused FILE; why it is refused goes to stderr.\n"
    "Exit code: 0 all accepted and decided as their claims expect, 1 a claim is contradicted, 2 wrong usage or an\n"
    "unreadable file, 3 accepted but undecided, 5 a certificate is refused.\n"
    "A recorded measurement is taken as it stands; `rankcert verify --replay` repeats it.\n";

int check_file(rankcert::Checker& checker, const std::string& path) {
  const rankcert::CheckReport report = checker.check(rankcert::read_file(path));
  if (!report.accepted) {
    std::printf("refused %s\n", path.c_str());
    std::fprintf(stderr, "%s: %s\n", path.c_str(), report.reason.c_str());
    return 5;
  }
  std::printf("accepted %s%s %s\n", std::string(to_text(report.verdict)).c_str(), report.measured ? " (recorded measurement)" : "", path.c_str());
  const std::string confidence = report.alpha ? ", confidence " + rankcert::decimal_below(1 - *report.alpha, 6) : "";
  std::fprintf(stderr, "%s: %s%s, claim %s\n", path.c_str(), report.subject.c_str(), confidence.c_str(), report.claim_digest.c_str());
  return exit_code_of(report.standing);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.empty() || arguments.front() == "--help" || arguments.front() == "-h") {
    std::fputs(help, arguments.empty() ? stderr : stdout);
    return arguments.empty() ? 2 : 0;
  }
  if (arguments.front() == "--version") {
    std::puts("rankcert-check " RANKCERT_VERSION);
    return 0;
  }
  try {
    rankcert::Checker checker;
    int worst = 0;
    for (const std::string& path : arguments) {
      try {
        worst = rankcert::worse_exit_code(worst, check_file(checker, path));
      } catch (const rankcert::Error& error) {
        std::printf("unreadable %s\n", path.c_str());
        std::fprintf(stderr, "%s\n", error.what());
        worst = rankcert::worse_exit_code(worst, rankcert::exit_code(error.failure()));
      }
    }
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
      std::fprintf(stderr, "the verdicts could not be written: %s\n", std::strerror(errno));
      return 2;
    }
    return worst;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "rankcert-check failed: %s; this is a bug, please report it with the file\n", error.what());
    return 70;
  }
}
