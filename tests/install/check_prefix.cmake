# Installs a build into a fresh prefix, looks at what is there, and builds and runs tests/install/consumer against it.
#   cmake -D BUILD=build/release -D WORK=folder -D VERSION=0.1.0 -D GENERATOR=Ninja -D CXX=g++ -D FLAGS= -P check_prefix.cmake
set(prefix ${WORK}/prefix)
set(consumer ${WORK}/consumer)
file(REMOVE_RECURSE ${WORK})

function(run expected)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE code OUTPUT_VARIABLE out ERROR_VARIABLE err)
  if(NOT code EQUAL expected)
    list(JOIN ARGN " " line)
    message(NOTICE "${out}${err}")
    message(FATAL_ERROR "exit ${code}, expected ${expected}: ${line}")
  endif()
  set(out "${out}" PARENT_SCOPE)
endfunction()

run(0 ${CMAKE_COMMAND} --install ${BUILD} --prefix ${prefix})

foreach(file bin/rankcert bin/rankcert-check bin/rankcert-second share/man/man1/rankcert.1.gz share/man/man1/rankcert-check.1.gz
             share/bash-completion/completions/rankcert share/zsh/site-functions/_rankcert share/fish/vendor_completions.d/rankcert.fish
             share/doc/rankcert/README.md share/doc/rankcert/CHANGELOG.md share/doc/rankcert/bounds/rank-barrier.toml
             share/doc/rankcert/bounds/CLAIMS.md share/doc/rankcert/proofs-notes/certificate-format.md)
  if(NOT EXISTS ${prefix}/${file})
    message(FATAL_ERROR "${file} is not installed")
  endif()
endforeach()
# The package can be moved, and warns nobody: neither a place of this machine nor our warning flags are in it.
file(GLOB_RECURSE package_files ${prefix}/*.cmake)
foreach(file IN LISTS package_files)
  file(READ ${file} text)
  foreach(word ${SOURCE} ${BUILD} libflint -Wshadow rankcert_options)
    string(FIND "${text}" "${word}" at)
    if(NOT at EQUAL -1)
      message(FATAL_ERROR "${file} contains ${word}")
    endif()
  endforeach()
endforeach()
run(0 ${prefix}/bin/rankcert --version)
if(NOT out STREQUAL "rankcert ${VERSION}\n")
  message(FATAL_ERROR "the installed program says ${out}")
endif()

# Moved away from where it was installed, it still works.
file(RENAME ${prefix} ${WORK}/moved)
set(prefix ${WORK}/moved)
run(0 ${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR}/consumer -B ${consumer} -G ${GENERATOR} -D CMAKE_CXX_COMPILER=${CXX}
      "-DCMAKE_CXX_FLAGS=${FLAGS}" -D CMAKE_BUILD_TYPE=Release -D CMAKE_PREFIX_PATH=${prefix} -D INSTALLED=${prefix} -D EXPECTED_VERSION=${VERSION})
run(0 ${CMAKE_COMMAND} --build ${consumer})

set(certificate ${WORK}/certificate.json)
run(0 ${consumer}/prover ${certificate})
run(0 ${consumer}/kernel ${certificate})
run(0 ${prefix}/bin/rankcert-check ${certificate})
run(0 ${prefix}/bin/rankcert-second ${certificate})
file(READ ${certificate} text)
string(REPLACE "consumer 1" "consumer 2" text "${text}")
file(WRITE ${WORK}/tampered.json "${text}")
run(5 ${consumer}/kernel ${WORK}/tampered.json)
file(REMOVE_RECURSE ${WORK})
