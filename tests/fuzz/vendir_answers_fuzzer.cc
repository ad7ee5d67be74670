// Any bytes as what is asked of the world in a sync: GitHub's description of a release, the words of git, hg and helm, a
// chart, a downloaded file. The first byte chooses which. Whatever is fetched stays in its folder.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/error.h"
#include "base/file_system.h"
#include "base/strings.h"
#include "base/temp_dir.h"
#include "support/fake_http_client.h"
#include "vendir/fetch.h"
#include "vendir/lock_config.h"
#include "vendir/release_checksums.h"

using namespace pkgrepo;
using namespace pkgrepo::vendir;

namespace {

// Answers every request and every command in the same way; `helm pull` leaves a chart.
class World : public Network, public ProcessRunner {
 public:
  explicit World(std::string answer) : answer_(std::move(answer)) {}

  std::unique_ptr<net::HttpClient> NewHttpClient(const HttpOptions&) override {
    return std::make_unique<net::FakeHttpClient>(
        [this](const net::HttpRequest&) { return net::HttpResponse{.status = 200, .body = answer_}; });
  }

  ProcessResult Run(const ProcessRequest& request) const override {
    for (size_t i = 0; i + 1 < request.arguments.size(); ++i) {
      if (request.arguments[i] != "--untardir") continue;
      RealFileSystem files;
      const std::string chart = request.arguments[i + 1] + "/chart";
      files.MakeDirectories(chart);
      files.WriteFile(chart + "/Chart.yaml", answer_);
    }
    return {.status = 0, .output = answer_};
  }

 private:
  std::string answer_;
};

void Fetch(uint8_t choice, const std::string& target, const FetchContext& context) {
  LockedContents locked{.path = "x"};
  switch (choice % 6) {
    case 0:
      locked.github_release = FetchGithubRelease(
          {.slug = "a/b", .latest = true, .disable_auto_checksum_validation = true}, {}, target, context);
      break;
    case 1:
      locked.github_release = FetchGithubRelease(
          {.slug = "a/b", .tag_selection = Selection{.semver = SemverSelection{.constraints = ">0.1.0"}}}, {},
          target, context);
      break;
    case 2:
      locked.git = FetchGit({.url = "https://host/a",
                             .ref_selection = Selection{.semver = SemverSelection{.constraints = ">0.1.0"}}},
                            target, context);
      break;
    case 3:
      locked.helm_chart = FetchHelmChart({.name = "chart"}, target, context);
      break;
    case 4:
      locked.http = FetchHttp({.url = "https://host/name"}, target, context);
      break;
    default:
      locked.hg = FetchHg({.url = "https://host/a", .ref = "main"}, target, context);
  }
  FormatLockConfig({.directories = {{.path = "v", .contents = {locked}}}});
}

void ReadTexts(const std::string& text) {
  try {
    FindReleaseChecksums(text, {"a.yml"});
  } catch (const Error&) {
  }
  try {
    ParseQuantity(text);
  } catch (const Error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  ReadTexts(text);
  RealFileSystem files;
  const TempDir folder;
  World world(text);
  const Resources resources;
  const FetchCache cache("", 0);
  files.MakeDirectories(folder.path() + "/scratch");
  const FetchContext context{
      files, world, world, resources, cache, folder.path() + "/scratch", [](std::string_view) {}};
  try {
    Fetch(data[0], folder.path() + "/out", context);
  } catch (const Error&) {
  }
  for (const std::string& name : files.ListDirectory(folder.path())) {
    if (name != "scratch" && name != "out") std::abort();
  }
  return 0;
}
