#include "report/latex_text.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "report/allowed_maths.hpp"
#include "report/clean_text.hpp"
#include "report/prose.hpp"

namespace rankcert {
namespace {

constexpr std::uint32_t last_ascii = 0x7F;

/// Characters of ASCII that are commands, or that the text fonts have at another place.
constexpr auto specials = std::to_array<std::pair<char, std::string_view>>({{'\\', "\\textbackslash{}"},
                                                                            {'{', "\\{"},
                                                                            {'}', "\\}"},
                                                                            {'$', "\\$"},
                                                                            {'&', "\\&"},
                                                                            {'#', "\\#"},
                                                                            {'%', "\\%"},
                                                                            {'_', "\\_"},
                                                                            {'^', "\\textasciicircum{}"},
                                                                            {'~', "\\textasciitilde{}"},
                                                                            {'<', "\\textless{}"},
                                                                            {'>', "\\textgreater{}"},
                                                                            {'|', "\\textbar{}"},
                                                                            {'"', "\\textquotedblright{}"},
                                                                            {'`', "\\textasciigrave{}"}});

/// What claims are written with beyond ASCII; letters with accents are below.
constexpr auto symbols = std::to_array<std::pair<std::uint32_t, std::string_view>>({{0xA0, "~"},
                                                                                    {0xA7, "\\S{}"},
                                                                                    {0xB0, "$^\\circ$"},
                                                                                    {0xB1, "$\\pm$"},
                                                                                    {0xB2, "$^2$"},
                                                                                    {0xB3, "$^3$"},
                                                                                    {0xB7, "$\\cdot$"},
                                                                                    {0xB9, "$^1$"},
                                                                                    {0xD7, "$\\times$"},
                                                                                    {0xF7, "$\\div$"},
                                                                                    {0x393, "$\\Gamma$"},
                                                                                    {0x394, "$\\Delta$"},
                                                                                    {0x398, "$\\Theta$"},
                                                                                    {0x39B, "$\\Lambda$"},
                                                                                    {0x39E, "$\\Xi$"},
                                                                                    {0x3A0, "$\\Pi$"},
                                                                                    {0x3A3, "$\\Sigma$"},
                                                                                    {0x3A6, "$\\Phi$"},
                                                                                    {0x3A8, "$\\Psi$"},
                                                                                    {0x3A9, "$\\Omega$"},
                                                                                    {0x3B1, "$\\alpha$"},
                                                                                    {0x3B2, "$\\beta$"},
                                                                                    {0x3B3, "$\\gamma$"},
                                                                                    {0x3B4, "$\\delta$"},
                                                                                    {0x3B5, "$\\varepsilon$"},
                                                                                    {0x3B6, "$\\zeta$"},
                                                                                    {0x3B7, "$\\eta$"},
                                                                                    {0x3B8, "$\\theta$"},
                                                                                    {0x3B9, "$\\iota$"},
                                                                                    {0x3BA, "$\\kappa$"},
                                                                                    {0x3BB, "$\\lambda$"},
                                                                                    {0x3BC, "$\\mu$"},
                                                                                    {0x3BD, "$\\nu$"},
                                                                                    {0x3BE, "$\\xi$"},
                                                                                    {0x3C0, "$\\pi$"},
                                                                                    {0x3C1, "$\\rho$"},
                                                                                    {0x3C3, "$\\sigma$"},
                                                                                    {0x3C4, "$\\tau$"},
                                                                                    {0x3C5, "$\\upsilon$"},
                                                                                    {0x3C6, "$\\varphi$"},
                                                                                    {0x3C7, "$\\chi$"},
                                                                                    {0x3C8, "$\\psi$"},
                                                                                    {0x3C9, "$\\omega$"},
                                                                                    {0x3F5, "$\\epsilon$"},
                                                                                    {0x2013, "--"},
                                                                                    {0x2014, "---"},
                                                                                    {0x2018, "`"},
                                                                                    {0x2019, "'"},
                                                                                    {0x201C, "``"},
                                                                                    {0x201D, "''"},
                                                                                    {0x2026, "\\ldots{}"},
                                                                                    {0x2032, "$'$"},
                                                                                    {0x2113, "$\\ell$"},
                                                                                    {0x211D, "$\\mathbb{R}$"},
                                                                                    {0x2115, "$\\mathbb{N}$"},
                                                                                    {0x2124, "$\\mathbb{Z}$"},
                                                                                    {0x2190, "$\\leftarrow$"},
                                                                                    {0x2192, "$\\to$"},
                                                                                    {0x21D2, "$\\Rightarrow$"},
                                                                                    {0x21D4, "$\\Leftrightarrow$"},
                                                                                    {0x2200, "$\\forall$"},
                                                                                    {0x2202, "$\\partial$"},
                                                                                    {0x2203, "$\\exists$"},
                                                                                    {0x2205, "$\\emptyset$"},
                                                                                    {0x2208, "$\\in$"},
                                                                                    {0x2209, "$\\notin$"},
                                                                                    {0x220F, "$\\prod$"},
                                                                                    {0x2211, "$\\sum$"},
                                                                                    {0x2212, "$-$"},
                                                                                    {0x221A, "$\\surd$"},
                                                                                    {0x221E, "$\\infty$"},
                                                                                    {0x2227, "$\\wedge$"},
                                                                                    {0x2228, "$\\vee$"},
                                                                                    {0x2229, "$\\cap$"},
                                                                                    {0x222A, "$\\cup$"},
                                                                                    {0x222B, "$\\int$"},
                                                                                    {0x223C, "$\\sim$"},
                                                                                    {0x2248, "$\\approx$"},
                                                                                    {0x2260, "$\\neq$"},
                                                                                    {0x2261, "$\\equiv$"},
                                                                                    {0x2264, "$\\leq$"},
                                                                                    {0x2265, "$\\geq$"},
                                                                                    {0x226A, "$\\ll$"},
                                                                                    {0x226B, "$\\gg$"},
                                                                                    {0x2282, "$\\subset$"},
                                                                                    {0x2286, "$\\subseteq$"},
                                                                                    {0x2295, "$\\oplus$"},
                                                                                    {0x2297, "$\\otimes$"},
                                                                                    {0x22A4, "$\\top$"},
                                                                                    {0x22A5, "$\\perp$"},
                                                                                    {0x27E8, "$\\langle$"},
                                                                                    {0x27E9, "$\\rangle$"}});

/// Letters that pdflatex sets from UTF-8 with its default fonts: Latin-1 without thorn and eth, and some of Latin
/// Extended-A.
bool is_set_from_utf8(std::uint32_t point) {
  constexpr auto more =
      std::to_array<std::uint32_t>({0x106, 0x107, 0x10C, 0x10D, 0x11A, 0x11B, 0x11E, 0x11F, 0x130, 0x131, 0x141, 0x142,
                                    0x143, 0x144, 0x147, 0x148, 0x150, 0x151, 0x152, 0x153, 0x158, 0x159, 0x15A, 0x15B,
                                    0x15E, 0x15F, 0x160, 0x161, 0x170, 0x171, 0x17B, 0x17C, 0x17D, 0x17E});
  if (point >= 0xC0 && point <= 0xFF)
    return point != 0xD0 && point != 0xD7 && point != 0xDE && point != 0xF0 && point != 0xF7 && point != 0xFE;
  return std::find(more.begin(), more.end(), point) != more.end();
}

std::string character(std::string_view bytes, std::uint32_t point) {
  if (point <= last_ascii) {
    const auto* special =
        std::find_if(specials.begin(), specials.end(), [&](const auto& one) { return one.first == bytes.front(); });
    return special == specials.end() ? std::string(bytes) : std::string(special->second);
  }
  const auto* symbol = std::find_if(symbols.begin(), symbols.end(), [&](const auto& one) { return one.first == point; });
  if (symbol != symbols.end()) return std::string(symbol->second);
  return is_set_from_utf8(point) ? std::string(bytes) : fmt::format("[U+{:04X}]", point);
}

/// `breakable`: a line may be broken after the characters that join words of code, and within a long word (a digest).
std::string escaped(std::string_view text, bool breakable) {
  constexpr std::size_t longest_word = 16;
  const std::string clean = shortened(clean_text(text));
  std::string latex;
  std::size_t word = 0;
  for (std::size_t at = 0; at < clean.size();) {
    const std::size_t from = at;
    const std::uint32_t point = next_code_point(clean, at);
    const std::string_view bytes = std::string_view(clean).substr(from, at - from);
    latex += character(bytes, point);
    const char c = bytes.front();
    // Two of these in a row are one other character to TeX's fonts: -- is a dash, ,, a quotation mark.
    const bool ligature = at < clean.size() && clean[at] == c && (c == '-' || c == ',' || c == '\'');
    if (ligature) latex += "{}";
    const bool joint = std::string_view("-_/,.:(=^*+").find(c) != std::string_view::npos;
    word = joint || c == ' ' ? 0 : word + 1;
    if (!breakable || (!joint && word < longest_word) || at == clean.size()) continue;
    latex += "\\allowbreak{}";
    word = 0;
  }
  return latex;
}

std::string code(std::string_view text) { return "\\texttt{" + escaped(text, true) + "}"; }

std::string span_latex(const ProseSpan& span) {
  switch (span.kind) {
    case ProseSpan::Kind::text: return escaped(span.text, false);
    case ProseSpan::Kind::emphasis: return "\\emph{" + escaped(span.text, false) + "}";
    case ProseSpan::Kind::code: return code(span.text);
    case ProseSpan::Kind::maths: return is_allowed_maths(span.text) ? "$" + span.text + "$" : code("$" + span.text + "$");
    case ProseSpan::Kind::display:
      return is_allowed_maths(span.text) ? "\\[" + span.text + "\\]" : code("$$" + span.text + "$$");
    case ProseSpan::Kind::paragraph: return "\n\n";
  }
  return {};
}

}  // namespace

std::string latex_text(std::string_view text) { return escaped(text, false); }

std::string latex_code(std::string_view text) { return code(text); }

std::string latex_prose(std::string_view text) {
  std::string latex;
  for (const ProseSpan& span : parse_prose(text)) latex += span_latex(span);
  return latex;
}

std::string latex_number(std::string_view shown) {
  if (shown == "-") return "--";
  std::string latex = "$";
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (shown[i] != 'e') {
      latex += shown[i];
      if (shown[i] == ',') latex += "\\,";
      continue;
    }
    std::string exponent;
    while (i + 1 < shown.size() && (shown[i + 1] == '-' || (shown[i + 1] >= '0' && shown[i + 1] <= '9')))
      exponent += shown[++i];
    latex += "\\cdot10^{" + exponent + "}";
  }
  return latex + "$";
}

}  // namespace rankcert
