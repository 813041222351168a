#include "second/strict_json.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "exact/error.hpp"
#include "second/one_line.hpp"

namespace rankcert::second {
namespace {

/// "line L, column C" of a byte offset.
std::string place(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const auto line_end = before.rfind('\n');
  const std::size_t column = before.size() - (line_end == std::string_view::npos ? 0 : line_end + 1) + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

void write_text(std::string& out, std::string_view text) {
  constexpr std::string_view hexadecimal = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default:
        if (byte >= 0x20) {
          out += c;
        } else {
          out += "\\u00";
          out += hexadecimal[byte >> 4U];
          out += hexadecimal[byte & 15U];
        }
    }
  }
  out += '"';
}

}  // namespace

/// Receives the parser's events. An event that returns false ends the parse; why stands in `wrong`.
class StrictJson::Builder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  Builder(StrictJson& json, const JsonLimits& limits) : json_(json), limits_(limits) {}

  std::string wrong;                 ///< empty: nothing but what the grammar says
  std::optional<std::size_t> where;  ///< byte offset of what is no JSON
  bool too_many_texts = false;

  bool null() override { return refuse("null stands in the file"); }
  bool boolean(bool) override { return refuse("true or false stands in the file"); }
  bool number_integer(number_integer_t) override { return bare_number(); }
  bool number_unsigned(number_unsigned_t) override { return bare_number(); }
  bool number_float(number_float_t, const string_t&) override { return bare_number(); }
  bool binary(binary_t&) override { return refuse("binary data stands in the file"); }
  bool string(string_t& text) override { return add(text); }
  bool key(string_t& text) override { return add(text); }
  bool start_object(std::size_t) override { return open(JsonValue::Kind::object); }
  bool start_array(std::size_t) override { return open(JsonValue::Kind::array); }
  bool end_array() override {
    close();
    return true;
  }
  bool end_object() override {
    const std::size_t at = open_.back();
    close();
    const auto members = JsonValue(json_, at).members();
    const auto twice = std::adjacent_find(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.first == b.first; });
    return twice == members.end() || refuse("the key '" + one_line(twice->first, 60) + "' stands twice in an object");
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& error) override {
    if (error.id == 406) return bare_number();  // a number beyond every double
    where = position == 0 ? 0 : position - 1;
    return false;
  }

 private:
  bool refuse(std::string why) {
    wrong = std::move(why);
    return false;
  }
  bool bare_number() { return refuse("a number stands outside quotes"); }

  bool add(const std::string& text) {
    too_many_texts = ++texts_ > limits_.max_texts;
    if (too_many_texts) return false;
    json_.entries_.push_back({static_cast<std::uint32_t>(json_.bytes_.size()), static_cast<std::uint32_t>(text.size()), JsonValue::Kind::text});
    json_.bytes_ += text;
    return true;
  }

  bool open(JsonValue::Kind kind) {
    if (open_.size() == limits_.max_depth) return refuse("nested more than " + std::to_string(limits_.max_depth) + " deep");
    if (++opened_ > limits_.max_containers) return refuse("more than " + std::to_string(limits_.max_containers) + " objects and arrays");
    open_.push_back(json_.entries_.size());
    json_.entries_.push_back({0, 0, kind});
    return true;
  }

  void close() {
    Entry& container = json_.entries_[open_.back()];
    container.size = static_cast<std::uint32_t>(json_.entries_.size() - open_.back() - 1);
    open_.pop_back();
  }

  StrictJson& json_;
  const JsonLimits& limits_;
  std::vector<std::size_t> open_;
  std::size_t opened_ = 0;
  std::size_t texts_ = 0;
};

StrictJson::StrictJson(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.max_bytes) throw InputError("larger than " + std::to_string(limits.max_bytes) + " bytes");
  if (text.find('\0') != std::string_view::npos) throw InputError("a NUL byte");  // the library's lexer ends there, whatever follows
  bytes_.reserve(text.size());  // never copied
  Builder builder(*this, limits);
  if (nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return;
  if (builder.too_many_texts) throw LimitError("more than " + std::to_string(limits.max_texts) + " strings");
  throw InputError(builder.wrong.empty() ? "no JSON at " + place(text, builder.where.value_or(0)) : builder.wrong);
}

std::string StrictJson::canonical(const JsonValue& value, std::string_view left_out) const {
  std::string out;
  write(out, value, left_out);
  return out;
}

std::size_t StrictJson::behind(std::size_t at) const {
  return at + 1 + (entries_[at].kind == JsonValue::Kind::text ? 0 : entries_[at].size);
}

void StrictJson::write(std::string& out, const JsonValue& value, std::string_view left_out) const {
  if (value.kind() == JsonValue::Kind::text) return write_text(out, value.text());
  if (value.kind() == JsonValue::Kind::array) {
    out += '[';
    value.for_each_element([&](const JsonValue& element) {
      if (out.back() != '[') out += ',';
      write(out, element, {});
    });
    out += ']';
    return;
  }
  out += '{';
  for (const auto& [key, member] : value.members()) {
    if (!left_out.empty() && key == left_out) continue;
    if (out.back() != '{') out += ',';
    write_text(out, key);
    out += ':';
    write(out, member, {});
  }
  out += '}';
}

JsonValue::Kind JsonValue::kind() const { return json_->entries_[at_].kind; }

std::string_view JsonValue::text() const { return json_->text_at(at_); }

void JsonValue::for_each_element(const std::function<void(const JsonValue&)>& visit) const {
  const std::size_t end = json_->behind(at_);
  for (std::size_t at = at_ + 1; at < end; at = json_->behind(at)) visit({*json_, at});
}

std::vector<std::pair<std::string_view, JsonValue>> JsonValue::members() const {
  std::vector<std::pair<std::string_view, JsonValue>> found;
  const std::size_t end = json_->behind(at_);
  for (std::size_t at = at_ + 1; at < end; at = json_->behind(at + 1)) found.emplace_back(json_->text_at(at), JsonValue{*json_, at + 1});
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return found;
}

}  // namespace rankcert::second
