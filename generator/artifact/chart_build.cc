#include "artifact/chart_build.h"

#include <algorithm>
#include <utility>

#include "artifact/chart_dependencies.h"
#include "artifact/chart_images.h"
#include "artifact/chart_metadata.h"
#include "artifact/chart_source.h"
#include "artifact/chart_values.h"
#include "base/strings.h"
#include "oci/layer_tar.h"
#include "packaging/config_node.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::artifact {
namespace {

constexpr uint64_t kFileMode = 0644;

class Builder {
 public:
  Builder(const ChartSpecification& specification, const ChartParts& parts, packaging::StepInputs& inputs,
          const oci::Layout& layout)
      : specification_(specification), parts_(parts), inputs_(inputs), layout_(layout), metadata_(ReadMetadata()) {}

  BuiltChart Build() {
    for (const ChartSpecification::Named& manifest : specification_.manifests) AddManifest(manifest);
    RequireContent();
    RequireMapOfValues();
    SetImages();
    CheckValues();
    AddCharts();
    LockDependencies();
    files_[kChartFile] = metadata_.ToYaml();
    RequireLoadableSize(files_, "the chart of " + specification_.call);
    const oci::Descriptor archive = layout_.PutBlob(kHelmChart, Archive());
    const oci::Manifest manifest{.media_type = std::string(oci::kOciManifest),
                                 .config = layout_.PutBlob(kHelmConfig, metadata_.ToJson()),
                                 .layers = {archive}};
    return {.version = metadata_.version(),
            .manifest = layout_.PutBlob(oci::kOciManifest, manifest.ToOciJson(metadata_.Annotations())),
            .archive = archive};
  }

 private:
  std::string PathOf(const std::string& file) const { return JoinPath(specification_.source, file); }

  Error Fault(const Position& position, const std::string& message) const {
    return Error(message).At(position).Note("of " + specification_.call);
  }

  ChartMetadata ReadMetadata() {
    if (specification_.source.empty()) return Describe(ChartMetadata::Make(specification_.file, specification_.name));
    files_ = ReadChartFolder(specification_.source, inputs_);
    const auto found = files_.find(kChartFile);
    if (found == files_.end()) {
      throw Fault({.file = PathOf(kChartFile)}, "the chart has no Chart.yaml, or .helmignore leaves it out");
    }
    return Describe(ChartMetadata::Parse(PathOf(kChartFile), found->second));
  }

  // With what the project says of the chart, where Chart.yaml does not say something else.
  ChartMetadata Describe(ChartMetadata metadata) const {
    if (metadata.name() != specification_.name) {
      throw Fault(metadata.PositionOf("name"), "the chart is called '" + metadata.name() + "' here, but '" +
                                                   specification_.name + "' in CMake")
          .Hint("give CHART " + metadata.name());
    }
    Agree(metadata, "version", metadata.version(), "VERSION", specification_.version);
    Agree(metadata, "appVersion", metadata.app_version(), "APP_VERSION", specification_.app_version);
    if (!specification_.version.empty()) metadata.SetVersion(specification_.version);
    if (!specification_.app_version.empty()) metadata.SetAppVersion(specification_.app_version);
    if (!specification_.description.empty()) metadata.SetDescription(specification_.description);
    metadata.RequireVersion();
    return metadata;
  }

  // A version has one place, so that no other can be left behind.
  void Agree(const ChartMetadata& metadata, const std::string& key, const std::string& written, const std::string& keyword,
             const std::string& given) const {
    if (written.empty() || given.empty() || written == given) return;
    throw Fault(metadata.PositionOf(key), key + " is " + written + " here, but " + keyword + " in CMake is " + given)
        .Hint("remove it here: the build writes it");
  }

  void AddManifest(const ChartSpecification::Named& manifest) {
    const std::string text = inputs_.Read(manifest.name);
    for (const packaging::ConfigNode& object : packaging::ConfigNode::ParseAll(manifest.name, text)) {
      object.Require("apiVersion");
      object.Require("kind");
    }
    const std::string path = "templates/" + std::string(BaseName(manifest.name));
    if (!files_.emplace(path, ReplaceAll(text, "{{", "{{ \"{{\" }}")).second) {
      throw Fault(manifest.position, "two manifests have the place " + path + " in the chart");
    }
  }

  void RequireContent() const {
    const bool has_content = std::ranges::any_of(files_, [](const auto& file) {
      return file.first.starts_with("templates/") || file.first.starts_with("crds/") ||
             file.first.starts_with("charts/");
    });
    if (!has_content && specification_.dependencies.empty()) {
      throw Fault({.file = PathOf("templates")}, "the chart has no templates, so it would install nothing");
    }
  }

  // What stands in an unusual form has to be told as such, ahead of edits.
  void RequireMapOfValues() const {
    const auto values = files_.find(kValuesFile);
    if (values == files_.end()) return;
    const nlohmann::json parsed = yaml::ParseYamlAsJson(values->second, PathOf(kValuesFile));
    if (!parsed.is_object() && !parsed.is_null()) {
      throw Fault({.file = PathOf(kValuesFile), .line = 1}, "the values of a chart are a map");
    }
  }

  void CheckValues() {
    const auto schema = files_.find(kValuesSchema);
    if (schema == files_.end()) return;
    std::vector<NamedContent> further;
    for (const ChartSpecification::Named& values : specification_.values) {
      further.push_back({.file = values.name, .text = inputs_.Read(values.name)});
    }
    const auto values = files_.find(kValuesFile);
    try {
      CheckChartValues({.file = PathOf(kValuesFile), .text = values == files_.end() ? "" : values->second},
                       {.file = PathOf(kValuesSchema), .text = schema->second}, further);
    } catch (Error& error) {
      error.Note("of " + specification_.call);
      if (error.hint().empty()) error.Hint("for what has no default, give VALUES with a file that has it");
      throw;
    }
  }

  void SetImages() {
    for (size_t i = 0; i < specification_.images.size(); ++i) {
      const ChartSpecification::Image& image = specification_.images[i];
      const packaging::BundleRecord& record = parts_.images[i];
      if (!image.place.empty()) {
        std::string& values = files_[kValuesFile];
        values = SetImage(PathOf(kValuesFile), values, image.place, record);
      } else if (PinImage(files_, record) == 0) {
        throw Fault(image.position, "no template, and no value, names " + record.repository + ":" + record.tag)
            .Hint("say where the values have it, as IMAGES " + image.name + "=image");
      }
    }
  }

  // As their archives, in the very bytes in which they are pushed.
  void AddCharts() {
    for (size_t i = 0; i < parts_.charts.size(); ++i) {
      const packaging::ChartRecord& chart = parts_.charts[i];
      if (!metadata_.KnowsDependencies()) {
        throw Fault(metadata_.PositionOf("apiVersion"), "a chart of apiVersion v1 cannot have DEPENDENCIES")
            .Hint("say apiVersion: v2");
      }
      const std::string path = "charts/" + chart.ArchiveName();
      if (!files_.emplace(path, layout_.ReadBlob(chart.archive, static_cast<int64_t>(kMaxChart))).second) {
        throw Fault(specification_.dependencies[i].position, "the chart has " + path + " already");
      }
      const std::string& repository = chart.chart.repository;
      metadata_.SetDependency({.name = chart.name,
                               .version = chart.version,
                               .repository = "oci://" + repository.substr(0, repository.rfind('/'))});
    }
  }

  void LockDependencies() {
    const std::vector<ChartDependency> subcharts = FindSubcharts(files_);
    RequireSubcharts(metadata_, subcharts);
    const auto lock = files_.find(kChartLock);
    if (lock != files_.end() && parts_.charts.empty()) {
      CheckChartLock(PathOf(kChartLock), lock->second, metadata_);
    } else if (!metadata_.dependencies().empty()) {
      files_[kChartLock] = MakeChartLock(metadata_, subcharts);
    }
  }

  std::string Archive() const {
    std::string bytes;
    oci::LayerWriter writer([&](std::string_view piece) { bytes += piece; });
    AddToArchive(kChartFile, writer);  // first, for who reads no further
    for (const auto& [path, content] : files_) {
      if (path != kChartFile) AddToArchive(path, writer);
    }
    writer.Finish();
    return bytes;
  }

  void AddToArchive(const std::string& path, oci::LayerWriter& writer) const {
    const std::string& content = files_.at(path);
    size_t done = 0;
    writer.AddFile(metadata_.name() + "/" + path, kFileMode, static_cast<int64_t>(content.size()),
                   [&](char* buffer, size_t room) {
                     const size_t count = content.copy(buffer, room, done);
                     done += count;
                     return count;
                   });
  }

  const ChartSpecification& specification_;
  const ChartParts& parts_;
  packaging::StepInputs& inputs_;
  const oci::Layout& layout_;
  ChartFiles files_;
  ChartMetadata metadata_;
};

}  // namespace

BuiltChart BuildChart(const ChartSpecification& specification, const ChartParts& parts, packaging::StepInputs& inputs,
                      const oci::Layout& layout) {
  return Builder(specification, parts, inputs, layout).Build();
}

}  // namespace pkgrepo::artifact
