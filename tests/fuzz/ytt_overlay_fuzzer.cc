// Two YAML texts with annotations, with a line "===" between them: the second one as an overlay of the first,
// and as its schema.

#include <cstddef>
#include <cstdint>
#include <string>

#include "annotated_yaml.h"
#include "base/error.h"
#include "yaml/printer.h"
#include "ytt/overlay/apply.h"
#include "ytt/schema/schema.h"
#include "ytt/validation/validate.h"
#include "ytt/value/convert.h"

using namespace pkgrepo;

namespace {

constexpr uint64_t kMaxSteps = 20000;
constexpr std::string_view kSeparator = "\n===\n";

template <typename Action>
void Try(Action action) {
  try {
    action();
  } catch (const Error&) {
  }
}

void ApplyToDocuments(ytt::AnnotatedYaml& yaml, const std::string& base, const std::string& overlay) {
  const auto documents = yaml.Documents("base.yml", base);
  const auto edits = yaml.Documents("over.yml", overlay);
  for (const yaml::Item& edit : edits->items) {
    if (!ytt::OverlayDocuments(yaml.thread(), {documents}, edit).has_computed) continue;
    for (yaml::Item& document : documents->items) ytt::MakeParsed(document.value);
  }
  yaml::PrintYaml(*documents);
}

void ApplyToFragment(ytt::AnnotatedYaml& yaml, const std::string& base, const std::string& overlay) {
  const auto left = yaml.Documents("base.yml", base);
  const auto right = yaml.Documents("over.yml", overlay);
  if (left->items.empty() || right->items.empty()) return;
  const yaml::Value result = ytt::ApplyOverlay(yaml.thread(), left->items[0].value, right->items[0].value);
  ytt::ApplyOverlay(yaml.thread(), result, result);
}

void CheckAgainstSchema(ytt::AnnotatedYaml& yaml, const std::string& values, const std::string& schema_text) {
  const auto documents = yaml.Documents("schema.yml", schema_text);
  if (documents->items.empty()) return;
  const ytt::Schema schema = ytt::Schema::FromDocument(documents->items[0]);
  std::string exported;
  yaml::AppendYaml(exported, schema.OpenApiDocument().value);
  yaml::Item result = schema.DefaultValues();
  const auto all_given = yaml.Documents("values.yml", values);
  for (const yaml::Item& given : all_given->items) {
    result = ytt::OverlayDocument(yaml.thread(), result, given);
    schema.Check(result);
  }
  ytt::ValidateDataValues(yaml.thread(), result);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string input(reinterpret_cast<const char*>(data), size);
  const size_t separator = input.find(kSeparator);
  if (separator == std::string::npos) return 0;
  const std::string first = input.substr(0, separator + 1);
  const std::string second = input.substr(separator + kSeparator.size());
  static ytt::AnnotatedYaml yaml;  // one for all inputs, as the stack of its thread is large
  for (const auto& use : {ApplyToDocuments, ApplyToFragment, CheckAgainstSchema}) {
    starlark::Heap heap;
    yaml.thread().set_max_steps(kMaxSteps);
    Try([&] { use(yaml, first, second); });
  }
  return 0;
}
