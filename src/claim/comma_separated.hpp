// Comma-separated values (RFC 4180) with the line and column of every field.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rankcert {

/// A field and where it stands.
struct Field {
  std::string text;    ///< without quotes and surrounding blanks
  std::size_t line;    ///< from 1
  std::size_t column;  ///< of its first character, in bytes, from 1
};

/// A header and what is below it.
struct Table {
  std::vector<Field> header;             ///< names of the columns
  std::vector<std::vector<Field>> rows;  ///< all lines below it
};

/// Reads all lines as rows. Lines that are empty or start with '#' are skipped; fields may be quoted; a byte-order mark and
/// CRLF are accepted. Rows keep the number of fields they have. `where` names the file in errors. Throws InputError for an
/// unclosed quote, text behind a closing quote, or a NUL byte.
[[nodiscard]] std::vector<std::vector<Field>> parse_rows(std::string_view text, std::string_view where);

/// The same for a table whose first line names the columns. Throws InputError if there is none.
[[nodiscard]] Table parse_comma_separated(std::string_view text, std::string_view where);

}  // namespace rankcert
