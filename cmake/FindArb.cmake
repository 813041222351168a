# Finds Arb, FLINT, MPFR and GMP: Debian ships no CMake package for them. Sets Arb_FOUND and makes the targets Arb::Arb,
# Arb::FLINT, Arb::MPFR and Arb::GMP. Installed beside rankcert's package, which uses it too.
include(FindPackageHandleStandardArgs)

find_path(ARB_INCLUDE_DIR arb.h)
find_path(FLINT_INCLUDE_DIR flint/flint.h)
find_path(MPFR_INCLUDE_DIR mpfr.h)
find_path(GMP_INCLUDE_DIR gmp.h)
find_library(ARB_LIBRARY NAMES flint-arb arb)
find_library(FLINT_LIBRARY flint)
find_library(MPFR_LIBRARY mpfr)
find_library(GMP_LIBRARY gmp)
mark_as_advanced(ARB_INCLUDE_DIR FLINT_INCLUDE_DIR MPFR_INCLUDE_DIR GMP_INCLUDE_DIR ARB_LIBRARY FLINT_LIBRARY MPFR_LIBRARY GMP_LIBRARY)

find_package_handle_standard_args(Arb REQUIRED_VARS
  ARB_LIBRARY FLINT_LIBRARY MPFR_LIBRARY GMP_LIBRARY ARB_INCLUDE_DIR FLINT_INCLUDE_DIR MPFR_INCLUDE_DIR GMP_INCLUDE_DIR)

function(_arb_target name library)
  cmake_parse_arguments(TARGET "" "" "INCLUDES;LINKS" ${ARGN})
  if(TARGET Arb::${name})
    return()
  endif()
  add_library(Arb::${name} UNKNOWN IMPORTED)
  set_target_properties(Arb::${name} PROPERTIES IMPORTED_LOCATION "${library}" INTERFACE_INCLUDE_DIRECTORIES "${TARGET_INCLUDES}"
    INTERFACE_LINK_LIBRARIES "${TARGET_LINKS}")
endfunction()

if(Arb_FOUND)
  _arb_target(GMP "${GMP_LIBRARY}" INCLUDES "${GMP_INCLUDE_DIR}")
  _arb_target(MPFR "${MPFR_LIBRARY}" INCLUDES "${MPFR_INCLUDE_DIR}" LINKS Arb::GMP)
  # Arb's headers include FLINT's by their bare names.
  _arb_target(FLINT "${FLINT_LIBRARY}" INCLUDES "${FLINT_INCLUDE_DIR};${FLINT_INCLUDE_DIR}/flint" LINKS "Arb::MPFR;Arb::GMP")
  _arb_target(Arb "${ARB_LIBRARY}" INCLUDES "${ARB_INCLUDE_DIR}" LINKS Arb::FLINT)
endif()
