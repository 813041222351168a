// Random choices that are the same on every machine for the same seed.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace rankcert::attack {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}

  /// 0 .. bound - 1. Requires: bound > 0.
  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
  bool coin() { return below(2) == 0; }

  template <class Item>
  const Item& pick(const std::vector<Item>& items) {
    return items.at(below(items.size()));
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace rankcert::attack
