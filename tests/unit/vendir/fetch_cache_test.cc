#include "vendir/fetch_cache.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "base/temp_dir.h"

namespace pkgrepo::vendir {
namespace {

TEST_CASE("quantities") {
  CHECK(ParseQuantity("1Mi") == 1048576);
  CHECK(ParseQuantity("500k") == 500000);
  CHECK(ParseQuantity("1.5Gi") == 1610612736);
  CHECK(ParseQuantity("1e3") == 1000);
  for (const char* text : {"", "x", "1Xi", "-1", "nan", "1Mi ", "1e30"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(ParseQuantity(text), Error);
  }
}

TEST_CASE("what is small enough is kept") {
  RealFileSystem files;
  TempDir directory;
  FetchCache cache(directory.path() + "/cache", 4);
  files.WriteFile(directory.path() + "/small/f", "1234");
  files.WriteFile(directory.path() + "/large/f", "12345");
  cache.Keep(files, "image", "one", directory.path() + "/small");
  cache.Keep(files, "image", "two", directory.path() + "/large");
  CHECK(cache.CopyTo(files, "image", "one", directory.path() + "/copy"));
  CHECK(files.ReadFile(directory.path() + "/copy/f") == "1234");
  CHECK_FALSE(cache.CopyTo(files, "image", "two", directory.path() + "/copy2"));
  CHECK_FALSE(cache.CopyTo(files, "bundle", "one", directory.path() + "/copy2"));
  CHECK_FALSE(files.Stat(directory.path() + "/copy2"));
  // Nothing but the entry stays, under the name that upstream gives it.
  CHECK(files.ListDirectory(directory.path() + "/cache/.vendir-cache/fetcher/image") ==
        std::vector<std::string>{"b25l"});
}

TEST_CASE("no folder means no cache") {
  RealFileSystem files;
  TempDir directory;
  FetchCache cache("", 1000);
  cache.Keep(files, "image", "one", directory.path());
  CHECK_FALSE(cache.CopyTo(files, "image", "one", directory.path() + "/copy"));
}

}  // namespace
}  // namespace pkgrepo::vendir
