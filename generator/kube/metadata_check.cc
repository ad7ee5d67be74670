#include "kube/metadata_check.h"

#include <iterator>
#include <string>

#include "base/json_member.h"
#include "base/strings.h"
#include "kube/object_names.h"
#include "kube/time.h"

namespace pkgrepo::kube {
namespace {

using nlohmann::json;
using enum Field::Type;

constexpr size_t kMaxAnnotations = 256 * 1024;  // bytes, keys included

constexpr Field kOwnerFields[] = {{"apiVersion", kText}, {"kind", kText},
                                  {"name", kText},       {"uid", kText},
                                  {"controller", kBool}, {"blockOwnerDeletion", kBool}};
constexpr StructType kOwner{kOwnerFields};
constexpr Field kMetadataFields[] = {{"name", kText},
                                     {"generateName", kText},
                                     {"namespace", kText, nullptr, EmptyOr<DnsLabelFault>},
                                     {"labels", kTextMap},
                                     {"annotations", kTextMap},
                                     {"finalizers", kTexts, nullptr, QualifiedNameFault},
                                     {"ownerReferences", kStructs, &kOwner},
                                     {"creationTimestamp", kText, nullptr, TimeFault},
                                     {"deletionTimestamp", kText, nullptr, TimeFault},
                                     {"deletionGracePeriodSeconds", kInteger},
                                     {"generation", kInteger},
                                     {"managedFields", kAnything},
                                     {"resourceVersion", kText},
                                     {"selfLink", kText},
                                     {"uid", kText}};
constexpr StructType kMetadata{kMetadataFields};

using Faults = std::vector<FieldFault>;

void Append(Faults& faults, Faults more) {
  faults.insert(faults.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

FieldPath Below(FieldPath path, std::string key) {
  path.push_back(std::move(key));
  return path;
}

// What objects and templates of objects have in common.
void CheckAt(const json& metadata, const FieldPath& path, Faults& faults) {
  Append(faults, CheckFields(metadata, kMetadata, path));
  if (const json* labels = FindMember(metadata, "labels"))
    Append(faults, CheckLabels(*labels, Below(path, "labels")));
  if (const json* annotations = FindMember(metadata, "annotations")) {
    Append(faults, CheckAnnotations(*annotations, Below(path, "annotations")));
  }
}

void CheckName(const json& object, const json& metadata, Faults& faults) {
  const std::string name = StringMember(metadata, "name");
  if (name.empty()) return;
  const std::string api_version = StringMember(object, "apiVersion");
  if (const NameFault fault = ObjectNameFault(GroupOf(api_version), StringMember(object, "kind"), name)) {
    faults.push_back({{"metadata", "name"}, "metadata.name: '" + name + "' " + *fault, ""});
  }
}

// Metadata of the pods, jobs and claims that workloads make.
void CheckTemplates(const json& value, const FieldPath& path, Faults& faults) {
  for (const char* key : {"template", "jobTemplate"}) {
    const json* found = FindMember(value, key);
    if (found == nullptr) continue;
    const FieldPath below = Below(path, key);
    if (const json* metadata = FindMember(*found, "metadata"))
      CheckAt(*metadata, Below(below, "metadata"), faults);
    if (const json* spec = FindMember(*found, "spec")) CheckTemplates(*spec, Below(below, "spec"), faults);
  }
  const json* claims = FindMember(value, "volumeClaimTemplates");
  if (claims == nullptr || !claims->is_array()) return;
  for (size_t index = 0; index < claims->size(); ++index) {
    const FieldPath below = Below(Below(path, "volumeClaimTemplates"), std::to_string(index));
    if (const json* metadata = FindMember((*claims)[index], "metadata")) {
      CheckAt(*metadata, Below(below, "metadata"), faults);
    }
  }
}

bool IsWorkloadGroup(std::string_view group) { return group.empty() || group == "apps" || group == "batch"; }

}  // namespace

json AnnotationsOf(const json& object) {
  const json* metadata = FindMember(object, "metadata");
  const json* annotations = metadata == nullptr ? nullptr : FindMember(*metadata, "annotations");
  return annotations != nullptr && annotations->is_object() ? *annotations : json::object();
}

Faults CheckMetadata(const json& object) {
  Faults faults;
  if (const json* metadata = FindMember(object, "metadata")) {
    CheckAt(*metadata, {"metadata"}, faults);
    CheckName(object, *metadata, faults);
  }
  const json* spec = FindMember(object, "spec");
  if (spec != nullptr && IsWorkloadGroup(GroupOf(StringMember(object, "apiVersion")))) {
    CheckTemplates(*spec, {"spec"}, faults);
  }
  return faults;
}

Faults CheckLabels(const json& labels, const FieldPath& path) {
  Faults faults;
  if (!labels.is_object()) return faults;
  for (const auto& [key, value] : labels.items()) {
    const FieldPath label = Below(path, key);
    if (const NameFault fault = QualifiedNameFault(key)) {
      faults.push_back({label, FieldName(path) + ": the key '" + key + "' " + *fault, ""});
    }
    if (!value.is_string()) continue;
    const std::string& text = value.get_ref<const std::string&>();
    if (const NameFault fault = LabelValueFault(text)) {
      faults.push_back({label, FieldName(label) + ": '" + text + "' " + *fault, ""});
    }
  }
  return faults;
}

Faults CheckAnnotations(const json& annotations, const FieldPath& path) {
  Faults faults;
  if (!annotations.is_object()) return faults;
  size_t size = 0;
  for (const auto& [key, value] : annotations.items()) {
    // Unlike those of labels, their prefixes may have capitals.
    if (const NameFault fault = QualifiedNameFault(ToLower(key))) {
      faults.push_back({Below(path, key), FieldName(path) + ": the key '" + key + "' " + *fault, ""});
    }
    size += key.size() + (value.is_string() ? value.get_ref<const std::string&>().size() : 0);
  }
  if (size > kMaxAnnotations)
    faults.push_back({path, FieldName(path) + " are longer than 256 KiB in total", ""});
  return faults;
}

}  // namespace pkgrepo::kube
