// Whether the tests can run Coq.
#pragma once

namespace rankcert::test {

/// Whether coqc is there with the libraries that the files need; a test without it says so.
[[nodiscard]] bool has_coq();

}  // namespace rankcert::test
