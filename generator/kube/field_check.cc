#include "kube/field_check.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/strings.h"

namespace pkgrepo::kube {
namespace {

using nlohmann::json;

constexpr std::string_view kQuoteIt = "put it in quotes";

bool IsIndex(const std::string& key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) { return IsDigit(c); });
}

// Null, and in lists and texts also what is empty: Go leaves such fields at their zero value.
bool IsAbsent(const json& value) {
  return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()) ||
         (value.is_array() && value.empty());
}

class Checker {
 public:
  explicit Checker(FieldPath path) : path_(std::move(path)) {}

  std::vector<FieldFault> Run(const json& value, const StructType& type) {
    CheckStruct(value, type);
    return std::move(faults_);
  }

 private:
  // The path while one key longer.
  class Step {
   public:
    Step(FieldPath& path, std::string key) : path_(path) { path_.push_back(std::move(key)); }
    ~Step() { path_.pop_back(); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    FieldPath& path_;
  };

  void Add(std::string message, std::string hint = "") {
    faults_.push_back({path_, std::move(message), std::move(hint)});
  }

  void AddWrongType(const json& value, const std::string& expected) {
    const bool is_scalar = value.is_number() || value.is_boolean();
    Add(FieldName(path_) + " is " + DescribeValue(value) + ", not " + expected,
        expected == "a string" && is_scalar ? std::string(kQuoteIt) : "");
  }

  void CheckStruct(const json& value, const StructType& type) {
    if (value.is_null()) return;
    if (!value.is_object()) return AddWrongType(value, "a map");
    for (const auto& [key, unused] : value.items()) CheckKnown(key, type);
    CheckAlternatives(value, type);
    for (const Field& field : type.fields) {
      const auto found = value.find(field.name);
      const bool is_absent = found == value.end() || IsAbsent(*found);
      if (is_absent && field.presence == Field::Presence::kRequired) {
        Add((path_.empty() ? "" : FieldName(path_) + ": ") + "'" + std::string(field.name) + "' is missing");
      } else if (found != value.end()) {
        const Step step(path_, std::string(field.name));
        CheckField(*found, field);
      }
    }
  }

  void CheckKnown(const std::string& key, const StructType& type) {
    std::vector<std::string> names;
    for (const Field& field : type.fields) names.emplace_back(field.name);
    if (std::find(names.begin(), names.end(), key) != names.end()) return;
    const std::optional<std::string> meant = ClosestMatch(key, names);
    const std::string known =
        names.empty() ? "there are no fields here" : "known fields: " + Join(names, ", ");
    const Step step(path_, key);
    Add("unknown field " + FieldName(path_), meant ? "did you mean '" + *meant + "'?" : known);
  }

  // The struct's fields of this presence, and those among them that are there.
  struct Choice {
    std::vector<std::string> names;
    std::vector<std::string> found;
  };

  static Choice FindChoice(const json& value, const StructType& type, Field::Presence presence) {
    Choice choice;
    for (const Field& field : type.fields) {
      if (field.presence != presence) continue;
      choice.names.emplace_back(field.name);
      const auto entry = value.find(field.name);
      if (entry != value.end() && !IsAbsent(*entry)) choice.found.emplace_back(field.name);
    }
    return choice;
  }

  void CheckAlternatives(const json& value, const StructType& type) {
    for (const Field::Presence presence : {Field::Presence::kAlternative, Field::Presence::kAnyOf}) {
      const Choice choice = FindChoice(value, type, presence);
      if (choice.names.empty()) continue;
      if (choice.found.empty()) {
        Add(FieldName(path_) + ": " +
            (choice.names.size() == 1 ? "'" + choice.names[0] + "' is missing"
                                      : "one of " + Join(choice.names, ", ") + " is missing"));
      } else if (choice.found.size() > 1 && presence == Field::Presence::kAlternative) {
        Add(FieldName(path_) + ": " + Join(choice.found, " and ") + " are mutually exclusive");
      }
    }
  }

  void CheckField(const json& value, const Field& field) {
    if (value.is_null()) return;
    switch (field.type) {
      case Field::Type::kAnything:
        return;
      case Field::Type::kText:
        return CheckText(value, field);
      case Field::Type::kBool:
        if (!value.is_boolean()) AddWrongType(value, "true or false");
        return;
      case Field::Type::kInteger:
        if (!value.is_number_integer()) AddWrongType(value, "a whole number");
        return;
      case Field::Type::kTexts:
        return CheckItems(value, "a list of strings", [&](const json& item) { CheckText(item, field); });
      case Field::Type::kTextMap:
        return CheckTextMap(value, field);
      case Field::Type::kMap:
        if (!value.is_object()) AddWrongType(value, "a map");
        return;
      case Field::Type::kStruct:
        return CheckStruct(value, *field.fields);
      case Field::Type::kStructs:
      case Field::Type::kOneStruct:
        CheckItems(value, "a list of maps", [&](const json& item) {
          CheckStruct(item.is_null() ? json::object() : item, *field.fields);
        });
        if (field.type == Field::Type::kOneStruct && value.is_array() && value.size() > 1) {
          Add(FieldName(path_) + " may have only one entry");
        }
        return;
      case Field::Type::kSchema:
        // An API server does not look into it, and real packages hold schemas that are not OpenAPI.
        if (!value.is_object()) AddWrongType(value, "a schema (a map)");
        return;
    }
  }

  void CheckText(const json& value, const Field& field) {
    if (value.is_null()) return;
    if (!value.is_string()) return AddWrongType(value, "a string");
    const std::string& text = value.get_ref<const std::string&>();
    const bool is_reported = text.empty() && field.presence == Field::Presence::kRequired;
    if (field.check == nullptr || is_reported) return;
    if (const NameFault fault = field.check(text)) Add(FieldName(path_) + ": '" + text + "' " + *fault);
  }

  template <typename Check>
  void CheckItems(const json& value, const std::string& expected, const Check& check) {
    if (!value.is_array()) return AddWrongType(value, expected);
    for (size_t index = 0; index < value.size(); ++index) {
      const Step step(path_, std::to_string(index));
      check(value[index]);
    }
  }

  void CheckTextMap(const json& value, const Field& field) {
    if (!value.is_object()) return AddWrongType(value, "a map of strings");
    for (const auto& [key, text] : value.items()) {
      const Step step(path_, key);
      CheckText(text, field);
    }
  }

  FieldPath path_;
  std::vector<FieldFault> faults_;
};

}  // namespace

std::vector<FieldFault> CheckFields(const json& value, const StructType& type, const FieldPath& path) {
  return Checker(path).Run(value, type);
}

std::string FieldName(const FieldPath& path) {
  std::string name;
  for (const std::string& key : path) {
    if (!name.empty() && IsIndex(key)) {
      name += "[" + key + "]";
    } else {
      name += (name.empty() ? "" : ".") + key;
    }
  }
  return name;
}

std::string DescribeValue(const json& value) {
  if (value.is_string()) return "a string";
  if (value.is_boolean()) return value.get<bool>() ? "the boolean true" : "the boolean false";
  if (value.is_number()) return "the number " + value.dump();
  if (value.is_array()) return "a list";
  return value.is_object() ? "a map" : "empty";
}

}  // namespace pkgrepo::kube
