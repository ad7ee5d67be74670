#include "cli/progress_meter.h"

#include <doctest/doctest.h>

#include <sstream>

namespace pkgrepo::cli {
namespace {

constexpr int64_t kMillisecond = 1'000'000;

// A meter whose clock stands where the test puts it.
struct Shown {
  explicit Shown(bool is_terminal, size_t width = 80)
      : meter("Fetching", {.out = out, .is_terminal = is_terminal, .width = width}, [this] { return now; }) {}

  void At(int64_t milliseconds, const void* transfer, int64_t done, int64_t total) {
    now = (1000 + milliseconds) * kMillisecond;
    meter.OnProgress(transfer, "https://example.com/v2/acme/app/blobs/sha256:1?a=b", done, total);
  }
  // What was written since this was last asked for.
  std::string Take() {
    std::string text = out.str();
    out.str("");
    return text;
  }

  std::ostringstream out;
  int64_t now = 0;
  ProgressMeter meter;
  const int one = 1;
  const int two = 2;
};

TEST_CASE("On a terminal, a line is drawn again and goes at the end") {
  Shown shown(true);
  shown.At(0, &shown.one, 0, 0);
  shown.At(400, &shown.one, 900, 4'000'000);
  CHECK(shown.Take().empty());
  shown.At(1000, &shown.one, 1'000'000, 4'000'000);
  CHECK(shown.Take() == "\r\x1b[KFetching example.com/acme/app: 1.0 of 4.0 MB, 1.0 MB/s");
  shown.At(1050, &shown.one, 1'100'000, 4'000'000);
  CHECK(shown.Take().empty());
  shown.At(2000, &shown.one, 2'500'000, 0);
  CHECK(shown.Take() == "\r\x1b[KFetching example.com/acme/app: 2.5 MB, 1.2 MB/s");
  shown.meter.OnEnd(&shown.one);
  CHECK(shown.Take() == "\r\x1b[K");
  shown.meter.OnEnd(&shown.one);
  CHECK(shown.Take().empty());
}

TEST_CASE("Transfers that go on at once share the line") {
  Shown shown(true);
  shown.meter.SetTask("Pushing 2 of 3,");
  shown.At(0, &shown.one, 0, 2'000);
  shown.At(1000, &shown.two, 500, 1'500);
  CHECK(shown.Take() == "\r\x1b[KPushing 2 of 3, example.com/acme/app and 1 more: 0.5 of 3.5 kB, 0.5 kB/s");
  shown.meter.OnEnd(&shown.one);
  CHECK(shown.Take().empty());
  shown.meter.OnEnd(&shown.two);
  CHECK(shown.Take() == "\r\x1b[K");
}

TEST_CASE("A line is no longer than the terminal is wide") {
  Shown shown(true, 20);
  shown.At(0, &shown.one, 0, 0);
  shown.At(1000, &shown.one, 1, 0);
  CHECK(shown.Take() == "\r\x1b[KFetching example.co");
}

TEST_CASE("Elsewhere, a transfer that takes long has one line") {
  Shown shown(false);
  shown.At(0, &shown.one, 0, 0);
  shown.At(9'999, &shown.one, 10'000'000, 2'000'000'000);
  CHECK(shown.Take().empty());
  shown.At(10'000, &shown.one, 10'000'000, 2'000'000'000);
  CHECK(shown.Take() == "Fetching example.com/acme/app: 0.0 of 2.0 GB, 1.0 MB/s\n");
  shown.At(30'000, &shown.one, 20'000'000, 2'000'000'000);
  shown.meter.OnEnd(&shown.one);
  CHECK(shown.Take().empty());
}

TEST_CASE("A transfer is called by its repository, or its URL without what may be secret") {
  CHECK(NameOfTransfer("https://ghcr.io/v2/acme/app/blobs/uploads/1?state=x") == "ghcr.io/acme/app");
  CHECK(NameOfTransfer("https://ghcr.io/v2/acme/app/manifests/1.0.0") == "ghcr.io/acme/app");
  CHECK(NameOfTransfer("http://user:word@example.com/a/b.tgz?token=x#y") == "example.com/a/b.tgz");
  CHECK(NameOfTransfer("https://example.com/v2/blobs/x") == "example.com/v2/blobs/x");
  CHECK(NameOfTransfer("https://example.com") == "example.com");
}

}  // namespace
}  // namespace pkgrepo::cli
