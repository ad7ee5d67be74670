// A JSON Schema and, in the line behind it, what is checked by it.

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/error.h"
#include "jsonschema/schema.h"

using namespace pkgrepo;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const size_t end = text.rfind('\n');
  if (end == text.npos) return 0;
  const nlohmann::json value =
      nlohmann::json::parse(text.substr(end + 1), nullptr, /*allow_exceptions=*/false);
  if (value.is_discarded()) return 0;
  try {
    jsonschema::JsonSchema::Parse("fuzzer", text.substr(0, end)).Check(value);
  } catch (const Error&) {
  }
  return 0;
}
