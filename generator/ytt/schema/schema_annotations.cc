#include "ytt/schema/schema_annotations.h"

#include "starlark/values/list.h"
#include "starlark/values/operations.h"
#include "ytt/schema/conformance.h"
#include "ytt/value/convert.h"
#include "ytt/value/module_function.h"
#include "ytt/value/type_names.h"

namespace pkgrepo::ytt {

using starlark::Value;
using yaml::Item;

namespace {

constexpr std::string_view kType = "schema/type";
constexpr std::string_view kNullable = "schema/nullable";
constexpr std::string_view kDefault = "schema/default";
constexpr std::string_view kDescription = "schema/desc";
constexpr std::string_view kTitle = "schema/title";
constexpr std::string_view kExamples = "schema/examples";
constexpr std::string_view kDeprecated = "schema/deprecated";

constexpr std::string_view kSyntaxError = "syntax error in @";

// An annotation that cannot be understood.
class AnnotationError {
 public:
  AnnotationError(const Item& item, const Annotation& annotation, std::string description)
      : annotation_(annotation) {
    violation_.description = std::move(description);
    violation_.positions = {annotation.position, item.position};
  }

  // What is wrong with an annotation's arguments: "missing value in @schema/desc (by schema.yml:3)".
  static AnnotationError Syntax(const Item& item, const Annotation& annotation, std::string expected) {
    AnnotationError error(item, annotation, std::string(kSyntaxError) + annotation.name + " annotation");
    error.violation_.expected = std::move(expected);
    return error;
  }

  AnnotationError& Expected(std::string text) {
    violation_.expected = std::move(text);
    return *this;
  }
  AnnotationError& Hint(std::string text) {
    violation_.hints.push_back(std::move(text));
    return *this;
  }
  [[noreturn]] void Throw(std::string found) {
    violation_.found = std::move(found);
    throw InvalidSchema("", violation_);
  }
  [[noreturn]] void ThrowIn(const std::string& what) {
    Throw(what + " in @" + annotation_.name + By(annotation_));
  }

 private:
  const Annotation& annotation_;
  SchemaViolation violation_;
};

// The one string argument of an annotation; empty if there is no such annotation.
std::string ReadString(const Item& item, std::string_view name) {
  const Annotation* const annotation = FindAnnotation(item, name);
  if (annotation == nullptr) return "";
  AnnotationError error = AnnotationError::Syntax(item, *annotation, "string");
  if (!annotation->named.empty()) {
    error.Hint("this annotation only accepts one argument: a string.").ThrowIn("keyword argument");
  }
  const size_t count = annotation->positional.size();
  if (count == 0) error.ThrowIn("missing value");
  if (count > 1) error.ThrowIn(std::to_string(count) + " values");
  if (!annotation->positional[0].is_string()) error.ThrowIn("Non-string value");
  return std::string(annotation->positional[0].as_string());
}

const starlark::Tuple& ExpectExample(const Item& item, const Annotation& annotation, const Value& argument) {
  AnnotationError error = AnnotationError::Syntax(
      item, annotation, "2-tuple containing description (string) and example value (of expected type)");
  const auto throw_type = [&](const Value& value, const char* what) {
    error.Throw(std::string(starlark::TypeName(value)) + what + " for @" + annotation.name + At(annotation));
  };
  const auto* const tuple = argument.As<starlark::Tuple>();
  if (tuple == nullptr) throw_type(argument, "");
  if (tuple->size() < 2) error.ThrowIn("empty tuple");
  if (tuple->size() > 2) error.ThrowIn(std::to_string(tuple->size()) + "-tuple argument");
  if (!tuple->at(0).is_string()) throw_type(tuple->at(0), " value");
  return *tuple;
}

std::optional<SchemaDocumentation::Example> ReadExamples(const Item& item) {
  const Annotation* const annotation = FindAnnotation(item, kExamples);
  if (annotation == nullptr) return std::nullopt;
  AnnotationError error = AnnotationError::Syntax(
      item, *annotation, "2-tuple containing description (string) and example value (of expected type)");
  if (!annotation->named.empty()) error.ThrowIn("keyword argument");
  if (annotation->positional.empty()) error.ThrowIn("missing value");
  for (const Value& argument : annotation->positional) ExpectExample(item, *annotation, argument);

  // Of several, the export shows the first.
  const auto& first = *annotation->positional[0].As<starlark::Tuple>();
  return SchemaDocumentation::Example{std::string(first.at(0).as_string()), ToYaml(first.at(1))};
}

// Adds what is wrong with a default or an example, shown at its annotation.
void CheckType(const Item& item, const Annotation& annotation, const yaml::Value& value,
               const SchemaType& type, const std::string& where, std::vector<SchemaViolation>& violations) {
  Item candidate(item.key, value.DeepCopy(), annotation.position);
  MakeParsed(candidate.value, annotation.position);
  for (SchemaViolation& violation : ConformValues(candidate, type)) {
    violation.positions = {annotation.position, item.position};
    violation.found += where;
    violations.push_back(std::move(violation));
  }
}

void Refuse(std::string_view title, const std::vector<SchemaViolation>& violations) {
  if (!violations.empty()) throw Error(RenderViolations(title, violations));
}

bool IsTypeRestriction(const Annotation& annotation) {
  return annotation.name == kType || annotation.name == kNullable || annotation.name == kDefault;
}

void RefuseTypes(const Item& item) {
  const Annotations* const annotations = GetAnnotations(item);
  if (annotations == nullptr) return;
  SchemaViolation violation;
  for (const Annotation& annotation : annotations->all()) {
    if (!IsTypeRestriction(annotation)) continue;
    violation.found += (violation.found.empty() ? "@" : ", @") + annotation.name;
    violation.positions.push_back(annotation.position);
  }
  if (violation.positions.empty()) return;
  violation.positions.push_back(item.position);
  violation.description = "Schema was specified within an \"any type\" fragment";
  violation.found += " annotation(s)";
  violation.expected = "no '@schema/...' on nodes within a node annotated '@schema/type any=True'";
  violation.hints = {
      "an \"any type\" fragment has no constraints; nested schema annotations conflict and are disallowed"};
  throw InvalidSchema("", violation);
}

}  // namespace

bool ReadAnyType(const Item& item) {
  const Annotation* const annotation = FindAnnotation(item, kType);
  if (annotation == nullptr) return false;
  if (annotation->named.empty()) {
    AnnotationError(item, *annotation, "expected @schema/type annotation to have keyword argument and value")
        .Expected("valid keyword argument and value")
        .Hint("Supported key-value pairs are 'any=True', 'any=False'")
        .Throw("missing keyword argument and value" + By(*annotation));
  }
  AnnotationError error(item, *annotation, "unknown @schema/type annotation keyword argument");
  error.Hint("Supported kwargs are 'any'");
  bool is_any = false;
  for (const auto& [keyword, value] : annotation->named) {
    if (keyword != "any") error.Expected("A valid kwarg").Throw(keyword + By(*annotation));
    if (!value.is_bool()) error.Expected("starlark.Bool").Throw(HostTypeName(value) + By(*annotation));
    is_any = value.as_bool();
  }
  return is_any;
}

bool ReadNullable(const Item& item) {
  const Annotation* const annotation = FindAnnotation(item, kNullable);
  if (annotation == nullptr) return false;
  if (!annotation->named.empty()) {
    AnnotationError(item, *annotation,
                    "expected @schema/nullable annotation to not contain any keyword arguments")
        .Expected("starlark.Bool")
        .Hint("Supported kwargs are 'any'")
        .ThrowIn("keyword argument");
  }
  return true;
}

SchemaDocumentation ReadDocumentation(const Item& item, SchemaPlace place) {
  SchemaDocumentation documentation;
  documentation.description = ReadString(item, kDescription);
  documentation.title = ReadString(item, kTitle);
  documentation.example = ReadExamples(item);

  const Annotation* const deprecated = FindAnnotation(item, kDeprecated);
  if (deprecated != nullptr && place == SchemaPlace::kDocument) {
    AnnotationError(item, *deprecated, "@schema/deprecated not supported on a document")
        .Hint("do you mean to deprecate the entire schema document?")
        .Hint("use schema/deprecated on individual keys.")
        .Throw("");
  }
  ReadString(item, kDeprecated);
  documentation.is_deprecated = deprecated != nullptr;
  return documentation;
}

void CheckExamples(const Item& item, const SchemaType& type) {
  const Annotation* const annotation = FindAnnotation(item, kExamples);
  if (annotation == nullptr) return;
  std::vector<SchemaViolation> violations;
  for (const Value& argument : annotation->positional) {
    const yaml::Value value = ToYaml(ExpectExample(item, *annotation, argument).at(1));
    CheckType(item, *annotation, value, type, By(*annotation), violations);
  }
  Refuse("Invalid schema - @schema/examples has wrong type", violations);
}

std::optional<yaml::Value> ReadDefault(const Item& item, SchemaPlace place, const SchemaType& type) {
  const Annotation* const annotation = FindAnnotation(item, kDefault);
  if (annotation == nullptr) return std::nullopt;
  if (place == SchemaPlace::kArrayItem) {
    SchemaViolation violation;
    violation.positions = {annotation->position, item.position};
    violation.hints = {"do you mean to set a default value for the array?",
                       "set an array's default by annotating its parent."};
    throw Error(RenderNested(
        "Invalid schema", InvalidSchema("@schema/default not supported on array item", violation).message()));
  }
  const std::string word = type.is_nullable ? "null" : std::string(type.Word());
  AnnotationError error =
      AnnotationError::Syntax(item, *annotation, word + " (by " + type.position.ToString() + ")");
  if (!annotation->named.empty()) {
    error.Hint("this annotation only accepts one argument: the default value.")
        .Hint("value must be in Starlark format, e.g.: {'key': 'value'}, True.")
        .ThrowIn("keyword argument");
  }
  const size_t count = annotation->positional.size();
  if (count == 0) error.ThrowIn("missing value");
  if (count > 1) error.ThrowIn(std::to_string(count) + " values");

  yaml::Value value = ToYaml(annotation->positional[0]).DeepCopy();
  std::vector<SchemaViolation> violations;
  CheckType(item, *annotation, value, type, At(*annotation), violations);
  Refuse("Invalid schema - @schema/default is wrong type", violations);
  MakeParsed(value, item.position);
  return value;
}

void RefuseNestedTypes(const yaml::Value& value) {
  if (!value.is_node()) return;
  for (const Item& item : value.node()->items) {
    RefuseTypes(item);
    RefuseNestedTypes(item.value);
  }
}

}  // namespace pkgrepo::ytt
