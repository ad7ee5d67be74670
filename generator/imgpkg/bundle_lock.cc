#include "imgpkg/bundle_lock.h"

#include "base/error.h"
#include "imgpkg/images_lock.h"
#include "imgpkg/record.h"
#include "yaml/json_yaml.h"

namespace pkgrepo::imgpkg {
namespace {

using nlohmann::json;

// A field that is a record itself.
FieldReader BundleField(BundleLock* lock) {
  return [lock](const json& value, const RecordType& record, std::string_view name) {
    if (!value.is_object()) ThrowMistyped(value, record.Member(name, "lockconfig.BundleRef"));
    ReadRecord(value, {.type = "lockconfig.BundleRef", .name = "BundleRef", .path = std::string(name)},
               {{"image", TextField(&lock->image)}, {"tag", TextField(&lock->tag)}});
  };
}

}  // namespace

BundleLock BundleLock::Parse(std::string_view text) {
  BundleLock lock;
  std::string api_version;
  std::string kind;
  ReadYamlRecord(text, "Unmarshaling bundle lock: ", [&](const json& value) {
    ReadRecord(value, {.type = "lockconfig.BundleLock", .name = "BundleLock"},
               {{"apiVersion", StrictTextField(&api_version)},
                {"kind", StrictTextField(&kind)},
                {"bundle", BundleField(&lock)}});
  });
  WithContext("Validating bundle lock: ", [&] {
    CheckLockType(api_version, kind, kBundleLockKind);
    CheckIsDigestReference(lock.image);
  });
  return lock;
}

std::string BundleLock::ToYaml() const {
  json bundle = {{"image", image}};
  if (!tag.empty()) bundle["tag"] = tag;
  const json value = {{"apiVersion", kLockApiVersion}, {"kind", kBundleLockKind}, {"bundle", bundle}};
  return "---\n" + yaml::PrintJsonAsYaml(value);
}

}  // namespace pkgrepo::imgpkg
