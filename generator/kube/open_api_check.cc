#include "kube/open_api_check.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "base/strings.h"

namespace pkgrepo::kube {
namespace {

using nlohmann::json;

enum class Holds {
  kAnything,
  kText,
  kBool,
  kNumber,
  kCount,
  kList,
  kTexts,
  kMap,
  kType,
  kSchema,
  kSchemas,
  kSchemaMap,
  kSchemaOrBool
};

struct Keyword {
  std::string_view name;
  Holds holds;
};

constexpr Keyword kKeywords[] = {
    {"type", Holds::kType},
    {"properties", Holds::kSchemaMap},
    {"items", Holds::kSchema},
    {"additionalProperties", Holds::kSchemaOrBool},
    {"required", Holds::kTexts},
    {"default", Holds::kAnything},
    {"example", Holds::kAnything},
    {"examples", Holds::kAnything},
    {"enum", Holds::kList},
    {"title", Holds::kText},
    {"description", Holds::kText},
    {"format", Holds::kText},
    {"pattern", Holds::kText},
    {"$ref", Holds::kText},
    {"$schema", Holds::kText},
    {"id", Holds::kText},
    {"nullable", Holds::kBool},
    {"deprecated", Holds::kBool},
    {"readOnly", Holds::kBool},
    {"writeOnly", Holds::kBool},
    {"uniqueItems", Holds::kBool},
    {"exclusiveMinimum", Holds::kBool},
    {"exclusiveMaximum", Holds::kBool},
    {"minimum", Holds::kNumber},
    {"maximum", Holds::kNumber},
    {"multipleOf", Holds::kNumber},
    {"minLength", Holds::kCount},
    {"maxLength", Holds::kCount},
    {"minItems", Holds::kCount},
    {"maxItems", Holds::kCount},
    {"minProperties", Holds::kCount},
    {"maxProperties", Holds::kCount},
    {"allOf", Holds::kSchemas},
    {"anyOf", Holds::kSchemas},
    {"oneOf", Holds::kSchemas},
    {"not", Holds::kSchema},
    {"definitions", Holds::kSchemaMap},
    {"patternProperties", Holds::kSchemaMap},
    {"discriminator", Holds::kMap},
    {"xml", Holds::kMap},
    {"externalDocs", Holds::kMap},
};

constexpr std::array<std::string_view, 6> kTypes = {"object",  "array",  "string",
                                                    "integer", "number", "boolean"};

class Checker {
 public:
  explicit Checker(FieldPath path) : path_(std::move(path)) {}

  std::vector<FieldFault> Run(const json& schema) {
    CheckSchema(schema);
    return std::move(faults_);
  }

 private:
  void Add(std::string message, std::string hint = "") {
    faults_.push_back({path_, FieldName(path_) + std::move(message), std::move(hint)});
  }

  void Expect(bool holds, const json& value, std::string_view expected) {
    if (!holds) Add(" is " + DescribeValue(value) + ", not " + std::string(expected));
  }

  template <typename Check>
  void Inside(std::string key, const Check& check) {
    path_.push_back(std::move(key));
    check();
    path_.pop_back();
  }

  void CheckSchema(const json& schema) {
    if (schema.is_null()) return;
    if (!schema.is_object()) return Expect(false, schema, "a schema, which is a map");
    for (const auto& [name, value] : schema.items()) {
      Inside(name, [&, &name = name, &value = value] { CheckKeyword(name, value); });
    }
  }

  void CheckKeyword(const std::string& name, const json& value) {
    const auto* known = std::find_if(std::begin(kKeywords), std::end(kKeywords),
                                     [&](const Keyword& keyword) { return keyword.name == name; });
    if (known == std::end(kKeywords)) return CheckUnknown(name);
    if (value.is_null()) return;
    CheckContent(value, known->holds);
  }

  void CheckUnknown(const std::string& name) {
    if (name.starts_with("x-")) return;
    std::vector<std::string> names;
    for (const Keyword& keyword : kKeywords) names.emplace_back(keyword.name);
    const std::optional<std::string> meant = ClosestMatch(name, names);
    if (meant) Add(" is no keyword of a schema", "did you mean '" + *meant + "'?");
  }

  void CheckContent(const json& value, Holds holds) {
    switch (holds) {
      case Holds::kAnything:
        return;
      case Holds::kText:
        return Expect(value.is_string(), value, "a text");
      case Holds::kBool:
        return Expect(value.is_boolean(), value, "true or false");
      case Holds::kNumber:
        return Expect(value.is_number(), value, "a number");
      case Holds::kCount:
        return Expect(value.is_number_integer() && value >= 0, value, "a whole number from 0");
      case Holds::kList:
        return Expect(value.is_array(), value, "a list");
      case Holds::kTexts:
        return CheckList(value, [this](const json& item) { Expect(item.is_string(), item, "a text"); });
      case Holds::kMap:
        return Expect(value.is_object(), value, "a map");
      case Holds::kType:
        return CheckType(value);
      case Holds::kSchema:
        return CheckSchema(value);
      case Holds::kSchemas:
        return CheckList(value, [this](const json& item) { CheckSchema(item); });
      case Holds::kSchemaMap:
        return CheckMap(value);
      case Holds::kSchemaOrBool:
        if (!value.is_boolean()) CheckSchema(value);
        return;
    }
  }

  void CheckType(const json& value) {
    if (!value.is_string()) return Expect(false, value, "a text");
    const std::string& type = value.get_ref<const std::string&>();
    if (std::find(kTypes.begin(), kTypes.end(), type) != kTypes.end()) return;
    Add(": '" + type + "' is no type", "types are " + Join({kTypes.begin(), kTypes.end()}, ", "));
  }

  template <typename Check>
  void CheckList(const json& value, const Check& check) {
    if (!value.is_array()) return Expect(false, value, "a list");
    for (size_t index = 0; index < value.size(); ++index) {
      Inside(std::to_string(index), [&] { check(value[index]); });
    }
  }

  void CheckMap(const json& value) {
    if (!value.is_object()) return Expect(false, value, "a map of schemas");
    for (const auto& [key, schema] : value.items()) {
      Inside(key, [&, &schema = schema] { CheckSchema(schema); });
    }
  }

  FieldPath path_;
  std::vector<FieldFault> faults_;
};

}  // namespace

std::vector<FieldFault> CheckOpenApi(const json& schema, const FieldPath& path) {
  return Checker(path).Run(schema);
}

}  // namespace pkgrepo::kube
