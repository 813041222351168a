// One source, several vector widths: the build is baseline x86-64, the loops that matter are compiled for wider
// registers too and the best one is chosen at load time.
#pragma once

// Every clone performs the same IEEE operations (-ffp-contract=off), so results do not depend on the clone. Sanitizers
// run before the loader's choice is possible, and other architectures have no such clones: there the macro is empty.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && \
    !defined(__clang__)
#define RANKCERT_VECTOR_CLONES __attribute__((target_clones("arch=x86-64-v4", "avx2", "default")))
#else
#define RANKCERT_VECTOR_CLONES
#endif

// A helper of such a loop: it must disappear into each clone.
#define RANKCERT_ALWAYS_INLINE inline __attribute__((always_inline))
