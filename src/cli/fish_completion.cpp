#include "cli/completion.hpp"

namespace rankcert {
namespace {

constexpr const char* helpers = R"fish(# fish completion for rankcert, made by `rankcert completion fish`

function __rankcert_claims
    rankcert list 2>/dev/null | string match -r '^[a-z0-9-]+$'
    __fish_complete_suffix .toml
end

# The assertions of the claims among the words, of every claim if none is there.
function __rankcert_assertions
    set -l words " "(commandline -opc | string join " ")" "
    rankcert list 2>/dev/null | awk -v words="$words" '
      /^[^ ]/ { mine = index(words, " " $1 " "); some = some || mine }
      /^    / && $1 ~ /^[A-Za-z0-9_-]+$/ { all = all "\n" $1; if (mine) chosen = chosen "\n" $1 }
      END { print some ? chosen : all }' | string match -r '.+'
end

# "NAME=" for the parameters of the claims among the words.
function __rankcert_parameters
    for word in (commandline -opc)[3..-1]
        string match -q -r '^-|=' -- $word; and continue
        rankcert show $word 2>/dev/null | awk '
          /^[^ ]/ { inside = $1 == "Parameters" }
          inside && /^  / && $1 ~ /^[A-Za-z0-9_]+$/ { print $1 "=" }'
    end
end

complete -c rankcert -f
)fish";

std::string fish_quoted(const std::string& text) {
  std::string quoted_text;
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted_text += '\\';
    quoted_text += c;
  }
  return "'" + quoted_text + "'";
}

/// The arguments of `complete` that say what is offered for a value.
std::string offered(const OptionText& option) {
  std::string words;
  switch (offer(option)) {
    case Offer::choices:
      for (const std::string& choice : option.choices) words += (words.empty() ? "" : " ") + choice;
      return " -x -a " + fish_quoted(words);
    case Offer::claims: return " -x -a '(__rankcert_claims)'";
    case Offer::assertions: return " -x -a '(__rankcert_assertions)'";
    case Offer::parameters: return " -x -a '(__rankcert_parameters)'";
    case Offer::files: return " -r -F";
    case Offer::folders: return " -x -a '(__fish_complete_directories)'";
    case Offer::nothing: break;
  }
  return " -x";
}

std::string option_line(const std::string& condition, const OptionText& option) {
  std::string text = "complete -c rankcert -n " + fish_quoted(condition);
  for (const std::string& name : option.names) text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  return text + (option.value.empty() ? "" : offered(option)) + " -d " + fish_quoted(option.help) + "\n";
}

std::string command_lines(const CommandText& command) {
  const std::string condition = "__fish_seen_subcommand_from " + command.name;
  std::string text = "\ncomplete -c rankcert -n __fish_use_subcommand -a " + command.name + " -d " + fish_quoted(command.help) + "\n";
  for (const OptionText& option : command.options) text += option_line(condition, option);
  for (const OptionText& word : command.words) {
    const Offer what = offer(word);
    if (what == Offer::nothing) continue;
    text += "complete -c rankcert -n " + fish_quoted(condition) + (what == Offer::files ? " -F" : offered(word)) + "\n";
  }
  return text;
}

}  // namespace

std::string fish_completion(const CommandTable& table) {
  std::string text = helpers;
  for (const OptionText& option : table.options) text += option_line("__fish_use_subcommand", option);
  for (const CommandText& command : table.commands) text += command_lines(command);
  return text;
}

}  // namespace rankcert
