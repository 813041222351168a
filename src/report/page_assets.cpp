#include "report/page_assets.hpp"

#include <stdexcept>

namespace rankcert {

std::string_view page_asset(std::string_view name) {
  static const std::vector<EmbeddedText> assets = embedded_page();
  for (const EmbeddedText& asset : assets) {
    if (asset.name == name) return asset.text;
  }
  throw std::logic_error("no page asset of that name");
}

}  // namespace rankcert
