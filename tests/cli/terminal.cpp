#include "cli/terminal.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

#include "cli/process.hpp"

using namespace rankcert;
using namespace rankcert::test;

namespace {

/// Runs a command with stdout on a pseudo terminal and these settings of the environment; prints what it wrote there.
const char* const on_a_terminal = R"py(
import os, pty, subprocess, sys
settings, command = sys.argv[1], sys.argv[2:]
environment = {k: v for k, v in os.environ.items() if k not in ('NO_COLOR', 'TERM', 'LC_ALL', 'LC_CTYPE', 'LANG')}
environment.update(s.split('=', 1) for s in settings.split())
master, slave = pty.openpty()
process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=slave, stderr=subprocess.DEVNULL, env=environment)
os.close(slave)
data = b''
while True:
    try:
        more = os.read(master, 65536)
    except OSError:
        break
    if not more:
        break
    data += more
sys.stdout.buffer.write(data.replace(b'\r\n', b'\n'))
sys.exit(process.wait())
)py";

std::string seen(const std::string& settings, const std::vector<std::string>& arguments) {
  const Folder folder;
  std::vector<std::string> command = {"python3", folder.write("terminal.py", on_a_terminal), settings, RANKCERT_EXECUTABLE};
  command.insert(command.end(), arguments.begin(), arguments.end());
  const Outcome outcome = run("/usr/bin/env", command);
  CAPTURE(outcome.err);
  CHECK(outcome.code == 0);
  return outcome.out;
}

bool has_python() { return std::system("python3 -c 'import pty' 2>/dev/null") == 0; }

bool is_coloured(const std::string& text) { return text.find("\033[") != std::string::npos; }

/// What remains without the codes of colours.
std::string without_colour(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\033') i = text.find('m', i);
    else plain += text[i];
  }
  return plain;
}

const std::vector<std::string> small_check = {"check", "separation-threshold", "--assertion", "count-product", "--set", "d=12", "--set", "r=2", "--set", "L=3"};

}  // namespace

TEST_CASE("terminal: colour there, and nowhere else") {
  if (!has_python()) return;
  const std::string plain = run_rankcert(small_check).out;
  CHECK_FALSE(is_coloured(plain));
  const std::string coloured = seen("TERM=xterm LC_ALL=C", small_check);
  CHECK(coloured.find("\033[32mcertified\033[0m") != std::string::npos);
  CHECK(without_colour(coloured) == plain);
  for (const char* settings : {"TERM=xterm NO_COLOR=1", "TERM=dumb", "LC_ALL=C.UTF-8", "TERM=dumb LC_ALL=C.UTF-8", "TERM=xterm LC_ALL=C.UTF-8 NO_COLOR=1"}) {
    CHECK_MESSAGE(seen(settings, small_check) == plain, settings);
  }
  CHECK(is_coloured(seen("TERM=xterm NO_COLOR=", small_check)));  // empty: as if it were not set
}

TEST_CASE("terminal: signs beyond ASCII only where the locale is UTF-8") {
  if (!has_python()) return;
  CHECK(seen("TERM=xterm LC_ALL=C.UTF-8", small_check).find("\u2264") != std::string::npos);
  const std::string ascii = seen("TERM=xterm LC_ALL=C", small_check);
  for (const char c : ascii) CHECK(static_cast<unsigned char>(c) < 0x80);
}

TEST_CASE("terminal: every command shows the same words with colour and without") {
  if (!has_python()) return;
  const Folder folder;
  std::vector<std::string> writing = small_check;
  writing.insert(writing.end(), {"-o", folder / "certificates"});
  REQUIRE(run_rankcert(writing).code == 0);
  const std::vector<std::vector<std::string>> commands = {
      {"verify", folder / "certificates"},
      {"threshold", "low-rank-separation", "--set", "d=64", "--set", "r=1", "--set", "error=0.1"},
      {"compare", RANKCERT_PUBLISHED, "--claim", "low-rank-separation", "--columns", "d=dim,H=heads,mse=error", "--set", "r=1"}};
  for (const auto& command : commands) {
    CAPTURE(command.front());
    const std::string coloured = seen("TERM=xterm LC_ALL=C", command);
    CHECK(is_coloured(coloured));
    CHECK(without_colour(coloured) == run_rankcert(command).out);
  }
}

TEST_CASE("terminal: the ink of a verdict") {
  CHECK(ink_of(Standing::as_expected, Verdict::certified) == Ink::good);
  CHECK(ink_of(Standing::as_expected, Verdict::refuted) == Ink::good);
  CHECK(ink_of(Standing::as_expected, Verdict::supported) == Ink::evidence);
  CHECK(ink_of(Standing::contradiction, Verdict::refuted) == Ink::bad);
  CHECK(ink_of(Standing::contradiction, Verdict::certified) == Ink::bad);
  CHECK(ink_of(Standing::undecided, Verdict::inconclusive) == Ink::open);
  CHECK(ink_of(Standing::not_compared, Verdict::enclosed) == Ink::faint);
}

TEST_CASE("terminal: text is broken at blanks, a long word within") {
  CHECK(wrapped("one two three", 0, 2, 8) == "one two\n  three\n");
  CHECK(wrapped("one two", 0, 2, 7) == "one two\n");
  CHECK(wrapped("abcdefgh", 0, 2, 5) == "abcde\n  fgh\n");
  CHECK(wrapped("", 2, 4, 10) == "  \n");
  CHECK(wrapped("a\nb\033[31m", 0, 0, 40) == "a b [31m\n");
  CHECK(wrapped("\u2264\u2264\u2264\u2264", 0, 0, 2) == "\u2264\u2264\n\u2264\u2264\n");  // characters are counted, not bytes
}
