#include "artifact/image_build.h"

#include <map>
#include <utility>

#include "artifact/image_config.h"
#include "artifact/image_content.h"
#include "base/input_file.h"
#include "oci/layer_tar.h"

namespace pkgrepo::artifact {
namespace {

struct BuiltLayer {
  oci::Descriptor blob;
  Digest diff_id;
};

// As names in a tar are: relative, and those of folders with a '/' at the end.
std::string NameInTar(const std::string& path, const LayerEntry& entry) {
  return path.substr(1) + (entry.type == LayerEntry::Type::kDirectory ? "/" : "");
}

void AddEntry(const std::string& path, const LayerEntry& entry, oci::LayerWriter& writer) {
  const std::string name = NameInTar(path, entry);
  switch (entry.type) {
    case LayerEntry::Type::kDirectory:
      return writer.AddDirectory(name, entry.mode, entry.owner);
    case LayerEntry::Type::kSymlink:
      return writer.AddSymlink(name, entry.link_target, entry.owner);
    case LayerEntry::Type::kFile:
      break;
  }
  const InputFile file(entry.source);
  const auto read = [&](char* buffer, size_t room) { return file.Read(buffer, room); };
  writer.AddFile(name, entry.mode, entry.size, read, entry.owner);
}

BuiltLayer WriteLayer(const LayerEntries& entries, const oci::Layout& layout) {
  const auto blob = layout.NewBlob();
  oci::LayerWriter writer([&](std::string_view bytes) { blob->Write(bytes); });
  for (const auto& [path, entry] : entries) AddEntry(path, entry, writer);
  const oci::LayerInfo info = writer.Finish();
  return {.blob = blob->Commit(oci::kOciLayer, info.digest), .diff_id = info.diff_id};
}

// The same bytes under the name that OCI has for them.
oci::Descriptor AsOciLayer(oci::Descriptor layer) {
  if (layer.media_type == oci::kDockerLayer) layer.media_type = std::string(oci::kOciLayer);
  return layer;
}

class Builder {
 public:
  Builder(const ImageSpecification& specification, const BaseImages& bases,
          packaging::StepInputs& inputs, const oci::Layout& layout)
      : specification_(specification),
        bases_(bases),
        layout_(layout),
        content_(specification, inputs) {}

  oci::Descriptor Build() {
    oci::Index index{.media_type = std::string(oci::kOciIndex), .manifests = {}};
    for (const oci::Platform& platform : specification_.platforms) {
      index.manifests.push_back(BuildFor(platform));
      index.manifests.back().platform = platform;
    }
    content_.RequireRulesUsed();
    if (index.manifests.size() > 1)
      return Put(oci::kOciIndex, index.ToOciJson(specification_.annotations));
    index.manifests[0].platform.reset();
    return index.manifests[0];
  }

 private:
  oci::Descriptor BuildFor(const oci::Platform& platform) {
    oci::Manifest manifest{.media_type = std::string(oci::kOciManifest),
                           .config = {.digest = Digest::Of("")},
                           .layers = {}};
    std::string base_config;
    if (const auto base = bases_.find(NameOf(platform)); base != bases_.end()) {
      for (const oci::Descriptor& layer : base->second.layers)
        manifest.layers.push_back(AsOciLayer(layer));
      base_config = base->second.config;
    }
    std::vector<Digest> diff_ids;
    for (size_t i = 0; i < content_.size(); ++i) {
      const BuiltLayer layer = LayerFor(i, platform);
      manifest.layers.push_back(layer.blob);
      diff_ids.push_back(layer.diff_id);
    }
    manifest.config = Put(
        oci::kOciConfig, MakeImageConfig(specification_.settings, platform, base_config, diff_ids));
    return Put(oci::kOciManifest, manifest.ToOciJson(specification_.annotations));
  }

  BuiltLayer LayerFor(size_t index, const oci::Platform& platform) {
    if (content_.DependsOnPlatform(index))
      return WriteLayer(content_.ListLayer(index, platform), layout_);
    const auto known = shared_.find(index);
    if (known != shared_.end()) return known->second;
    return shared_.emplace(index, WriteLayer(content_.ListLayer(index, platform), layout_))
        .first->second;
  }

  oci::Descriptor Put(std::string_view media_type, const std::string& bytes) {
    return layout_.PutBlob(media_type, bytes);
  }

  const ImageSpecification& specification_;
  const BaseImages& bases_;
  const oci::Layout& layout_;
  ImageContent content_;
  // Layers that all platforms have, by their numbers.
  std::map<size_t, BuiltLayer> shared_;
};

}  // namespace

oci::Descriptor BuildImage(const ImageSpecification& specification, const BaseImages& bases,
                           packaging::StepInputs& inputs, const oci::Layout& layout) {
  return Builder(specification, bases, inputs, layout).Build();
}

}  // namespace pkgrepo::artifact
