// A text file compiled into the program.
#pragma once

#include <string_view>

namespace rankcert {

/// A file.
struct EmbeddedText {
  std::string_view name;  ///< the file's name without its ending
  std::string_view text;  ///< all of it
};

}  // namespace rankcert
