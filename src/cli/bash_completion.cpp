#include "cli/completion.hpp"

namespace rankcert {
namespace {

constexpr const char* helpers = R"bash(# bash completion for rankcert, made by `rankcert completion bash`

# The ids of the built-in claims.
_rankcert_claims() { "$1" list 2>/dev/null | sed -n '/^[a-z0-9-]*$/p'; }

# The assertions of the claims among the words, of every claim if none is there.
_rankcert_assertions() {
  "$1" list 2>/dev/null | awk -v words=" ${COMP_WORDS[*]} " '
    /^[^ ]/ { mine = index(words, " " $1 " "); some = some || mine }
    /^    / && $1 ~ /^[A-Za-z0-9_-]+$/ { all = all "\n" $1; if (mine) chosen = chosen "\n" $1 }
    END { print some ? chosen : all }'
}

# "NAME=" for the parameters of the claims among the words.
_rankcert_parameters() {
  local word
  for word in "${COMP_WORDS[@]:2}"; do
    case $word in -* | =) continue ;; esac
    "$1" show "$word" 2>/dev/null | awk '
      /^[^ ]/ { inside = $1 == "Parameters" }
      inside && /^  / && $1 ~ /^[A-Za-z0-9_]+$/ { print $1 "=" }'
  done
}

)bash";

constexpr const char* before_table = R"bash(_rankcert() {
  local program=${COMP_WORDS[0]} word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]}
  local command= offer= words= i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case ${COMP_WORDS[i]} in -*) ;; *) command=${COMP_WORDS[i]}; break ;; esac
  done
  # "--option=value" and "name=value" arrive here cut at '='.
  if [[ $word == = ]]; then
    word=
  elif [[ $option == = ]]; then
    option=${COMP_WORDS[COMP_CWORD-2]}
  fi
  if [[ ${COMP_WORDS[COMP_CWORD]} == = || ${COMP_WORDS[COMP_CWORD-1]} == = ]] && [[ $option != -* ]]; then return; fi
  case "$command $option" in
)bash";

constexpr const char* after_table = R"bash(  esac
  [[ $word == -* && $offer != value* ]] && offer=words
  case ${offer#value:} in
    claims) words=$(_rankcert_claims "$program")
      compopt -o filenames
      mapfile -t COMPREPLY < <(compgen -f -X '!*.toml' -- "$word"; compgen -d -- "$word") ;;
    assertions) words=$(_rankcert_assertions "$program") ;;
    parameters) words=$(_rankcert_parameters "$program"); compopt -o nospace ;;
    files) words=; compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$word") ;;
    folders) words=; compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$word") ;;
    nothing) words= ;;
  esac
  local found
  mapfile -t found < <(compgen -W "$words" -- "$word")
  COMPREPLY+=("${found[@]}")
}
complete -F _rankcert rankcert
)bash";

std::string offer_name(const OptionText& option) {
  switch (offer(option)) {
    case Offer::choices: return "words";
    case Offer::claims: return "claims";
    case Offer::assertions: return "assertions";
    case Offer::parameters: return "parameters";
    case Offer::files: return "files";
    case Offer::folders: return "folders";
    case Offer::nothing: break;
  }
  return "nothing";
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// The case of a value that follows an option.
std::string value_case(const CommandText& command, const OptionText& option) {
  std::string pattern;
  for (const std::string& name : option.names) pattern += (pattern.empty() ? "'" : " | '") + command.name + " " + name + "'";
  const std::string words = option.choices.empty() ? "" : "; words='" + joined(option.choices) + "'";
  return "    " + pattern + ") offer=value:" + offer_name(option) + words + " ;;\n";
}

/// The case of any other word after the command. Commands take words of one kind, so that their place does not matter.
std::string word_case(const CommandText& command) {
  std::vector<std::string> names;
  for (const OptionText& option : command.options) names.insert(names.end(), option.names.begin(), option.names.end());
  std::string text = "    '" + command.name + " '*) words='" + joined(names) + "'; offer=";
  if (command.words.empty()) return text + "nothing ;;\n";
  const OptionText& word = command.words.front();
  if (word.choices.empty()) return text + offer_name(word) + " ;;\n";
  return text + "words; [[ $word == -* ]] || words='" + joined(word.choices) + "' ;;\n";
}

}  // namespace

std::string bash_completion(const CommandTable& table) {
  std::vector<std::string> first;
  for (const CommandText& command : table.commands) first.push_back(command.name);
  for (const OptionText& option : table.options) first.insert(first.end(), option.names.begin(), option.names.end());
  std::string text = std::string(helpers) + before_table;
  for (const CommandText& command : table.commands) {
    for (const OptionText& option : command.options) text += option.value.empty() ? "" : value_case(command, option);
    text += word_case(command);
  }
  return text + "    ' '*) offer=words; words='" + joined(first) + "' ;;\n" + after_table;
}

}  // namespace rankcert
