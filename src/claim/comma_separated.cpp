#include "claim/comma_separated.hpp"

#include <iterator>
#include <utility>

#include "exact/error.hpp"

namespace rankcert {
namespace {

class TableReader {
 public:
  TableReader(std::string_view text, std::string_view where) : text_(text), where_(where) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
  }

  std::vector<std::vector<Field>> read() {
    std::vector<std::vector<Field>> rows;
    while (at_ < text_.size()) {
      if (at_end_of_line() || text_[at_] == '#') skip_line();
      else rows.push_back(read_row());
    }
    return rows;
  }

 private:
  [[noreturn]] void fail(const std::string& message) const {
    throw InputError(std::string(where_) + ":" + std::to_string(line_) + ":" + std::to_string(column()) + ": " + message);
  }

  [[nodiscard]] std::size_t column() const { return at_ - line_start_ + 1; }

  [[nodiscard]] bool at_end_of_line() const {
    return at_ == text_.size() || text_[at_] == '\n' || (text_[at_] == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n');
  }

  void skip_line() {
    while (at_ < text_.size() && text_[at_] != '\n') ++at_;
    next_line();
  }

  void next_line() {
    if (at_ == text_.size()) return;
    if (text_[at_] == '\r') ++at_;
    ++at_;
    ++line_;
    line_start_ = at_;
  }

  std::vector<Field> read_row() {
    std::vector<Field> row;
    while (true) {
      row.push_back(read_field());
      if (at_end_of_line()) break;
      ++at_;  // the comma
    }
    next_line();
    return row;
  }

  Field read_field() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    Field field{.text = {}, .line = line_, .column = column()};
    if (at_ < text_.size() && text_[at_] == '"') {
      read_quoted(field.text);
      while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
      if (!at_end_of_line() && text_[at_] != ',') fail("expected ',' or the end of the line behind a closing quote");
      return field;
    }
    while (!at_end_of_line() && text_[at_] != ',') {
      if (text_[at_] == '\0') fail("a NUL byte; this is no text file");
      field.text += text_[at_++];
    }
    while (!field.text.empty() && (field.text.back() == ' ' || field.text.back() == '\t')) field.text.pop_back();
    return field;
  }

  void read_quoted(std::string& into) {
    const std::size_t opened = at_++;
    while (true) {
      if (at_ == text_.size()) {
        at_ = opened;
        fail("a quote that is never closed");
      }
      if (text_[at_] == '"') {
        ++at_;
        if (at_ == text_.size() || text_[at_] != '"') return;
      }
      if (text_[at_] == '\n') fail("a quoted field may not run over the end of its line");
      into += text_[at_++];
    }
  }

  std::string_view text_;
  std::string_view where_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t line_start_ = 0;
};

}  // namespace

std::vector<std::vector<Field>> parse_rows(std::string_view text, std::string_view where) { return TableReader(text, where).read(); }

Table parse_comma_separated(std::string_view text, std::string_view where) {
  std::vector<std::vector<Field>> rows = parse_rows(text, where);
  if (rows.empty()) throw InputError(std::string(where) + ": no header line that names the columns");
  Table table{.header = std::move(rows.front()), .rows = {}};
  table.rows.assign(std::make_move_iterator(rows.begin() + 1), std::make_move_iterator(rows.end()));
  return table;
}

}  // namespace rankcert
