#include "cli/completion.hpp"

namespace rankcert {
namespace {

constexpr const char* helpers = R"zsh(#compdef rankcert
# zsh completion for rankcert, made by `rankcert completion zsh`

_rankcert_claims() {
  local -a ids=(${(f)"$($program list 2>/dev/null | sed -n '/^[a-z0-9-]*$/p')"})
  _alternative "claims:claim:($ids)" 'files:claim file:_files -g "*.toml"'
}

# The assertions of the claims among the words, of every claim if none is there.
_rankcert_assertions() {
  local -a names=(${(f)"$($program list 2>/dev/null | awk -v words=" $words " '
    /^[^ ]/ { mine = index(words, " " $1 " "); some = some || mine }
    /^    / && $1 ~ /^[A-Za-z0-9_-]+$/ { all = all "\n" $1; if (mine) chosen = chosen "\n" $1 }
    END { print some ? chosen : all }')"})
  compadd -a names
}

# "NAME=" for the parameters of the claims among the words.
_rankcert_parameters() {
  local word
  local -a names
  for word in ${words[2,-1]}; do
    [[ $word == (-*|*=*|) ]] && continue
    names+=(${(f)"$($program show "$word" 2>/dev/null | awk '
      /^[^ ]/ { inside = $1 == "Parameters" }
      inside && /^  / && $1 ~ /^[A-Za-z0-9_]+$/ { print $1 "=" }')"})
  done
  compadd -S '' -a names
}

_rankcert() {
  local curcontext="$curcontext" context state state_descr line program=$words[1]
  typeset -A opt_args
)zsh";

std::string action(const OptionText& option) {
  std::string words;
  switch (offer(option)) {
    case Offer::choices:
      for (const std::string& choice : option.choices) words += (words.empty() ? "" : " ") + choice;
      return "(" + words + ")";
    case Offer::claims: return "_rankcert_claims";
    case Offer::assertions: return "_rankcert_assertions";
    case Offer::parameters: return "_rankcert_parameters";
    case Offer::files: return "_files";
    case Offer::folders: return "_files -/";
    case Offer::nothing: break;
  }
  return " ";
}

/// Text between single quotes, with `special` characters behind a backslash.
std::string quoted(const std::string& text, const std::string& special) {
  std::string quoted_text;
  for (const char c : text) {
    if (c == '\'') quoted_text += "'\\'";
    if (special.find(c) != std::string::npos) quoted_text += '\\';
    quoted_text += c;
  }
  return quoted_text;
}

/// An argument of _arguments for each name: '*--set=[what it means]:NAME=RANGE:_rankcert_parameters'.
std::string specification(const OptionText& option) {
  std::string text;
  for (const std::string& name : option.names) {
    const std::string equals = !option.value.empty() && name.starts_with("--") ? "=" : "";
    text += std::string(" \\\n        '") + (option.repeatable ? "*" : "") + name + equals + "[" + quoted(option.help, "[]\\:") + "]";
    if (!option.value.empty()) text += ":" + option.value + ":" + action(option);
    text += "'";
  }
  return text;
}

std::string command_case(const CommandText& command) {
  std::string text = "      " + command.name + ") _arguments -s";
  for (const OptionText& option : command.options) text += specification(option);
  for (const OptionText& word : command.words) text += std::string(" \\\n        '") + (word.repeatable ? "*" : "") + ":" + word.names.front() + ":" + action(word) + "'";
  return text + " ;;\n";
}

}  // namespace

std::string zsh_completion(const CommandTable& table) {
  std::string text = std::string(helpers) + "  _arguments -C";
  for (const OptionText& option : table.options) text += specification(option);
  text += " \\\n        '1:command:->command' '*::argument:->argument'\n  case $state in\n    command)\n      local -a commands=(\n";
  for (const CommandText& command : table.commands) text += "        '" + command.name + ":" + quoted(command.help, "\\:") + "'\n";
  text += "      )\n      _describe command commands ;;\n    argument)\n      case $words[1] in\n";
  for (const CommandText& command : table.commands) text += command_case(command);
  return text + "      esac ;;\n  esac\n}\n\nif [[ $funcstack[1] == _rankcert ]]; then _rankcert \"$@\"; else compdef _rankcert rankcert; fi\n";
}

}  // namespace rankcert
