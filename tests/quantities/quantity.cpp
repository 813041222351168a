#include "quantities/quantity.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace rankcert;

TEST_CASE("the registry is sorted, and each entry is complete and found by its name") {
  const std::span<const Quantity> all = all_quantities();
  CHECK(std::is_sorted(all.begin(), all.end(), [](const Quantity& a, const Quantity& b) { return a.name < b.name; }));
  for (const Quantity& q : all) {
    CHECK(find_quantity(q.name) == &q);
    CHECK(q.signature.substr(0, q.name.size() + 1) == std::string(q.name) + "(");
    CHECK(static_cast<std::size_t>(std::count(q.signature.begin(), q.signature.end(), ',')) + 1 == q.arity);
    CHECK_FALSE(q.meaning.empty());
    CHECK_FALSE(q.source.empty());
    CHECK(q.refusal({}));
    const std::vector<Rational> huge(q.arity, Rational(Integer(1) << 5000));
    CHECK(q.refusal(huge)->find('\n') == std::string::npos);
  }
  CHECK(find_quantity("no such") == nullptr);
}
