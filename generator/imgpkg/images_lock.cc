#include "imgpkg/images_lock.h"

#include "base/error.h"
#include "imgpkg/record.h"
#include "oci/reference.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::imgpkg {
namespace {

using nlohmann::json;

constexpr const char* kImageType = "lockconfig.ImageRef";

LockedImage ReadImage(const json& value) {
  LockedImage image;
  ReadRecord(value, {.type = kImageType, .name = "ImageRef", .path = "images"},
             {{"image", TextField(&image.image)}, {"annotations", TextMapField(&image.annotations)}});
  return image;
}

}  // namespace

void CheckIsDigestReference(const std::string& text) {
  try {
    oci::Reference::ParseDigest(text);
  } catch (const Error&) {
    throw Error("Expected ref to be in digest form, got '" + text + "'");
  }
}

ImagesLock ImagesLock::Parse(std::string_view text) {
  ImagesLock lock;
  std::string api_version;
  std::string kind;
  ReadYamlRecord(text, "Unmarshaling images lock: ", [&](const json& value) {
    ReadRecord(value, {.type = "lockconfig.ImagesLock", .name = "ImagesLock"},
               {{"apiVersion", StrictTextField(&api_version)},
                {"kind", StrictTextField(&kind)},
                {"images", RecordListField(kImageType, [&](const json& item) {
                   lock.images.push_back(ReadImage(item));
                 })}});
  });
  WithContext("Validating images lock: ", [&] {
    CheckLockType(api_version, kind, kImagesLockKind);
    for (const LockedImage& image : lock.images) CheckIsDigestReference(image.image);
  });
  return lock;
}

std::string ImagesLock::ToYaml() const {
  json value = {{"apiVersion", kLockApiVersion}, {"kind", kImagesLockKind}};
  for (const LockedImage& image : images) {
    json entry = {{"image", image.image}};
    if (!image.annotations.empty()) entry["annotations"] = image.annotations;
    value["images"].push_back(std::move(entry));
  }
  return "---\n" + yaml::PrintJsonAsYaml(value);
}

}  // namespace pkgrepo::imgpkg
