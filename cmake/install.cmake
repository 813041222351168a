# What `cmake --install` writes: component Runtime is what people run and read, component Development the libraries,
# headers and CMake package.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(kernel_rooms rankcert_exact rankcert_formula rankcert_enclosure rankcert_checker)
set(prover_rooms rankcert_sampling rankcert_linalg rankcert_attention rankcert_quantities rankcert_claim)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/rankcert)

install(TARGETS rankcert rankcert-check rankcert-second RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT Runtime)

# Headers are found as <rankcert/checker/check_certificate.hpp>; among themselves they leave out the first part.
foreach(part kernel prover)
  install(TARGETS ${${part}_rooms} EXPORT rankcert-${part}
    ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT Development
    FILE_SET HEADERS DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/rankcert COMPONENT Development
    INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(EXPORT rankcert-${part} FILE rankcert-${part}-targets.cmake NAMESPACE rankcert:: DESTINATION ${package_dir} COMPONENT Development)
endforeach()
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/rankcert-config.cmake.in ${PROJECT_BINARY_DIR}/rankcert-config.cmake
  INSTALL_DESTINATION ${package_dir} NO_SET_AND_CHECK_MACRO)
# Before 1.0 a minor version may change the interface.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/rankcert-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/rankcert-config.cmake ${PROJECT_BINARY_DIR}/rankcert-config-version.cmake
  ${PROJECT_SOURCE_DIR}/cmake/FindArb.cmake DESTINATION ${package_dir} COMPONENT Development)

# Manual page and completions, from the table of commands of the program just built.
set(pages ${PROJECT_BINARY_DIR}/pages)
find_program(GZIP_PROGRAM gzip REQUIRED)
file(MAKE_DIRECTORY ${pages})
file(WRITE ${pages}/rankcert-check.1 ".so man1/rankcert.1\n")
file(WRITE ${pages}/rankcert-second.1 ".so man1/rankcert.1\n")
add_custom_command(
  OUTPUT ${pages}/rankcert.1.gz ${pages}/rankcert-check.1.gz ${pages}/rankcert-second.1.gz ${pages}/rankcert.bash ${pages}/_rankcert ${pages}/rankcert.fish
  COMMAND rankcert manual > ${pages}/rankcert.1
  COMMAND ${GZIP_PROGRAM} -9nkf ${pages}/rankcert.1 ${pages}/rankcert-check.1 ${pages}/rankcert-second.1
  COMMAND rankcert completion bash > ${pages}/rankcert.bash
  COMMAND rankcert completion zsh > ${pages}/_rankcert
  COMMAND rankcert completion fish > ${pages}/rankcert.fish
  DEPENDS rankcert VERBATIM)
add_custom_target(pages ALL DEPENDS ${pages}/rankcert.1.gz)
install(FILES ${pages}/rankcert.1.gz ${pages}/rankcert-check.1.gz ${pages}/rankcert-second.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT Runtime)
install(FILES ${pages}/rankcert.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME rankcert COMPONENT Runtime)
# Debian's zsh looks for what packages bring in another place than for what people install by themselves.
install(CODE "
  set(folder site-functions)
  if(CMAKE_INSTALL_PREFIX MATCHES \"/usr$\")
    set(folder vendor-completions)
  endif()
  file(INSTALL DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATADIR}/zsh/\${folder}\" TYPE FILE FILES \"${pages}/_rankcert\")
" COMPONENT Runtime)
install(FILES ${pages}/rankcert.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT Runtime)

# Claims, notes and documentation.
install(FILES ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT Runtime)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT Runtime OPTIONAL)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/bounds ${PROJECT_SOURCE_DIR}/proofs-notes DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT Runtime
  FILES_MATCHING PATTERN "*.md" PATTERN "*.toml" PATTERN "*.v" PATTERN "*.svg" PATTERN "*.csv" PATTERN "*.png")

include(${CMAKE_CURRENT_LIST_DIR}/package.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/reference.cmake)
