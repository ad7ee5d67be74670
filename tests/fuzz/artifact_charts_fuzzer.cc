// Any bytes as a file of a Helm chart, or of a repository of charts; the first byte chooses which. It is read, or there is an Error;
// what is written of it is read as the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "artifact/chart_dependencies.h"
#include "artifact/chart_images.h"
#include "artifact/chart_index.h"
#include "artifact/chart_metadata.h"
#include "artifact/chart_source.h"
#include "artifact/chart_specification.h"
#include "base/error.h"

using namespace pkgrepo;
using namespace pkgrepo::artifact;

namespace {

const packaging::BundleRecord kImage = {
    .repository = "ghcr.io/acme/web", .tag = "1.0", .manifest = {.digest = Digest::Of("image")}};

void Require(bool holds) {
  if (!holds) std::abort();
}

void CheckMetadata(const std::string& text) {
  ChartMetadata chart = ChartMetadata::Parse("fuzz", text);
  const std::string written = chart.ToYaml();
  const ChartMetadata again = ChartMetadata::Parse("written", written);
  Require(again.ToYaml() == written);
  Require(again.ToJson() == chart.ToJson());
  chart.Annotations();
  if (!chart.KnowsDependencies()) return;
  chart.SetDependency({.name = "db", .version = "1.0.0", .repository = "oci://r"});
  ChartMetadata::Parse("completed", chart.ToYaml());
  CheckChartLock("lock", MakeChartLock(ChartMetadata::Parse("none", "apiVersion: v2\nname: a\n"), {}),
                 ChartMetadata::Parse("none", "apiVersion: v2\nname: a\n"));
}

void CheckImage(const std::string& text) {
  const std::string changed = SetImage("fuzz", text, "a.b", kImage);
  Require(SetImage("fuzz", changed, "a.b", kImage) == changed);
}

void CheckPins(const std::string& text) {
  ChartFiles files = {{"templates/a.yaml", text}, {"values.yaml", text}, {"README.md", text}};
  const int count = PinImage(files, kImage);
  Require(files["README.md"] == text);
  Require((count > 0) == (files["values.yaml"] != text));
  Require(PinImage(files, kImage) == 0);
}

void CheckIgnore(const std::string& text) {
  const HelmIgnore ignore("fuzz", text);
  for (const char* path : {"a.yaml", "templates/a.yaml", "docs/notes/old.bak", "a b"}) ignore.Ignores(path, false);
}

void CheckIndex(const std::string& text) {
  ChartIndex index = ChartIndex::Parse("fuzz", text);
  index.Add({.fields = {{"name", "web"}, {"version", "1.0.0"}}, .archive = Digest::Of("a"), .url = "web-1.0.0.tgz"});
  const std::string written = index.ToYaml();
  ChartIndex again = ChartIndex::Parse("written", written);
  Require(again.ToYaml() == written);
}

void CheckSubcharts(const std::string& text) {
  FindSubcharts({{"charts/a/Chart.yaml", text}});
  FindSubcharts({{"charts/a.tgz", text}});
}

void Read(uint8_t choice, const std::string& text) {
  switch (choice % 7) {
    case 0:
      return CheckMetadata(text);
    case 1:
      return CheckImage(text);
    case 2:
      return CheckPins(text);
    case 3:
      return CheckIgnore(text);
    case 4:
      return CheckIndex(text);
    case 5:
      return CheckSubcharts(text);
    default:
      ChartSpecification::Parse("fuzz", text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  try {
    Read(data[0], std::string(reinterpret_cast<const char*>(data) + 1, size - 1));
  } catch (const Error&) {
  }
  return 0;
}
