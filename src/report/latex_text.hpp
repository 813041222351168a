// Text of strangers inside a LaTeX document.
#pragma once

#include <string>
#include <string_view>

namespace rankcert {

/// `text` (cleaned, at most 20,000 bytes of it) for text mode: the characters that mean something to TeX are written as
/// commands, letters and symbols beyond ASCII as far as pdflatex's own fonts have them, any other as [U+1F600]. What
/// comes out executes nothing and leaves every group as it was.
[[nodiscard]] std::string latex_text(std::string_view text);

/// The same in typewriter type, with places where a line may be broken.
[[nodiscard]] std::string latex_code(std::string_view text);

/// A statement, see prose.hpp: its mathematics as such where allowed_maths.hpp allows it, else its source in typewriter
/// type.
[[nodiscard]] std::string latex_prose(std::string_view text);

/// A number, an interval or "-" as shown.hpp makes them, as mathematics: 1.5e-30 as 1.5\cdot10^{-30}.
[[nodiscard]] std::string latex_number(std::string_view shown);

}  // namespace rankcert
