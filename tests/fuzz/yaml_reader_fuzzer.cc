// Any text as YAML: it reads or ends in an Error, and what was read prints as text that reads as the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/error.h"
#include "yaml/printer.h"
#include "yaml/reader.h"

using namespace pkgrepo;

namespace {

// What the printer writes back as something else: numbers that are not equal to themselves, keys that are
// floats ("1e3" is printed as an integer, which is another key), and keys that are collections, on which the
// reader does not merge.
bool IsPlain(const yaml::Value& value) {
  if (value.is_float()) return value.as_float() == value.as_float();
  if (!value.is_node()) return true;
  for (const yaml::Item& item : value.node()->items) {
    if (item.key.is_node() || item.key.is_float() || !IsPlain(item.value)) return false;
  }
  return true;
}

// "<<" as a text is printed without quotes, and so reads as a merge.
bool HasMergeKey(const yaml::Value& value) {
  if (!value.is_node()) return false;
  for (const yaml::Item& item : value.node()->items) {
    if ((item.key.is_string() && item.key.string() == "<<") || HasMergeKey(item.value)) return true;
  }
  return false;
}

void CheckRoundTrip(const yaml::Item& document) {
  if (!yaml::IsPrinted(document) || !IsPlain(document.value) || HasMergeKey(document.value)) return;
  std::string text;
  yaml::AppendYaml(text, document.value);
  const std::string marked = "--- " + std::string(document.value.is_node() ? "\n" : "") + text;
  const auto again = yaml::ReadDocuments(yaml::MakeRef<yaml::Source>("again.yml", marked), {});
  if (again->items.size() != 1 || !(again->items[0].value == document.value)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  for (const bool strict : {true, false}) {
    try {
      const auto source = yaml::MakeRef<yaml::Source>("input.yml", text);
      const auto documents = yaml::ReadDocuments(source, {.comments = true, .strict = strict});
      yaml::MergeEqualKeys(*documents);
      yaml::PrintPositions(*documents);
      for (const yaml::Item& document : documents->items) CheckRoundTrip(document);
    } catch (const Error&) {
    }
  }
  return 0;
}
