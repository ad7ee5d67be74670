#include "imgpkg/image_tar_manifest.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/json_member.h"
#include "go/json_mismatch.h"
#include "go/json_text.h"
#include "imgpkg/bundle.h"
#include "imgpkg/image_walk.h"

namespace pkgrepo::imgpkg {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// Of manifests and configs of one item.
constexpr size_t kMaxPrinted = size_t{64} << 20;
constexpr const char* kRootBundleLabel = "dev.carvel.imgpkg.copy.root-bundle";

std::string ReadAll(const net::HttpBody& body) {
  if (body.size() > oci::kMaxManifestSize) throw Error("An image's config is too large");
  std::string text(static_cast<size_t>(body.size()), '\0');
  size_t filled = 0;
  while (filled < text.size()) {
    filled += body.Read(static_cast<int64_t>(filled), text.data() + filled, text.size() - filled);
  }
  return text;
}

// Prints one item; what is said of it is repeated for all images of an index.
class ItemPrinter {
 public:
  ItemPrinter(const CopyItem& item, const ImageSource& source) : item_(item), source_(source) {}

  ordered_json Print() {
    const bool is_index = oci::IsIndexMediaType(item_.descriptor.media_type);
    ordered_json entry;
    entry["ImageIndex"] = is_index ? PrintIndex(item_.descriptor, 0) : ordered_json();
    entry["Image"] = is_index ? ordered_json() : PrintImage(item_.descriptor);
    return entry;
  }

 private:
  ordered_json Refs(const Digest& digest) const {
    return ordered_json::array({oci::Reference::WithDigest(item_.reference.repository(), digest).ToString()});
  }

  void AddCommon(ordered_json& entry) const {
    entry["Tag"] = item_.tag;
    entry["OrigRef"] = item_.original;
    entry["Labels"] = nullptr;
    if (item_.is_root_bundle) entry["Labels"] = {{kRootBundleLabel, ""}};
  }

  // An index may name one image any number of times, and each stands there again.
  void Count(const std::string& text) {
    printed_ += text.size();
    if (printed_ > kMaxPrinted || ++texts_ > 2 * kMaxIndexedImages)
      throw Error("'" + item_.reference.ToString() + "' holds too many images");
  }

  ordered_json PrintImage(const oci::Descriptor& image) {
    const std::string bytes = source_.ReadManifest(image);
    const oci::Manifest manifest = oci::Manifest::Parse(bytes);
    const std::string config = ReadAll(*source_.OpenBlob(manifest.config));
    Count(bytes);
    Count(config);
    const std::vector<Digest> diff_ids = oci::ImageConfig::Parse(config).diff_ids;
    ordered_json layers = ordered_json::array();
    for (size_t i = 0; i < manifest.layers.size(); ++i) {
      const oci::Descriptor& layer = manifest.layers[i];
      layers.push_back({{"MediaType", layer.media_type},
                        {"Digest", layer.digest.ToString()},
                        {"DiffID", i < diff_ids.size() ? diff_ids[i].ToString() : ""},
                        {"Size", layer.size}});
    }
    ordered_json entry;
    entry["Refs"] = Refs(image.digest);
    entry["Layers"] = layers;
    entry["Config"] = {{"Digest", manifest.config.digest.ToString()}, {"Raw", config}};
    entry["Manifest"] = {
        {"MediaType", image.media_type}, {"Digest", image.digest.ToString()}, {"Raw", bytes}};
    AddCommon(entry);
    return entry;
  }

  ordered_json PrintIndex(const oci::Descriptor& index, int depth) {
    if (depth >= oci::kMaxIndexDepth)
      throw Error("Index " + index.digest.ToString() + " is nested too deeply");
    const std::string bytes = source_.ReadManifest(index);
    Count(bytes);
    ordered_json images;
    ordered_json indexes;
    for (const oci::Descriptor& child : oci::Index::Parse(bytes).manifests) {
      if (oci::IsIndexMediaType(child.media_type)) {
        indexes.push_back(PrintIndex(child, depth + 1));
      } else {
        images.push_back(PrintImage(child));
      }
    }
    ordered_json entry;
    entry["Refs"] = Refs(index.digest);
    entry["Images"] = images;
    entry["Indexes"] = indexes;
    entry["MediaType"] = index.media_type;
    entry["Digest"] = index.digest.ToString();
    entry["Raw"] = bytes;
    AddCommon(entry);
    return entry;
  }

  const CopyItem& item_;
  const ImageSource& source_;
  size_t printed_ = 0;
  size_t texts_ = 0;  // manifests and configs
};

class ManifestReader {
 public:
  ImageTarManifest Read(const json& list) {
    for (const json& entry : list) {
      const json& index = Member(entry, "ImageIndex");
      if (index.is_object()) {
        ReadIndex(index, 0);
        result_.items.push_back(MakeItem(index, ReadText(index)));
      } else {
        const json& image = Member(entry, "Image");
        ReadImage(image);
        result_.items.push_back(MakeItem(image, ReadText(Member(image, "Manifest"))));
        result_.items.back().is_bundle = IsBundle(Member(image, "Config"));
      }
    }
    return std::move(result_);
  }

 private:
  static const json& Member(const json& object, const char* name) {
    static const json nothing;
    if (!object.is_object()) return nothing;
    const auto member = object.find(name);
    return member == object.end() ? nothing : *member;
  }

  // A member pair Digest and Raw, which must agree.
  oci::Descriptor ReadText(const json& object) {
    const std::string raw = StringMember(object, "Raw");
    const Digest digest = Digest::Of(raw);
    if (digest.ToString() != StringMember(object, "Digest")) {
      throw Error("content of '" + StringMember(object, "Digest") + "' has digest " + digest.ToString());
    }
    result_.texts[digest] = raw;
    return {.media_type = StringMember(object, "MediaType"),
            .size = static_cast<int64_t>(raw.size()),
            .digest = digest};
  }

  void ReadImage(const json& image) {
    ReadText(Member(image, "Manifest"));
    ReadText(Member(image, "Config"));
  }

  void ReadIndex(const json& index, int depth) {
    if (depth >= oci::kMaxIndexDepth) throw Error("indexes are nested too deeply");
    ReadText(index);
    for (const json& image : Member(index, "Images")) ReadImage(image);
    for (const json& child : Member(index, "Indexes")) ReadIndex(child, depth + 1);
  }

  static CopyItem MakeItem(const json& entry, oci::Descriptor descriptor) {
    const json& refs = Member(entry, "Refs");
    if (!refs.is_array() || refs.empty() || !refs[0].is_string()) throw Error("an image without reference");
    CopyItem item{.reference = oci::Reference::ParseDigest(refs[0].get<std::string>()),
                  .descriptor = std::move(descriptor),
                  .original = StringMember(entry, "OrigRef"),
                  .tag = StringMember(entry, "Tag")};
    if (!item.tag.empty()) oci::Reference::WithTag(item.reference.repository(), item.tag);  // or throws
    item.is_root_bundle = Member(Member(entry, "Labels"), kRootBundleLabel).is_string();
    return item;
  }

  static bool IsBundle(const json& config) {
    return oci::ImageConfig::Parse(StringMember(config, "Raw")).labels.contains(std::string(kBundleLabel));
  }

  ImageTarManifest result_;
};

}  // namespace

ImageTarManifest ImageTarManifest::Parse(std::string_view text) {
  const json list = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!list.is_array() && !list.is_null()) {
    throw Error(list.is_discarded()
                    ? std::string("manifest.json is no JSON")
                    : go::DescribeMismatch(list, {.type = "[]imagedesc.ImageOrImageIndexDescriptor"}));
  }
  return WithContext("Reading manifest.json: ", [&] { return ManifestReader().Read(list); });
}

std::string PrintImageTarManifest(const std::vector<CopyItem>& items,
                                  const std::function<const ImageSource&(const CopyItem&)>& source_of) {
  std::vector<const CopyItem*> by_digest;
  for (const CopyItem& item : items) by_digest.push_back(&item);
  std::stable_sort(by_digest.begin(), by_digest.end(), [](const CopyItem* a, const CopyItem* b) {
    return a->reference.digest() < b->reference.digest();
  });
  ordered_json list;
  for (const CopyItem* item : by_digest) list.push_back(ItemPrinter(*item, source_of(*item)).Print());
  return go::PrintJson(list, {.escapes = go::JsonEscapes::kGo122});
}

}  // namespace pkgrepo::imgpkg
