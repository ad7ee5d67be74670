#include "packaging/resource_check.h"

#include <iterator>

#include "kube/metadata_check.h"
#include "yaml/json_yaml.h"
#include "yaml/reader.h"

namespace pkgrepo::packaging {
namespace {

using nlohmann::json;

constexpr int kMaxNodes = 1'000'000;

// kapp-controller runs the files of a repository through ytt.
void RefuseTemplating(const std::string& file, const yaml::CommentList* comments) {
  if (comments == nullptr) return;
  for (const yaml::Comment& comment : comments->comments) {
    if (!comment.text.starts_with('@')) continue;
    throw Error("kapp-controller would run '#" + comment.text + "' as ytt template code")
        .At({.file = file, .line = static_cast<int>(comment.line)})
        .Hint("remove it, or write '#!' if it is a comment");
  }
}

void RefuseTemplating(const std::string& file, const yaml::Node& node) {
  RefuseTemplating(file, node.comments.get());
  for (const yaml::Item& item : node.items) {
    RefuseTemplating(file, item.comments.get());
    if (item.value.is_node()) RefuseTemplating(file, *item.value.node());
  }
}

// Go takes the last of equal keys, others the first. `budget` bounds what aliases multiply.
void RefuseEqualKeys(const ConfigNode& node, int& budget) {
  if (--budget < 0) throw node.Fault("aliases expand to too much here");
  if (node.IsList()) {
    for (const ConfigNode& item : node.Items()) RefuseEqualKeys(item, budget);
  } else if (node.IsMap()) {
    for (const auto& [unused, value] : node.Fields()) RefuseEqualKeys(value, budget);
  }
}

std::string FoundAndExpected(const std::string& key, const json& found, const std::string& expected) {
  const std::string what = found.is_string() ? found.get<std::string>() : kube::DescribeValue(found);
  return "expected " + key + " " + expected + ", found " + what;
}

void RequireType(const ConfigNode& node, const std::string& api_version, const std::string& kind) {
  for (const auto& [key, expected] : {std::pair{"apiVersion", api_version}, std::pair{"kind", kind}}) {
    const ConfigNode value = node.Require(key);
    const json found = value.IsScalar() ? json(value.Text()) : json(nullptr);
    if (found != expected) throw value.Fault(FoundAndExpected(key, found, expected));
  }
}

}  // namespace

void ThrowFaults(const ConfigNode& node, const std::vector<kube::FieldFault>& faults) {
  if (faults.empty()) return;
  Error error(faults[0].message);
  error.At(node.PositionOf(faults[0].path));
  if (!faults[0].hint.empty()) error.Hint(faults[0].hint);
  for (size_t index = 1; index < faults.size(); ++index) {
    const kube::FieldFault& fault = faults[index];
    error.Note(node.PositionOf(fault.path).ToString() + ": " + fault.message +
               (fault.hint.empty() ? "" : "; " + fault.hint));
  }
  throw error;
}

void CheckResource(const std::string& file, const std::string& text, const std::string& api_version,
                   const std::string& kind) {
  const ConfigNode root = ConfigNode::Parse(file, text);
  if (!root.IsMap()) throw Error("expected a " + kind).At({.file = file, .line = 1});
  const json resource = yaml::ParseYamlAsJson(text, file);
  int budget = kMaxNodes;
  RefuseEqualKeys(root, budget);
  RefuseTemplating(file, *yaml::ReadDocuments(yaml::MakeRef<yaml::Source>(file, text), {.comments = true}));
  RequireType(root, api_version, kind);
  const ConfigNode name = root.Require("metadata").Require("name");
  if (name.Text().empty()) throw name.Fault("'name' is empty");
  CheckComposedResource(root, resource, api_version, kind);
}

void CheckComposedResource(const ConfigNode& node, const json& resource, const std::string& api_version,
                           const std::string& kind) {
  RequireType(node, api_version, kind);
  std::vector<kube::FieldFault> faults =
      kube::CheckFields(resource, *kube::FindResourceType(api_version, kind));
  std::vector<kube::FieldFault> more = kube::CheckMetadata(resource);
  faults.insert(faults.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  ThrowFaults(node, faults);
}

}  // namespace pkgrepo::packaging
