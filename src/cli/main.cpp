// rankcert: parses the command line, runs one command, turns errors into one line and an exit code.
#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <sys/resource.h>
#include <tbb/global_control.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <thread>

#include "cli/command_line.hpp"
#include "cli/output.hpp"
#include "exact/error.hpp"
#include "formula/formula_error.hpp"

namespace {

using namespace rankcert;

/// Bytes of address space that this process may use (ulimit -v).
rlim_t address_space() {
  rlimit limit{};
  return ::getrlimit(RLIMIT_AS, &limit) == 0 ? limit.rlim_cur : RLIM_INFINITY;
}

/// OpenBLAS starts a thread a core as it is loaded, each with a buffer of 128 MiB, and tries for ever where there is no room
/// for one (0.3.21). None of them is used, and only the environment can ask for none: where address space is short the
/// program starts again with that word. Returns if it is not short, or if there is no way to start again.
void restart_without_blas_threads(char** argv) {
  constexpr const char* variable = "OPENBLAS_NUM_THREADS";
  if (address_space() == RLIM_INFINITY || std::getenv(variable) != nullptr) return;
  ::setenv(variable, "1", 0);
  ::execv("/proc/self/exe", argv);
}

/// At most `wanted`: each takes a BLAS buffer and a heap of its own.
unsigned threads_within_address_space(unsigned wanted) {
  constexpr rlim_t thread_bytes = rlim_t{256} << 20U;
  if (address_space() == RLIM_INFINITY) return wanted;
  return static_cast<unsigned>(std::clamp<rlim_t>(address_space() / thread_bytes, 2, rlim_t{wanted} + 1) - 1);
}

/// Runs the command with the threads it may use; every failure becomes one line on stderr and its exit code.
int guarded(const std::function<int()>& command, unsigned jobs) {
  const unsigned threads = threads_within_address_space(jobs != 0 ? jobs : std::max(1U, std::thread::hardware_concurrency()));
  const tbb::global_control control(tbb::global_control::max_allowed_parallelism, threads);
  install_interrupt_handler();
  try {
    return command();
  } catch (const FormulaError& error) {
    write_note(error.what());
    fmt::print(stderr, "{}\n", error.diagram());
    return exit_code(error.failure());
  } catch (const Error& error) {
    write_note(error.what());
    return exit_code(error.failure());
  } catch (const std::bad_alloc&) {
    write_note("out of memory");
    return 70;
  } catch (const std::exception& error) {
    write_note(fmt::format("the tool itself failed: {}; this is a bug, please report it with the command line", error.what()));
    return 70;
  }
}

}  // namespace

int main(int argc, char** argv) {
  restart_without_blas_threads(argv);
  ChosenCommand chosen;
  const std::shared_ptr<CLI::App> app = make_command_line(chosen);
  try {
    app->parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app->exit(error);
    const auto commands = app->get_subcommands([](const CLI::App*) { return true; });
    const bool unknown = argc > 1 && argv[1][0] != '-' &&
                         std::none_of(commands.begin(), commands.end(), [&](const CLI::App* one) { return one->get_name() == argv[1]; });
    write_note((unknown ? "unknown command '" + std::string(argv[1]).substr(0, 40) + "'" : std::string(error.what())) + " (rankcert --help tells more)");
    return 2;
  }
  return guarded(chosen.run, chosen.jobs);
}
