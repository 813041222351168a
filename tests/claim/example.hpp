// Claims for the tests, written to exercise one thing each.
#pragma once

#include <string>

#include "checker/claim_text.hpp"

namespace rankcert::test {

/// A claim with parameter n (integer, 0..10^6), hint L (odd, 1..99; candidates 3, 9, 27) and one assertion "a".
[[nodiscard]] Claim one_assertion(const std::string& left, const std::string& relation, const std::string& right, const std::string& more = "");

/// What `work` says when it throws InputError; "" if it does not.
template <class Work>
std::string input_error(const Work& work);

}  // namespace rankcert::test

#include "exact/error.hpp"

template <class Work>
std::string rankcert::test::input_error(const Work& work) {
  try {
    work();
    return "";
  } catch (const InputError& error) {
    return error.what();
  }
}
