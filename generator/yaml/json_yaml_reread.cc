#include "yaml/json_yaml_reread.h"

#include "base/error.h"
#include "base/utf8.h"

namespace pkgrepo::yaml {
namespace {

constexpr std::string_view kNextLine = "\xC2\x85";
// The first bytes of all characters that RereadJsonString has to look at.
constexpr std::string_view kSuspects = "\x7F\xC2\xEF";

bool IsRefused(uint32_t c) { return (c >= 0x7F && c < 0xA0 && c != 0x85) || c == 0xFFFE || c == 0xFFFF; }

void RefuseControlCharacters(std::string_view text) {
  for (size_t offset = 0; offset < text.size();) {
    if (IsRefused(DecodeUtf8(text, offset))) throw Error("yaml: control characters are not allowed");
  }
}

}  // namespace

std::optional<std::string> RereadJsonString(std::string_view text) {
  if (text.find_first_of(kSuspects) == std::string_view::npos) return std::nullopt;
  RefuseControlCharacters(text);
  size_t next = text.find(kNextLine);
  if (next == std::string_view::npos) return std::nullopt;
  std::string folded;
  while (next != std::string_view::npos) {
    folded += text.substr(0, next);
    while (folded.ends_with(' ')) folded.pop_back();
    text.remove_prefix(next);
    size_t breaks = 0;
    while (text.starts_with(kNextLine) || text.starts_with(' ')) {
      breaks += text[0] == ' ' ? 0 : 1;
      text.remove_prefix(text[0] == ' ' ? 1 : kNextLine.size());
    }
    folded += breaks == 1 ? " " : std::string(breaks - 1, '\n');
    next = text.find(kNextLine);
  }
  return folded.append(text);
}

}  // namespace pkgrepo::yaml
