#include "yaml/json_yaml_events.h"

#include <algorithm>
#include <new>

#include "base/error.h"

namespace pkgrepo::yaml {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Go leaves out the number of the first line.
[[noreturn]] void Fail(size_t line, std::string_view problem) {
  std::string where = line == 0 ? "" : "line " + std::to_string(line) + ": ";
  throw Error("yaml: " + where + std::string(problem));
}

// Of marks, which count from 0: the scanner's are one too low in the messages, the parser's are not
// corrected.
size_t LineOfScannerError(size_t mark_line) { return mark_line == 0 ? 0 : mark_line + 1; }

[[noreturn]] void Fail(const yaml_parser_t& parser) {
  if (parser.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
  size_t line = parser.problem_mark.line;
  if (line == 0) {
    line = parser.context_mark.line;
  } else if (parser.error == YAML_SCANNER_ERROR) {
    line = LineOfScannerError(line);
  }
  if (parser.error == YAML_READER_ERROR) line = 0;
  Fail(line, parser.problem != nullptr ? parser.problem : "unknown problem parsing YAML content");
}

}  // namespace

LibyamlEvents::LibyamlEvents(std::string_view text)
    : text_(text), has_slash_escape_(text.find("\\/") != std::string_view::npos), event_{} {
  if (!yaml_parser_initialize(&parser_)) throw std::bad_alloc();
  yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
  if (text_.starts_with(kByteOrderMark)) text_.remove_prefix(kByteOrderMark.size());
  yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text_.data()), text_.size());
}

LibyamlEvents::~LibyamlEvents() {
  yaml_event_delete(&event_);
  yaml_parser_delete(&parser_);
}

const yaml_event_t& LibyamlEvents::Next() {
  yaml_event_delete(&event_);
  if (!yaml_parser_parse(&parser_, &event_)) Fail(parser_);
  if (event_.type == YAML_DOCUMENT_START_EVENT) RefuseOtherVersion();
  if (has_slash_escape_ && event_.type == YAML_SCALAR_EVENT) RefuseSlashEscape();
  return event_;
}

void LibyamlEvents::RefuseOtherVersion() const {
  const yaml_version_directive_t* version = event_.data.document_start.version_directive;
  if (version == nullptr || (version->major == 1 && version->minor == 1)) return;
  Fail(event_.start_mark.line, "found incompatible YAML document");
}

// YAML 1.2 took "\/" over from JSON; libyaml knows it, Go's yaml.v2 does not.
void LibyamlEvents::RefuseSlashEscape() {
  if (event_.data.scalar.style != YAML_DOUBLE_QUOTED_SCALAR_STYLE) return;
  std::string_view quoted = TextBetween(event_.start_mark, event_.end_mark);
  for (size_t i = 0; i + 1 < quoted.size(); ++i) {
    if (quoted[i] != '\\') continue;
    if (quoted[i + 1] == '/') {
      auto lines =
          static_cast<size_t>(std::count(quoted.begin(), quoted.begin() + static_cast<long>(i), '\n'));
      Fail(LineOfScannerError(event_.start_mark.line + lines), "found unknown escape character");
    }
    ++i;
  }
}

// Precondition: `start` is not before that of the call before.
std::string_view LibyamlEvents::TextBetween(const yaml_mark_t& start, const yaml_mark_t& end) {
  auto offset_of = [this](size_t characters) {
    while (known_characters_ < characters && known_bytes_ < text_.size()) {
      ++known_bytes_;
      while (known_bytes_ < text_.size() &&
             (static_cast<unsigned char>(text_[known_bytes_]) & 0xC0) == 0x80) {
        ++known_bytes_;
      }
      ++known_characters_;
    }
    return known_bytes_;
  };
  size_t first = offset_of(start.index);
  return text_.substr(first, offset_of(end.index) - first);
}

}  // namespace pkgrepo::yaml
