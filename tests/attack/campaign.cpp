#include "attack/campaign.hpp"

namespace rankcert::attack {
namespace {

constexpr std::size_t most_survivors = 100;

std::vector<std::vector<Operator>> families() {
  return {field_operators(), field_operators(), interval_operators(), evidence_operators(), claim_operators(), splice_operators(), file_operators()};
}

class Campaign {
 public:
  explicit Campaign(const std::vector<CheckerUnderAttack>& checkers) : checkers_(checkers) {}

  void put(const std::string& base, const Mutant& mutant) {
    Tally& tally = result_.by_change[mutant.field + ": " + mutant.change];
    ++tally.tried;
    const bool refuse = mutant.fate == Fate::refused;
    tally.to_be_refused += refuse ? 1 : 0;
    ++(refuse ? result_.refused : result_.accepted);
    for (const CheckerUnderAttack& checker : checkers_) {
      const Answer answer = checker.check(mutant.text);
      if (answer == Answer::no_opinion) ++tally.no_opinion;
      const bool wrong = answer == (refuse ? Answer::accepted : Answer::refused);
      if (wrong) result_.survivors.push_back({checker.name, base, mutant});
    }
  }

  [[nodiscard]] bool is_over() const { return result_.survivors.size() >= most_survivors; }
  CampaignResult take() { return std::move(result_); }

 private:
  const std::vector<CheckerUnderAttack>& checkers_;
  CampaignResult result_;
};

}  // namespace

CampaignResult run_campaign(const std::vector<Base>& bases, std::uint64_t count, std::uint64_t seed, const std::vector<CheckerUnderAttack>& checkers) {
  Campaign campaign(checkers);
  for (const Base& base : bases) campaign.put(base.name, {.field = "nothing", .change = "A0 unchanged", .text = signed_file(base.body), .fate = Fate::accepted});
  const auto operators = families();
  Dice dice(seed);
  for (std::uint64_t made = 0; made < count && !campaign.is_over();) {
    const Base& base = dice.pick(bases);
    const auto mutant = dice.pick(dice.pick(operators))(base, bases, dice);
    if (!mutant) continue;
    campaign.put(base.name, *mutant);
    ++made;
  }
  return campaign.take();
}

}  // namespace rankcert::attack
