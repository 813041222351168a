// The titles of the results in the proof notes, compiled in: a report needs no notes beside it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exact/embedded_text.hpp"

namespace rankcert {

/// One text, made by the build from the headings of proofs-notes: a line "note#4 Lemma 4 (name)" a result.
[[nodiscard]] std::vector<EmbeddedText> embedded_lemma_titles();

/// "Lemma 4 (name)" for "note#4"; "result 4" if this program knows no such note.
[[nodiscard]] std::string lemma_title(std::string_view reference);

/// "note" of "note#4".
[[nodiscard]] std::string note_of(std::string_view reference);

}  // namespace rankcert
