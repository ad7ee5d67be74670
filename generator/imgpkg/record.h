// Strict reading of small YAML records, refused in the words of Go's decoder, which upstream's users know:
// `error unmarshaling JSON: while decoding JSON: json: unknown field "spec"`.
//
//   ReadRecord(value, {.type = "lockconfig.BundleRef", .name = "BundleRef", .path = "bundle"},
//              {{"image", TextField(&lock.image)}, {"tag", TextField(&lock.tag)}});

#ifndef PKGREPO_IMGPKG_RECORD_H_
#define PKGREPO_IMGPKG_RECORD_H_

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "go/json_mismatch.h"

namespace pkgrepo::imgpkg {

// How messages name the record that is read: Go's type, its name without the package, and where it stands in
// the document ("" is the top).
struct RecordType {
  std::string type;
  std::string name;
  std::string path = {};

  // The field "BundleLock.bundle" or "ImageRef.images.image".
  go::GoPlace Member(std::string_view field, std::string field_type) const;
};

// Reads the value of the field `name` of a record.
using FieldReader =
    std::function<void(const nlohmann::json& value, const RecordType& record, std::string_view name)>;

// Calls the readers of the fields that `value` has, null ones left out. Names compare without regard to case.
// Throws Error for a field without a reader and for a value that is not a map; null is an empty record.
void ReadRecord(const nlohmann::json& value, const RecordType& record,
                const std::vector<std::pair<std::string_view, FieldReader>>& fields);

// Throws Error("… cannot unmarshal array into PLACE of type TYPE").
[[noreturn]] void ThrowMistyped(const nlohmann::json& value, const go::GoPlace& place);

// Text, or a number or boolean in its place.
FieldReader TextField(std::string* text);
// Text only.
FieldReader StrictTextField(std::string* text);
FieldReader BoolField(bool* value);
FieldReader TextMapField(std::map<std::string, std::string>* map);
// A list of records; `read_item` is called with each.
FieldReader RecordListField(std::string item_type, std::function<void(const nlohmann::json& item)> read_item);

// Parses YAML text and calls `read`, with `prefix` ahead of whatever goes wrong.
void ReadYamlRecord(std::string_view text, const std::string& prefix,
                    const std::function<void(const nlohmann::json&)>& read);

// Throws Error unless a lock says the right apiVersion and kind.
void CheckLockType(const std::string& api_version, const std::string& kind, std::string_view known_kind);

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_RECORD_H_
