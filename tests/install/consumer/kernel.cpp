// Checks a certificate with the trusted kernel alone. Exit 0 if it is accepted, 5 if it is refused.
#include <rankcert/checker/check_certificate.hpp>
#include <rankcert/checker/read_file.hpp>

#include <iostream>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  rankcert::Checker checker;
  const rankcert::CheckReport report = checker.check(rankcert::read_file(argv[1]));
  std::cout << (report.accepted ? "accepted " : "refused ") << report.subject << ' ' << report.reason << '\n';
  return report.accepted ? 0 : 5;
}
