#include "report/allowed_maths.hpp"

#include <algorithm>
#include <array>

namespace rankcert {
namespace {

constexpr std::size_t longest_formula = 8'000;
constexpr int deepest_group = 40;  // TeX itself allows 255 groups

// What takes no argument is a symbol, which may be an argument without braces, or (false) a macro, which may not.
constexpr auto commands = std::to_array<MathsCommand>({
    // Greek
    {"alpha", 0}, {"beta", 0}, {"gamma", 0}, {"delta", 0}, {"epsilon", 0}, {"varepsilon", 0}, {"zeta", 0}, {"eta", 0},
    {"theta", 0}, {"vartheta", 0}, {"iota", 0}, {"kappa", 0}, {"lambda", 0}, {"mu", 0}, {"nu", 0}, {"xi", 0},
    {"pi", 0}, {"varpi", 0}, {"rho", 0}, {"varrho", 0}, {"sigma", 0}, {"varsigma", 0}, {"tau", 0}, {"upsilon", 0},
    {"phi", 0}, {"varphi", 0}, {"chi", 0}, {"psi", 0}, {"omega", 0}, {"Gamma", 0}, {"Delta", 0}, {"Theta", 0},
    {"Lambda", 0}, {"Xi", 0}, {"Pi", 0}, {"Sigma", 0}, {"Upsilon", 0}, {"Phi", 0}, {"Psi", 0}, {"Omega", 0},
    // named functions
    {"arccos", 0, false}, {"arcsin", 0, false}, {"arctan", 0, false}, {"arg", 0, false}, {"cos", 0, false},
    {"cosh", 0, false}, {"cot", 0, false}, {"coth", 0, false}, {"csc", 0, false}, {"deg", 0, false},
    {"det", 0, false}, {"dim", 0, false}, {"exp", 0, false}, {"gcd", 0, false}, {"hom", 0, false}, {"inf", 0, false},
    {"ker", 0, false}, {"lg", 0, false}, {"lim", 0, false}, {"liminf", 0, false}, {"limsup", 0, false},
    {"ln", 0, false}, {"log", 0, false}, {"max", 0, false}, {"min", 0, false}, {"Pr", 0, false}, {"sec", 0, false},
    {"sin", 0, false}, {"sinh", 0, false}, {"sup", 0, false}, {"tan", 0, false}, {"tanh", 0, false},
    {"bmod", 0, false},
    // large operators
    {"sum", 0, false}, {"prod", 0, false}, {"coprod", 0, false}, {"int", 0, false}, {"iint", 0, false},
    {"iiint", 0, false}, {"oint", 0, false}, {"bigcup", 0, false}, {"bigcap", 0, false}, {"bigvee", 0, false},
    {"bigwedge", 0, false}, {"bigoplus", 0, false}, {"bigotimes", 0, false}, {"biguplus", 0, false},
    // relations
    {"le", 0}, {"leq", 0}, {"ge", 0}, {"geq", 0}, {"ne", 0}, {"neq", 0}, {"ll", 0}, {"gg", 0}, {"leqslant", 0},
    {"geqslant", 0}, {"lesssim", 0}, {"gtrsim", 0}, {"sim", 0}, {"simeq", 0}, {"approx", 0}, {"cong", 0, false},
    {"equiv", 0}, {"propto", 0}, {"asymp", 0}, {"doteq", 0, false}, {"prec", 0}, {"succ", 0}, {"preceq", 0},
    {"succeq", 0}, {"in", 0}, {"ni", 0}, {"notin", 0, false}, {"subset", 0}, {"subseteq", 0}, {"supset", 0},
    {"supseteq", 0}, {"mid", 0}, {"nmid", 0}, {"parallel", 0}, {"perp", 0}, {"models", 0, false}, {"vdash", 0},
    {"dashv", 0}, {"triangleq", 0},
    // arrows
    {"to", 0}, {"gets", 0}, {"mapsto", 0}, {"leftarrow", 0}, {"rightarrow", 0}, {"leftrightarrow", 0},
    {"Leftarrow", 0}, {"Rightarrow", 0}, {"Leftrightarrow", 0}, {"longrightarrow", 0, false},
    {"longmapsto", 0, false}, {"implies", 0, false}, {"iff", 0, false}, {"uparrow", 0}, {"downarrow", 0},
    {"nearrow", 0}, {"searrow", 0}, {"hookrightarrow", 0, false},
    // binary operators
    {"pm", 0}, {"mp", 0}, {"times", 0}, {"div", 0}, {"cdot", 0}, {"ast", 0}, {"star", 0}, {"circ", 0}, {"bullet", 0},
    {"oplus", 0}, {"ominus", 0}, {"otimes", 0}, {"odot", 0}, {"cup", 0}, {"cap", 0}, {"setminus", 0}, {"wedge", 0},
    {"vee", 0}, {"land", 0}, {"lor", 0}, {"lnot", 0}, {"neg", 0}, {"dagger", 0}, {"amalg", 0}, {"bigtriangleup", 0},
    // other symbols
    {"infty", 0}, {"partial", 0}, {"nabla", 0}, {"forall", 0}, {"exists", 0}, {"nexists", 0}, {"emptyset", 0},
    {"varnothing", 0}, {"ell", 0}, {"hbar", 0}, {"Re", 0}, {"Im", 0}, {"aleph", 0}, {"top", 0}, {"bot", 0},
    {"angle", 0}, {"prime", 0}, {"sharp", 0}, {"flat", 0}, {"natural", 0}, {"square", 0}, {"triangle", 0},
    {"imath", 0}, {"jmath", 0}, {"dots", 0, false}, {"ldots", 0, false}, {"cdots", 0, false}, {"vdots", 0, false},
    {"ddots", 0, false}, {"dotsc", 0, false}, {"dotsb", 0, false}, {"colon", 0, false}, {"lbrace", 0}, {"rbrace", 0},
    {"lbrack", 0}, {"rbrack", 0}, {"langle", 0}, {"rangle", 0}, {"lfloor", 0}, {"rfloor", 0}, {"lceil", 0},
    {"rceil", 0}, {"lvert", 0}, {"rvert", 0}, {"lVert", 0}, {"rVert", 0}, {"vert", 0}, {"Vert", 0}, {"backslash", 0},
    // spaces and sizes of formulas
    {"quad", 0, false}, {"qquad", 0, false}, {"displaystyle", 0, false}, {"textstyle", 0, false},
    {"scriptstyle", 0, false},
    // one argument
    {"hat", 1}, {"widehat", 1}, {"tilde", 1}, {"widetilde", 1}, {"bar", 1}, {"vec", 1}, {"dot", 1}, {"ddot", 1},
    {"acute", 1}, {"grave", 1}, {"check", 1}, {"breve", 1}, {"overline", 1}, {"underline", 1}, {"overbrace", 1},
    {"underbrace", 1}, {"sqrt", 1}, {"mathrm", 1}, {"mathbf", 1}, {"mathit", 1}, {"mathsf", 1}, {"mathtt", 1},
    {"mathcal", 1}, {"mathbb", 1}, {"mathfrak", 1}, {"boldsymbol", 1}, {"operatorname", 1}, {"pmod", 1},
    {"phantom", 1}, {"boxed", 1},
    // two arguments
    {"frac", 2}, {"dfrac", 2}, {"tfrac", 2}, {"binom", 2}, {"dbinom", 2}, {"tbinom", 2}, {"overset", 2},
    {"underset", 2}, {"stackrel", 2},
});

// After \left, \right and their fixed sizes.
constexpr auto delimiters = std::to_array<std::string_view>({"(", ")", "[", "]", "|", "/", ".", "<", ">", "\\{", "\\}", "\\|",
    "\\lbrace", "\\rbrace", "\\langle", "\\rangle", "\\lfloor", "\\rfloor", "\\lceil", "\\rceil", "\\lvert", "\\rvert",
    "\\lVert", "\\rVert", "\\vert", "\\Vert", "\\backslash", "\\uparrow", "\\downarrow"});

constexpr auto sizes = std::to_array<std::string_view>({"big", "Big", "bigg", "Bigg", "bigl", "Bigl", "biggl", "Biggl", "bigr",
    "Bigr", "biggr", "Biggr", "bigm", "Bigm", "biggm", "Biggm"});

// Text inside mathematics: letters and plain punctuation only.
constexpr auto text_commands = std::to_array<std::string_view>({"text", "textrm", "textit", "textbf", "textsf", "texttt", "mbox"});

struct Environment {
  std::string_view name;
  int most_separators;  ///< '&' in a row
};
constexpr auto environments = std::to_array<Environment>({{"cases", 1}, {"aligned", 9}, {"gathered", 0}, {"matrix", 9},
    {"pmatrix", 9}, {"bmatrix", 9}, {"Bmatrix", 9}, {"vmatrix", 9}, {"Vmatrix", 9}, {"smallmatrix", 9}});

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// One character that stands for itself in mathematics.
bool is_plain(char c) { return c > ' ' && c < 0x7F && std::string_view("\\{}^_#$%&~'`\"").find(c) == std::string_view::npos; }

template <class Names>
bool contains(const Names& names, std::string_view name) { return std::find(names.begin(), names.end(), name) != names.end(); }

/// Reads a formula by the grammar; every function says whether what it should read was there, and moves past it.
class Reader {
 public:
  explicit Reader(std::string_view formula) : text_(formula) {}

  bool whole() { return list(nullptr) && at_ == text_.size(); }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '~')) ++at_;
  }
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  /// The word after a backslash that stands at `at_`, or the one character there; "" at the end.
  [[nodiscard]] std::string_view command() const {
    std::size_t end = at_ + 1;
    while (end < text_.size() && is_letter(text_[end])) ++end;
    if (end == at_ + 1 && end < text_.size()) ++end;
    return text_.substr(at_ + 1, end - at_ - 1);
  }

  /// Symbols with their scripts, up to a closing '}', \right, \end or the end. `table`: the environment whose rows these are.
  bool list(const Environment* table) {
    if (++depth_ > deepest_group) return false;
    bool up = false;    // the symbol before has a superscript
    bool down = false;  // and a subscript
    int separators = 0;
    for (skip_blanks(); at_ < text_.size(); skip_blanks()) {
      const char c = peek();
      if (c == '}') break;
      if (c == '\\' && (command() == "right" || command() == "end")) break;
      if (c == '^' || c == '_') {
        bool& taken = c == '^' ? up : down;
        if (taken || !script()) return false;
        taken = true;
        continue;
      }
      if (c == '\'') {
        if (up || !primes()) return false;
        up = true;
        continue;
      }
      up = down = false;
      if (c == '&') {
        ++at_;
        if (table == nullptr || ++separators > table->most_separators) return false;
      } else if (c == '\\' && command() == "\\") {
        // A bracket or star after the end of a row would be an option of it.
        at_ += 2;
        skip_blanks();
        if (table == nullptr || peek() == '[' || peek() == '*') return false;
        separators = 0;
      } else if (!item()) {
        return false;
      }
    }
    --depth_;
    return true;
  }

  /// Primes and a superscript that follows them are one superscript.
  bool primes() {
    while (peek() == '\'') ++at_;
    return peek() != '^' || script();
  }

  bool script() {
    ++at_;
    return argument();
  }

  bool argument() {
    skip_blanks();
    const char c = peek();
    if (c == '{') return group();
    if (is_plain(c)) {
      ++at_;
      return true;
    }
    if (c != '\\') return false;
    const std::string_view name = command();
    const auto* found = std::find_if(commands.begin(), commands.end(), [&](const MathsCommand& one) { return one.name == name; });
    const bool symbol = found != commands.end() && found->arguments == 0 && found->is_symbol;
    if (symbol) at_ += 1 + name.size();
    return symbol;
  }

  bool group() { return take("{") && list(nullptr) && take("}"); }

  bool item() {
    const char c = peek();
    if (c == '{') return group();
    if (c == '\\') return control();
    ++at_;
    return is_plain(c);
  }

  bool control() {
    const std::string_view name = command();
    at_ += 1 + name.size();
    if (name.empty()) return false;
    if (!is_letter(name.front())) return std::string_view(",;:!> {}|_%#&$").find(name.front()) != std::string_view::npos;
    if (name == "left") return delimiter() && list(nullptr) && take("\\right") && delimiter();
    if (name == "begin") return environment();
    if (contains(sizes, name)) return delimiter();
    if (contains(text_commands, name)) return plain_text();
    const auto* found = std::find_if(commands.begin(), commands.end(), [&](const MathsCommand& one) { return one.name == name; });
    if (found == commands.end()) return false;
    if (name == "sqrt") {
      skip_blanks();
      if (peek() == '[' && !root_index()) return false;
    }
    for (int i = 0; i < found->arguments; ++i) {
      if (!argument()) return false;
    }
    return true;
  }

  bool root_index() {
    const std::size_t end = text_.find(']', at_);
    if (end == std::string_view::npos) return false;
    const std::string_view index = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return std::all_of(index.begin(), index.end(), [](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
  }

  bool delimiter() {
    skip_blanks();
    const std::string_view name = peek() == '\\' ? text_.substr(at_, 1 + command().size()) : text_.substr(at_, 1);
    at_ += name.size();
    return contains(delimiters, name);
  }

  bool plain_text() {
    if (!take("{")) return false;
    const std::size_t end = text_.find('}', at_);
    if (end == std::string_view::npos) return false;
    const std::string_view inside = text_.substr(at_, end - at_);
    at_ = end + 1;
    for (std::size_t i = 0; i < inside.size(); ++i) {
      if (inside.substr(i).starts_with("\\_")) ++i;  // the underscore of a name
      else if (inside[i] != ' ' && inside[i] != '\'' && !is_plain(inside[i])) return false;
    }
    return true;
  }

  bool environment() {
    if (!take("{")) return false;
    const std::size_t end = text_.find('}', at_);
    if (end == std::string_view::npos) return false;
    const std::string name(text_.substr(at_, end - at_));
    at_ = end + 1;
    const auto* found = std::find_if(environments.begin(), environments.end(), [&](const Environment& one) { return one.name == name; });
    if (found == environments.end()) return false;
    skip_blanks();
    if (peek() == '[') return false;  // would be an option
    return list(found) && take("\\end{" + name + "}");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

bool is_allowed_maths(std::string_view formula) { return formula.size() <= longest_formula && Reader(formula).whole(); }

std::span<const MathsCommand> allowed_maths_commands() { return commands; }
std::span<const std::string_view> allowed_maths_delimiters() { return delimiters; }

}  // namespace rankcert
