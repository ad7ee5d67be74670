// References in scripts, instructions and hooks: whatever is in a file, each one that is found stands in a line of it, and names a
// repository.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "references/expanded_text.h"
#include "references/text_references.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using pkgrepo::references::TextReference;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto lines = static_cast<int>(std::ranges::count(text, '\n')) + 1;
  const auto is_line = [&](const pkgrepo::Position& position) {
    return position.line > 0 && position.line <= lines;
  };
  for (const TextReference& found : pkgrepo::references::FindReferences("file", text, {})) {
    if (!is_line(found.position) || !is_line(found.version_position) || found.repository.empty() ||
        found.text.empty())
      std::abort();
  }
  return 0;
}
