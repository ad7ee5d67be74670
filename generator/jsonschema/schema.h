// JSON Schema, as Helm checks the values of a chart by it: the values.schema.json of the chart.
//
//   const JsonSchema schema = JsonSchema::Parse("chart/values.schema.json", text);
//   for (const JsonSchema::Finding& finding : schema.Check(values))
//     finding.path() + ": " + finding.message;    // "image.tag: expected string, but is integer 3"
//
// `$schema` says which of its dialects a schema is written in: drafts 4, 6 and 7, 2019-09 and 2020-12. Without one it is read
// as by Helm before 3.18, which takes the keywords of drafts 4, 6 and 7 together. Patterns are regular expressions of Go,
// formats are checked as in format.h, and keywords that a dialect does not know say nothing.
//
// What is not done here is refused, as Helm would take it otherwise: references to other documents, and of the dialects
// since 2019-09 `$recursiveRef` and `$dynamicRef`.
//
// https://helm.sh/docs/topics/charts/#schema-files, https://github.com/xeipuuv/gojsonschema v1.2.0,
// https://json-schema.org/specification-links

#ifndef PKGREPO_JSONSCHEMA_SCHEMA_H_
#define PKGREPO_JSONSCHEMA_SCHEMA_H_

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace pkgrepo::jsonschema {

struct CompiledSchema;

class JsonSchema {
 public:
  struct Finding {
    // The keys, and indices of arrays, that lead to the value; none for the whole.
    std::vector<std::string> keys;
    // What was expected there, and what there is.
    std::string message;

    // "image.tag", "hosts.0.name"; "(root)" for the whole.
    std::string path() const;
  };

  // Throws Error with file and line for what is not JSON, no schema, or not understood, and for one that is beyond measure.
  static JsonSchema Parse(const std::string& file, std::string_view text);

  // What is wrong with the value, at most a hundred findings, in the order of the keywords; none if it is as the schema says.
  // Throws Error if that cannot be told: the schema leads back to itself, or to more steps than a check may take.
  std::vector<Finding> Check(const nlohmann::json& value) const;

 private:
  explicit JsonSchema(std::shared_ptr<const CompiledSchema> compiled) : compiled_(std::move(compiled)) {}

  std::shared_ptr<const CompiledSchema> compiled_;
};

}  // namespace pkgrepo::jsonschema

#endif  // PKGREPO_JSONSCHEMA_SCHEMA_H_
