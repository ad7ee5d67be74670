// Greets whom its arguments name, one a line.

#include <cstdio>

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    if (std::printf("Hello, %s!\n", argv[i]) < 0) return 1;
  }
  return std::fflush(stdout) == 0 ? 0 : 1;
}
