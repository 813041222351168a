#include <fmt/core.h>

#include <algorithm>

#include "claim/claim_library.hpp"
#include "cli/commands.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"

namespace rankcert {

int run_list(const CommonOptions& options) {
  auto json = nlohmann::ordered_json::array();
  std::string text;
  for (const EmbeddedText& built_in : built_in_claims()) {
    const Claim claim = load_claim(built_in.name, options.limits);
    auto assertions = nlohmann::ordered_json::array();
    text += fmt::format("{}\n  {}\n", claim.id, claim.title);
    for (const Assertion& assertion : claim.assertions) {
      text += fmt::format("    {:<16} {} {} {}\n", assertion.name, assertion.left.text, to_text(assertion.relation), assertion.right.text);
      assertions.push_back(assertion.name);
    }
    json.push_back({{"claim", claim.id}, {"title", claim.title}, {"assertions", assertions}, {"digest", claim.digest}});
  }
  write_out(options.json ? document(json) : text);
  return 0;
}

}  // namespace rankcert
