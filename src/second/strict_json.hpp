// JSON of strings, arrays and objects only, which is all that a certificate is made of, and its canonical form.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rankcert::second {

/// What keeps a hostile file from eating the machine; proofs-notes/certificate-format.md, "The file".
struct JsonLimits {
  std::size_t max_bytes = 64U << 20U;   ///< of the text
  std::size_t max_depth = 16;           ///< objects and arrays inside each other
  std::size_t max_containers = 10'000;  ///< objects and arrays
  std::size_t max_texts = 4'000'000;    ///< strings, keys among them; the format has no such limit
};

class StrictJson;

/// A value inside a StrictJson, which must outlive it.
class JsonValue {
 public:
  enum class Kind : std::uint8_t { text, array, object };
  [[nodiscard]] Kind kind() const;
  /// The bytes of a text, unescaped. Requires: kind() is text.
  [[nodiscard]] std::string_view text() const;
  /// Calls visit(value) for the values of an array in order. Requires: kind() is array.
  void for_each_element(const std::function<void(const JsonValue&)>& visit) const;
  /// Keys and values of an object, sorted by the bytes of the keys. Requires: kind() is object.
  [[nodiscard]] std::vector<std::pair<std::string_view, JsonValue>> members() const;

 private:
  friend class StrictJson;
  JsonValue(const StrictJson& json, std::size_t at) : json_(&json), at_(at) {}
  const StrictJson* json_;
  std::size_t at_;
};

/// A text read. Values lie in one array in the order of the text, so that a long file costs twelve bytes a value.
class StrictJson {
 public:
  /// Throws InputError: no JSON (with line and column), a value that is no string, array or object, a key that stands
  /// twice in an object, a limit of the format. Throws LimitError for more than max_texts strings.
  explicit StrictJson(std::string_view text, const JsonLimits& limits = {});

  [[nodiscard]] JsonValue root() const { return {*this, 0}; }

  /// `value` without blanks, keys sorted by their bytes, strings escaped only where JSON demands it. If `value` is an
  /// object, its member `left_out` is not written.
  [[nodiscard]] std::string canonical(const JsonValue& value, std::string_view left_out = {}) const;

 private:
  friend class JsonValue;
  class Builder;
  /// One value or key. A container spans the entries behind it: its keys and values, and theirs.
  struct Entry {
    std::uint32_t offset = 0;  ///< of a text in bytes_
    std::uint32_t size = 0;    ///< bytes of a text, entries of a container
    JsonValue::Kind kind = JsonValue::Kind::text;
  };
  [[nodiscard]] std::size_t behind(std::size_t at) const;
  [[nodiscard]] std::string_view text_at(std::size_t at) const { return std::string_view(bytes_).substr(entries_[at].offset, entries_[at].size); }
  void write(std::string& out, const JsonValue& value, std::string_view left_out) const;

  std::string bytes_;
  std::vector<Entry> entries_;
};

}  // namespace rankcert::second
