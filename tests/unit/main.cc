#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "base/interrupt.h"

int main(int argc, char** argv) {
  pkgrepo::IgnoreSignalsOfWriting();
  return doctest::Context(argc, argv).run();
}
