# Debian packages by CPack: rankcert (component Runtime) and librankcert-dev (component Development).
#   cmake --build build/release --target package
# The version is the project's, the date of the Debian changelog that of the newest entry of CHANGELOG.md.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME rankcert)
set(CPACK_PACKAGE_VENDOR "rankcert developers")
set(CPACK_PACKAGE_CONTACT "rankcert developers <developers@rankcert.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "check theorems about the rank of attention with numbers")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_COMPONENTS_ALL Runtime Development)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME rankcert)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SECTION math)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON)
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION "Encloses the bounds of theorems about the rank of attention rigorously,
measures what they speak about, and writes certificates that rankcert-check,
a small separate program, checks again.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME librankcert-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
  "libboost-dev, libflint-arb-dev, libflint-dev, libgmp-dev, libmpfr-dev, libopenblas-dev, libssl-dev, libtbb-dev, libtomlplusplus-dev")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "Static libraries, headers and the CMake package of rankcert: the trusted
checker of certificates alone, and the prover with its measurements.")

# Debian wants each package's changelog compressed, in its own format; only packages have it.
file(STRINGS ${PROJECT_SOURCE_DIR}/CHANGELOG.md entries REGEX "^## \\[[0-9]")
list(GET entries 0 newest)
string(REGEX MATCH "[0-9]+-[0-9]+-[0-9]+" day "${newest}")
execute_process(COMMAND date -u -R -d "${day}" OUTPUT_VARIABLE date OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
file(WRITE ${PROJECT_BINARY_DIR}/debian/changelog "rankcert (${PROJECT_VERSION}) unstable; urgency=medium\n\n"
  "  * What changed is told by CHANGELOG.md.\n\n -- ${CPACK_PACKAGE_CONTACT}  ${date}\n")
execute_process(COMMAND ${GZIP_PROGRAM} -9nkf ${PROJECT_BINARY_DIR}/debian/changelog)
foreach(component Runtime Development)
  string(TOUPPER ${component} upper)
  install(FILES ${PROJECT_BINARY_DIR}/debian/changelog.gz COMPONENT ${component} EXCLUDE_FROM_ALL
    DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/${CPACK_DEBIAN_${upper}_PACKAGE_NAME})
endforeach()

include(CPack)
