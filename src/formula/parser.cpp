// A recursive-descent parser. Precedence, loosest first: comparison, + -, * /, unary -, ^ (right to left).
#include "formula/parser.hpp"

#include <algorithm>
#include <array>

#include "formula/formula_error.hpp"
#include "formula/function_table.hpp"

namespace rankcert {
namespace {

using Kind = Expression::Kind;

constexpr std::array reserved = std::to_array<std::string_view>({"if", "inf", "integral", "let", "pi", "prod", "step", "sum"});

bool is_reserved(std::string_view name) { return std::find(reserved.begin(), reserved.end(), name) != reserved.end(); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name_part(char c) { return is_name_start(c) || is_digit(c); }

struct Token {
  enum class Kind { end, number, name, symbol };
  Kind kind = Kind::end;
  std::string_view text;
  std::size_t position = 0;
};

class Lexer {
 public:
  Lexer(std::string_view text, const Limits& limits) : text_(text) {
    if (text.size() > limits.max_text_bytes) {
      throw FormulaError("the formula is longer than " + std::to_string(limits.max_text_bytes) + " bytes", "", 0);
    }
    advance();
  }

  [[nodiscard]] const Token& peek() const { return token_; }
  [[nodiscard]] std::string_view text() const { return text_; }

  Token next() {
    const Token taken = token_;
    advance();
    return taken;
  }

  [[noreturn]] void fail(const std::string& message, std::size_t position) const {
    throw FormulaError(message, text_, position);
  }

  [[noreturn]] void fail_expected(std::string_view expected) const {
    const std::string found = token_.kind == Token::Kind::end ? "the end" : "'" + std::string(token_.text.substr(0, 40)) + "'";
    fail("expected " + std::string(expected) + ", found " + found, token_.position);
  }

 private:
  void advance() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
    if (at_ == text_.size()) {
      token_ = {.kind = Token::Kind::end, .text = {}, .position = at_};
    } else if (is_digit(text_[at_])) {
      take(Token::Kind::number, number_length());
    } else if (is_name_start(text_[at_])) {
      take(Token::Kind::name, count(at_, is_name_part));
    } else {
      take(Token::Kind::symbol, symbol_length());
    }
  }

  void take(Token::Kind kind, std::size_t length) {
    token_ = {.kind = kind, .text = text_.substr(at_, length), .position = at_};
    at_ += length;
  }

  template <class Predicate>
  [[nodiscard]] std::size_t count(std::size_t from, const Predicate& predicate) const {
    std::size_t length = 0;
    while (from + length < text_.size() && predicate(text_[from + length])) ++length;
    return length;
  }

  /// Digits, an optional fraction, an optional exponent. The dot must be followed by a digit, so that "1..9" is a range.
  [[nodiscard]] std::size_t number_length() const {
    std::size_t length = count(at_, is_digit);
    if (const std::size_t fraction = character(length) == '.' ? count(at_ + length + 1, is_digit) : 0; fraction > 0) {
      length += 1 + fraction;
    }
    if (character(length) == 'e' || character(length) == 'E') {
      const std::size_t sign = character(length + 1) == '+' || character(length + 1) == '-' ? 1 : 0;
      if (const std::size_t exponent = count(at_ + length + 1 + sign, is_digit); exponent > 0) length += 1 + sign + exponent;
    }
    if (is_name_part(character(length))) fail("a name cannot follow a number directly; write * between them", at_ + length);
    return length;
  }

  [[nodiscard]] char character(std::size_t offset) const { return at_ + offset < text_.size() ? text_[at_ + offset] : '\0'; }

  [[nodiscard]] std::size_t symbol_length() const {
    constexpr std::array doubles = std::to_array<std::string_view>({"..", "<=", ">="});
    const std::string_view two = text_.substr(at_, 2);
    if (std::find(doubles.begin(), doubles.end(), two) != doubles.end()) return 2;
    if (std::string_view("+-*/^(),=<>;").find(text_[at_]) != std::string_view::npos) return 1;
    fail("a character that the language does not use", at_);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Token token_;
};

class Parser {
 public:
  Parser(std::string_view text, const Limits& limits) : lexer_(text, limits), limits_(limits) {}

  ExpressionPtr whole_formula() {
    ExpressionPtr tree = expression();
    expect_end();
    return tree;
  }

  FunctionHead whole_head() {
    FunctionHead head{.name = free_name("the name of the definition"), .parameters = {}};
    if (accept("(")) head.parameters = parameter_names();
    expect_end();
    return head;
  }

 private:
  /// Counts the recursion of the parser itself; make() bounds the depth of the tree, which chains such as a+b+c deepen.
  struct Nesting {
    explicit Nesting(Parser& parser) : parser_(parser) {
      if (++parser_.nesting_ > parser_.limits_.max_depth) parser_.fail_deep(parser_.lexer_.peek().position);
    }
    ~Nesting() { --parser_.nesting_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;
    Parser& parser_;
  };

  [[noreturn]] void fail_deep(std::size_t position) const {
    lexer_.fail("nested more than " + std::to_string(limits_.max_depth) + " deep; use sum(...), let or a definition", position);
  }

  ExpressionPtr make(Expression node) const {
    const std::size_t position = node.position;
    ExpressionPtr made = make_node(std::move(node));
    if (made->depth > limits_.max_depth) fail_deep(position);
    return made;
  }

  ExpressionPtr binary(Kind kind, std::size_t position, ExpressionPtr left, ExpressionPtr right) const {
    return make({.kind = kind, .children = {std::move(left), std::move(right)}, .position = position});
  }

  bool at(std::string_view text) const {
    const Token& token = lexer_.peek();
    return token.kind != Token::Kind::number && token.kind != Token::Kind::end && token.text == text;
  }

  bool accept(std::string_view text) {
    if (!at(text)) return false;
    lexer_.next();
    return true;
  }

  void expect(std::string_view text, std::string_view why) {
    if (!accept(text)) lexer_.fail_expected("'" + std::string(text) + "' " + std::string(why));
  }

  void expect_end() const {
    if (lexer_.peek().kind != Token::Kind::end) lexer_.fail_expected("an operator or the end");
  }

  std::string free_name(std::string_view what) {
    const Token token = lexer_.peek();
    if (token.kind != Token::Kind::name) lexer_.fail_expected(what);
    if (!is_free_name(token.text)) {
      lexer_.fail("'" + std::string(token.text) + "' is a word of the language and cannot be " + std::string(what), token.position);
    }
    lexer_.next();
    return std::string(token.text);
  }

  std::vector<std::string> parameter_names() {
    std::vector<std::string> names;
    do {
      const std::size_t position = lexer_.peek().position;
      names.push_back(free_name("the name of a parameter"));
      if (std::count(names.begin(), names.end(), names.back()) > 1) {
        lexer_.fail("the parameter '" + names.back() + "' is named twice", position);
      }
    } while (accept(","));
    expect(")", "after the parameters");
    return names;
  }

  ExpressionPtr expression() {
    const Nesting nesting(*this);
    if (at("let")) return let();
    ExpressionPtr left = additive();
    constexpr std::array relations = {Relation::less, Relation::less_equal, Relation::greater, Relation::greater_equal,
                                      Relation::equal};
    for (const Relation relation : relations) {
      const std::size_t position = lexer_.peek().position;
      if (!accept(to_text(relation))) continue;
      ExpressionPtr right = additive();
      return make({.kind = Kind::compare, .relation = relation, .children = {std::move(left), std::move(right)}, .position = position});
    }
    return left;
  }

  ExpressionPtr let() {
    const std::size_t position = lexer_.next().position;
    Expression node{.kind = Kind::let_value, .name = free_name("the name after let"), .position = position};
    if (accept("(")) {
      node.kind = Kind::let_function;
      node.parameters = parameter_names();
    }
    expect("=", "after the name of the let");
    node.children.push_back(expression());
    expect(";", "after the value of the let");
    node.children.push_back(expression());
    return make(std::move(node));
  }

  ExpressionPtr additive() {
    ExpressionPtr left = term();
    while (at("+") || at("-")) {
      const Token token = lexer_.next();
      left = binary(token.text == "+" ? Kind::add : Kind::subtract, token.position, std::move(left), term());
    }
    return left;
  }

  ExpressionPtr term() {
    ExpressionPtr left = unary();
    while (at("*") || at("/")) {
      const Token token = lexer_.next();
      left = binary(token.text == "*" ? Kind::multiply : Kind::divide, token.position, std::move(left), unary());
    }
    return left;
  }

  ExpressionPtr unary() {
    const Nesting nesting(*this);
    const std::size_t position = lexer_.peek().position;
    if (accept("-")) return make({.kind = Kind::negate, .children = {unary()}, .position = position});
    ExpressionPtr base = atom();
    const std::size_t caret = lexer_.peek().position;
    if (!accept("^")) return base;
    return binary(Kind::power, caret, std::move(base), unary());
  }

  ExpressionPtr atom() {
    const Token token = lexer_.peek();
    if (token.kind == Token::Kind::number) return number();
    if (token.kind == Token::Kind::name) return named();
    if (accept("(")) {
      ExpressionPtr inner = expression();
      expect(")", "to close the bracket");
      return inner;
    }
    lexer_.fail_expected("a number, a name or '('");
  }

  ExpressionPtr number() {
    const Token token = lexer_.next();
    const auto value = parse_rational(token.text, limits_.max_number_digits);
    if (!value) {
      lexer_.fail("a number of more than " + std::to_string(limits_.max_number_digits) + " digits, the size of its exponent counted in", token.position);
    }
    return make({.kind = Kind::number, .number = *value, .position = token.position});
  }

  ExpressionPtr named() {
    const Token token = lexer_.next();
    if (token.text == "pi") return make({.kind = Kind::pi, .position = token.position});
    if (token.text == "inf") return make({.kind = Kind::infinity, .position = token.position});
    if (token.text == "sum" || token.text == "prod") return series(token);
    if (token.text == "integral") return integral(token.position);
    if (token.text == "if") return choose(token.position);
    if (is_reserved(token.text)) lexer_.fail("'" + std::string(token.text) + "' cannot stand here", token.position);
    if (!accept("(")) return make({.kind = Kind::variable, .name = std::string(token.text), .position = token.position});
    Expression node{.kind = Kind::call, .name = std::string(token.text), .position = token.position};
    do {
      node.children.push_back(expression());
    } while (accept(","));
    expect(")", "or ',' after an argument");
    return make(std::move(node));
  }

  /// Behind "sum" or "prod": (name = first .. last [step s], body)
  ExpressionPtr series(const Token& token) {
    Expression node{.kind = token.text == "sum" ? Kind::sum : Kind::product, .position = token.position};
    open_range(node);
    node.children.push_back(accept("step") ? additive() : make_number(1));
    close_range(node);
    return make(std::move(node));
  }

  ExpressionPtr integral(std::size_t position) {
    Expression node{.kind = Kind::integral, .position = position};
    open_range(node);
    close_range(node);
    return make(std::move(node));
  }

  void open_range(Expression& node) {
    expect("(", "to open the range");
    node.name = free_name("the name of the running variable");
    expect("=", "after the running variable");
    node.children.push_back(additive());
    expect("..", "between the ends of the range");
    node.children.push_back(additive());
  }

  void close_range(Expression& node) {
    expect(",", "after the range");
    node.children.push_back(expression());
    expect(")", "to close the bracket");
  }

  ExpressionPtr choose(std::size_t position) {
    Expression node{.kind = Kind::choose, .position = position};
    expect("(", "after if");
    node.children.push_back(expression());
    expect(",", "after the condition");
    node.children.push_back(expression());
    expect(",", "after the value that holds if the condition does");
    node.children.push_back(expression());
    expect(")", "to close the bracket");
    return make(std::move(node));
  }

  Lexer lexer_;
  const Limits& limits_;
  std::size_t nesting_ = 0;
};

}  // namespace

ExpressionPtr parse_formula(std::string_view text, const Limits& limits) { return Parser(text, limits).whole_formula(); }

FunctionHead parse_head(std::string_view text, const Limits& limits) { return Parser(text, limits).whole_head(); }

bool is_free_name(std::string_view name) {
  return !name.empty() && is_name_start(name.front()) && std::all_of(name.begin(), name.end(), is_name_part) &&
         !is_reserved(name) && find_function(name) == nullptr;
}

}  // namespace rankcert
