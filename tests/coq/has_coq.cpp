#include "coq/has_coq.hpp"

#include <doctest/doctest.h>

#include "coq/run_coq.hpp"

namespace rankcert::test {

bool has_coq() {
  static const coq::CoqRun probe = coq::run_coq("From Interval Require Import Tactic.\n");
  if (probe.outcome == coq::Outcome::accepted) return true;
  MESSAGE("skipped: " << probe.reason << " (Debian: coq libcoq-interval)");
  return false;
}

}  // namespace rankcert::test
