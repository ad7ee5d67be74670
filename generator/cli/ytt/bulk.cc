#include "cli/ytt/bulk.h"

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "go/json_mismatch.h"
#include "go/json_text.h"
#include "starlark/values/dict.h"
#include "starlark/values/list.h"
#include "starlark/values/operations.h"
#include "ytt/module/json_reader.h"

namespace pkgrepo::cli {
namespace {

using starlark::Value;

// What Go's decoder calls the kind of a JSON value.
std::string JsonKind(const Value& value) {
  if (value.is_string()) return "string";
  if (value.is_float()) return "number";
  if (value.is_bool()) return "bool";
  return value.As<starlark::Dict>() != nullptr ? "object" : "array";
}

std::string TextMember(const starlark::Dict& file, std::string_view name) {
  const Value* value = file.Find(name);
  if (value == nullptr || value->is_none()) return "";
  if (value->is_string()) return std::string(value->as_string());
  throw Error(go::DescribeKindMismatch(JsonKind(*value),
                                       {.type = "string", .field = "BulkFile.files." + std::string(name)}));
}

}  // namespace

std::vector<ytt::FilePtr> ParseBulkFiles(std::string_view json) {
  const Value root = ytt::ReadJson(json);
  const auto* object = root.As<starlark::Dict>();
  if (object == nullptr) {
    throw Error(go::DescribeKindMismatch(JsonKind(root), {.type = "template.BulkFiles"}));
  }
  std::vector<ytt::FilePtr> files;
  const Value* listed = object->Find("files");
  if (listed == nullptr || listed->is_none()) return files;
  const auto* list = listed->As<starlark::List>();
  if (list == nullptr) {
    throw Error(go::DescribeKindMismatch(JsonKind(*listed),
                                         {.type = "[]template.BulkFile", .field = "BulkFiles.files"}));
  }
  for (const Value& element : list->elements()) {
    const auto* file = element.As<starlark::Dict>();
    if (file == nullptr) {
      throw Error(go::DescribeKindMismatch(JsonKind(element),
                                           {.type = "template.BulkFile", .field = "BulkFiles.files"}));
    }
    files.push_back(std::make_shared<ytt::File>(
        TextMember(*file, "name"), std::make_shared<ytt::MemoryContent>(TextMember(*file, "data"))));
  }
  return files;
}

std::string FormatBulkFiles(const std::vector<OutputFile>& files) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const OutputFile& file : files) list.push_back({{"name", file.path}, {"data", file.content}});
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  if (!files.empty()) json["files"] = list;
  return go::PrintJson(json);
}

std::string FormatBulkError(std::string_view message) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  json["errors"] = std::string(message);
  return go::PrintJson(json);
}

}  // namespace pkgrepo::cli
