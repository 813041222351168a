# Writes the C++ file OUTPUT with one std::string_view array element a file of FILES: {name without ending, text}.
#   cmake -D OUTPUT=f.cpp -D FUNCTION=built_in_claims -D HEADER=claim/claim_library.hpp "-D FILES=a.toml;b.toml" -P embed.cmake
# FUNCTION returns std::vector<EmbeddedText>.
list(SORT FILES)
set(body "")
foreach(path IN LISTS FILES)
  get_filename_component(name ${path} NAME_WE)
  file(READ ${path} text)
  string(LENGTH "${text}" length)
  string(APPEND body "      {\"${name}\",\n")
  set(at 0)
  while(at LESS length)  # a compiler may limit the length of one literal
    string(SUBSTRING "${text}" ${at} 8000 part)
    string(APPEND body "       R\"rankcert(${part})rankcert\"\n")
    math(EXPR at "${at} + 8000")
  endwhile()
  string(APPEND body "      },\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"${HEADER}\"\n\nnamespace rankcert {\n\nstd::vector<EmbeddedText> ${FUNCTION}() {\n  return {\n${body}  };\n}\n\n}  // namespace rankcert\n")
