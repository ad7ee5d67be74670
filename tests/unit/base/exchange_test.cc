#include "base/exchange.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pkgrepo {
namespace {

// Renames `working` times, and fails after that until it is the way back.
class FailingRenames : public MemoryFileSystem {
 public:
  explicit FailingRenames(int working) : working_(working) {}

  void Rename(const std::string& from, const std::string& to) override {
    if (working_-- == 0) throw Error("rename " + from + " " + to + ": no space left");
    MemoryFileSystem::Rename(from, to);
  }

 private:
  int working_;
};

TEST_CASE("a tree takes the place of another") {
  MemoryFileSystem files;
  files.WriteFile("fresh/f", "new");
  ExchangeTrees(files, "fresh", "place", "aside");
  CHECK(files.ReadFile("place/f") == "new");
  files.WriteFile("fresh/f", "newer");
  ExchangeTrees(files, "fresh", "place", "aside");
  CHECK(files.ReadFile("place/f") == "newer");
}

TEST_CASE("a failure leaves the old tree, whichever step fails") {
  for (int working : {0, 1}) {
    FailingRenames files(working);
    files.WriteFile("place/f", "old");
    files.WriteFile("fresh/f", "new");
    CHECK_THROWS_AS(ExchangeTrees(files, "fresh", "place", "aside"), Error);
    CHECK(files.ReadFile("place/f") == "old");
  }
}

}  // namespace
}  // namespace pkgrepo
