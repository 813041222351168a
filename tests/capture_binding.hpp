#pragma once

#include <doctest/doctest.h>

/// doctest's CAPTURE for a name of a structured binding, which clang before 16 does not let a lambda read.
#define CAPTURE_BINDING(name)        \
  const auto& name##_shown = name;   \
  CAPTURE(name##_shown)
