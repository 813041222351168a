// rankcert: parses the command line, runs one command, turns errors into one line and an exit code.
#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <tbb/global_control.h>

#include <cstdio>
#include <functional>
#include <thread>

#include "cli/command_line.hpp"
#include "cli/output.hpp"
#include "exact/error.hpp"
#include "formula/formula_error.hpp"

namespace {

using namespace rankcert;

/// Runs the command with the threads it may use; every failure becomes one line on stderr and its exit code.
int guarded(const std::function<int()>& command, unsigned jobs) {
  const unsigned threads = jobs != 0 ? jobs : std::max(1U, std::thread::hardware_concurrency());
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
