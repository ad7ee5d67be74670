// How a description is printed (imgpkg/describe.h).

#include <nlohmann/json.hpp>

#include "imgpkg/describe.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::imgpkg {
namespace {

using nlohmann::json;

class TextPrinter {
 public:
  std::vector<std::string> Print(const DescribedImage& bundle) {
    lines_ = {"Bundle SHA: " + bundle.image.digest()->ToString() + "\n", "\n"};
    PrintContent(bundle, "");
    return std::move(lines_);
  }

 private:
  // The roots' images stand two blanks to the right of the word above them; those of nested bundles below it.
  void PrintContent(const DescribedImage& bundle, const std::string& indent) {
    if (bundle.bundles.empty() && bundle.images.empty()) return;
    lines_.push_back(indent + "Images:\n");
    const std::string inner = indent.empty() ? "  " : indent;
    bool first = true;
    for (const auto& [digest, nested] : bundle.bundles) {
      if (!first) lines_.emplace_back("\n");
      first = false;
      PrintImage(nested, inner);
      PrintContent(nested, inner + "  ");
    }
    if (!bundle.bundles.empty()) lines_.emplace_back("");
    first = true;
    for (const auto& [digest, image] : bundle.images) {
      if (!first) lines_.emplace_back("");
      first = false;
      PrintImage(image, inner);
    }
  }

  void PrintImage(const DescribedImage& image, const std::string& indent) {
    const std::string shown = image.error.empty() ? image.image.ToString() : "";
    lines_.push_back(indent + "- Image: " + shown + "\n");
    const std::string inner = indent + "  ";
    lines_.push_back(inner + "Type: " + image.type + "\n");
    if (image.type == "Bundle" || image.type == "Image")
      lines_.push_back(inner + "Origin: " + image.origin + "\n");
    if (!image.layers.empty()) lines_.push_back(inner + "Layers:\n");
    for (const Digest& layer : image.layers)
      lines_.push_back(inner + "  - Digest: " + layer.ToString() + "\n");
    if (!image.annotations.empty()) lines_.push_back(inner + "Annotations:\n");
    for (const auto& [key, value] : image.annotations)
      lines_.push_back(inner + "  " + key + ": " + value + "\n");
  }

  std::vector<std::string> lines_;
};

json ImageAsJson(const DescribedImage& image) {
  if (!image.error.empty()) return {{"error", image.error}, {"imageType", image.type}};
  json value = {{"image", image.image.ToString()}, {"origin", image.origin}};
  if (!image.annotations.empty()) value["annotations"] = image.annotations;
  for (const Digest& layer : image.layers) value["layers"].push_back({{"digest", layer.ToString()}});
  if (image.type != "Bundle") {
    value["imageType"] = image.type;
    return value;
  }
  value["metadata"] = json::object();
  value["content"] = json::object();
  for (const auto& [digest, nested] : image.bundles) {
    value["content"]["bundles"][digest] = ImageAsJson(nested);
  }
  for (const auto& [digest, nested] : image.images) {
    value["content"]["images"][digest] = ImageAsJson(nested);
  }
  return value;
}

}  // namespace

std::vector<std::string> DescriptionAsText(const DescribedImage& bundle) {
  return TextPrinter().Print(bundle);
}

std::vector<std::string> DescriptionAsYaml(const DescribedImage& bundle) {
  return {"sha: " + bundle.image.digest()->ToString() + "\n", yaml::PrintJsonAsYaml(ImageAsJson(bundle))};
}

}  // namespace pkgrepo::imgpkg
