// The text of the lemmas about the entries of a Coq file.
#pragma once

#include <string>

#include "coq/specialise.hpp"
#include "coq/term.hpp"

namespace rankcert::coq {

/// The Definition of the entry with the lemmas NAME_is (its exact value) and NAME_in (its enclosure), as far as it has them.
[[nodiscard]] std::string render_entry(const Entry& entry, const Accuracy& accuracy);

/// The lemma that a condition is decided as the file has it.
[[nodiscard]] std::string render_decision(const Decision& decision, std::size_t number, const Accuracy& accuracy);

/// The theorem `point : left relation right`; `holds` false states that left and right differ, for a relation "=".
[[nodiscard]] std::string render_theorem(const Entry& left, Relation relation, bool holds, const Entry& right);

/// The theorem's statement.
[[nodiscard]] std::string render_statement(const Entry& left, Relation relation, bool holds, const Entry& right);

}  // namespace rankcert::coq
