// Any bytes as a configuration file: where the reader of plain configuration takes it, the whole reader makes the same of it.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "packaging/config_document.h"
#include "packaging/plain_config.h"

using namespace pkgrepo::packaging;

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

std::string Dump(const ConfigValue& value) {
  std::string text = std::to_string(static_cast<int>(value.kind)) + "@" + std::to_string(value.line) + "+" +
                     std::to_string(value.offset) + "'" + value.text + "'(";
  for (const ConfigValue* child : value.children) text += Dump(*child);
  return text + ")";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  ConfigDocuments plain{.file = "fuzz"};
  if (!ReadPlainConfig(text, plain)) {
    Require(plain.values.empty() && plain.roots.empty());
    return 0;
  }
  // A comment that is not in ASCII keeps the plain reader from it. It may throw Error, which is a finding.
  ConfigDocuments whole{.file = "fuzz"};
  ReadConfigDocuments(text + "\n# \xC3\xA9\n", whole);
  Require(plain.roots.size() == 1 && whole.roots.size() == 1);
  Require(Dump(*plain.roots[0]) == Dump(*whole.roots[0]));
  return 0;
}
