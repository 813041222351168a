#include "report/lemma_titles.hpp"

namespace rankcert {

std::string note_of(std::string_view reference) { return std::string(reference.substr(0, reference.find('#'))); }

std::string lemma_title(std::string_view reference) {
  static const std::vector<EmbeddedText> titles = embedded_lemma_titles();
  const std::string key = "\n" + std::string(reference) + " ";
  for (const EmbeddedText& text : titles) {
    const auto at = text.text.find(key);
    if (at == std::string_view::npos) continue;
    const auto from = at + key.size();
    return std::string(text.text.substr(from, text.text.find('\n', from) - from));
  }
  const auto number = reference.find('#');
  return "result " + std::string(number == std::string_view::npos ? reference : reference.substr(number + 1));
}

}  // namespace rankcert
