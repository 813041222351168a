// The one family of exceptions of the library. The library never prints; main() turns an error into one line and an
// exit code.
#pragma once

#include <stdexcept>
#include <string>

namespace rankcert {

/// What kind of failure an Error reports; `exit_code` maps it to the documented exit code of the process.
enum class Failure {
  bad_input,    ///< wrong usage or a malformed file: exit 2
  undecided,    ///< a limit ended the work before an answer: exit 3
  refused,      ///< a certificate is not accepted: exit 5
  interrupted,  ///< SIGINT: exit 130
};

/// The base of everything the library throws on purpose. `what()` is one line: what, where, what would be right.
class Error : public std::runtime_error {
 public:
  /// `line` is what the user reads.
  Error(Failure failure, const std::string& line) : std::runtime_error(line), failure_(failure) {}
  /// What kind of failure it is.
  [[nodiscard]] Failure failure() const noexcept { return failure_; }

 private:
  Failure failure_;
};

/// Bad input: a wrong parameter, an unreadable file, a malformed text.
class InputError : public Error {
 public:
  /// `line` says what, where, and what would be right.
  explicit InputError(const std::string& line) : Error(Failure::bad_input, line) {}
};

/// A documented limit (work, size, depth) ended the computation; nothing is known about its result.
class LimitError : public Error {
 public:
  /// `line` names the limit.
  explicit LimitError(const std::string& line) : Error(Failure::undecided, line) {}
};

/// The user interrupted the run.
class Interrupted : public Error {
 public:
  /// At the next poll of the stop flag.
  Interrupted() : Error(Failure::interrupted, "interrupted") {}
};

/// The exit code that `failure` stands for.
[[nodiscard]] constexpr int exit_code(Failure failure) noexcept {
  switch (failure) {
    case Failure::bad_input: return 2;
    case Failure::undecided: return 3;
    case Failure::refused: return 5;
    case Failure::interrupted: return 130;
  }
  return 70;
}

}  // namespace rankcert
