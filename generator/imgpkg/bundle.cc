#include "imgpkg/bundle.h"

#include "base/error.h"
#include "base/input_file.h"
#include "oci/layer_tar.h"

namespace pkgrepo::imgpkg {
namespace {

constexpr std::string_view kAuthor =
    "imgpkg";  // of all images, which makes their digests agree with upstream's

void AddText(const ContentEntry& entry, oci::LayerWriter& writer) {
  std::string_view rest = *entry.content;
  writer.AddFile(entry.name, entry.mode, static_cast<int64_t>(rest.size()), [&](char* buffer, size_t room) {
    const size_t count = rest.copy(buffer, room);
    rest.remove_prefix(count);
    return count;
  });
}

void AddEntry(const ContentEntry& entry, oci::LayerWriter& writer) {
  if (entry.is_directory) return writer.AddDirectory(entry.name, entry.mode);
  if (entry.content) return AddText(entry, writer);
  const InputFile file(entry.path);
  writer.AddFile(entry.name, entry.mode, entry.size,
                 [&](char* buffer, size_t room) { return file.Read(buffer, room); });
}

BuiltImage Build(std::vector<ContentEntry> entries, const std::map<std::string, std::string>& labels,
                 const std::function<void(const ContentEntry&)>& progress, const oci::Layout& layout) {
  const auto blob = layout.NewBlob();
  oci::LayerWriter writer([&](std::string_view bytes) { blob->Write(bytes); });
  for (const ContentEntry& entry : entries) {
    if (progress) progress(entry);
    AddEntry(entry, writer);
  }
  const oci::LayerInfo info = writer.Finish();
  const oci::Descriptor layer = blob->Commit(oci::kDockerLayer, info.digest);

  const oci::ImageConfig config{.labels = labels, .diff_ids = {info.diff_id}};
  const oci::Descriptor config_blob = layout.PutBlob(oci::kDockerConfig, config.ToDockerJson(kAuthor));
  const oci::Manifest manifest{
      .media_type = std::string(oci::kDockerManifest), .config = config_blob, .layers = {layer}};
  return {.manifest = layout.PutBlob(oci::kDockerManifest, manifest.ToDockerJson()),
          .config = config_blob,
          .layer = layer,
          .entries = std::move(entries)};
}

void CheckLabels(const std::map<std::string, std::string>& labels) {
  if (labels.contains(std::string(kBundleLabel))) {
    throw Error("label '" + std::string(kBundleLabel) +
                "' is reserved and cannot be overriden. Please use a different key");
  }
}

}  // namespace

BuiltImage BuildImage(const ImageOptions& options, const oci::Layout& layout) {
  CheckLabels(options.labels);
  if (!WhyNotBundle(options.content)) {
    throw Error("Images cannot be pushed with '.imgpkg' directories, consider using --bundle (-b) option");
  }
  return Build(ListContent(options.content), options.labels, options.progress, layout);
}

BuiltImage BuildBundle(const ImageOptions& options, const oci::Layout& layout) {
  CheckLabels(options.labels);
  if (const auto reason = WhyNotBundle(options.content)) throw Error(*reason);
  std::map<std::string, std::string> labels = options.labels;
  labels[std::string(kBundleLabel)] = "true";
  return Build(ListContent(options.content), labels, options.progress, layout);
}

BuiltImage BuildBundle(std::vector<ContentEntry> entries, const oci::Layout& layout) {
  return Build(std::move(entries), {{std::string(kBundleLabel), "true"}}, {}, layout);
}

}  // namespace pkgrepo::imgpkg
