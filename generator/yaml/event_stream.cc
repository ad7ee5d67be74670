#include "yaml/event_stream.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::yaml {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
// A character for private use, which stands for a byte order mark while libyaml, which would skip it, looks.
constexpr std::string_view kPlaceholder = "\xF4\x8F\xBF\xBD";
constexpr std::string_view kDocumentMarker = "---\n";

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool StartsWithDocumentMarker(std::string_view text) {
  while (!text.empty() && IsSpace(text[0])) text.remove_prefix(1);
  return text.substr(0, 3) == "---" && (text.size() == 3 || IsSpace(text[3]));
}

std::string_view View(const yaml_char_t* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

}  // namespace

EventStream::EventStream(const Source& source) : source_(source) {
  input_.text = source.text();
  if (!StartsWithDocumentMarker(input_.text)) {
    input_.prefix = kDocumentMarker;
    added_lines_ = 1;
  }
  if (input_.text.find(kByteOrderMark) != std::string_view::npos) {
    without_byte_order_mark_ = ReplaceAll(input_.text, kByteOrderMark, kPlaceholder);
    input_.text = without_byte_order_mark_;
  }
  has_slash_escape_ = input_.text.find("\\/") != std::string_view::npos;
  if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();
  yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
  yaml_parser_set_input(&parser_, Read, &input_);
}

EventStream::~EventStream() {
  if (has_event_) yaml_event_delete(&event_);
  yaml_parser_delete(&parser_);
}

int EventStream::Read(void* data, unsigned char* buffer, size_t size, size_t* size_read) {
  auto* input = static_cast<Input*>(data);
  std::string_view& part = input->prefix.empty() ? input->text : input->prefix;
  *size_read = std::min(size, part.size());
  if (*size_read > 0) std::memcpy(buffer, part.data(), *size_read);
  part.remove_prefix(*size_read);
  return 1;
}

Mark EventStream::ToMark(const yaml_mark_t& mark) const {
  const auto line = static_cast<uint32_t>(mark.line) + 1;
  if (line <= added_lines_) return {1, 0};
  return {line - added_lines_, static_cast<uint32_t>(mark.column)};
}

std::optional<Event> EventStream::Next() {
  while (true) {
    if (has_event_) yaml_event_delete(&event_);
    has_event_ = false;
    if (yaml_parser_parse(&parser_, &event_) == 0) ThrowParserError();
    has_event_ = true;
    if (event_.type == YAML_NO_EVENT) return std::nullopt;
    if (std::optional<Event> event = Translate()) return event;
  }
}

// Nothing for the start and end of the stream, which say nothing.
std::optional<Event> EventStream::Translate() {
  Event event;
  event.start = ToMark(event_.start_mark);
  event.end = ToMark(event_.end_mark);
  switch (event_.type) {
    case YAML_DOCUMENT_START_EVENT: {
      event.type = Event::Type::kDocumentStart;
      const yaml_version_directive_t* version = event_.data.document_start.version_directive;
      if (version != nullptr && version->minor != 1) throw Error("found incompatible YAML document");
      return event;
    }
    case YAML_DOCUMENT_END_EVENT:
      event.type = Event::Type::kDocumentEnd;
      return event;
    case YAML_ALIAS_EVENT:
      event.type = Event::Type::kAlias;
      event.anchor = View(event_.data.alias.anchor);
      return event;
    case YAML_SCALAR_EVENT: {
      const auto& scalar = event_.data.scalar;
      event.text = {reinterpret_cast<const char*>(scalar.value), scalar.length};
      event.anchor = View(scalar.anchor);
      event.tag = View(scalar.tag);
      event.is_plain = scalar.style == YAML_PLAIN_SCALAR_STYLE;
      if (has_slash_escape_ && scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) RefuseSlashEscape(event);
      if (!without_byte_order_mark_.empty() && event.text.find(kPlaceholder) != std::string_view::npos) {
        restored_ = ReplaceAll(event.text, kPlaceholder, kByteOrderMark);
        event.text = restored_;
      }
      return event;
    }
    case YAML_SEQUENCE_START_EVENT:
      event.type = Event::Type::kArrayStart;
      event.anchor = View(event_.data.sequence_start.anchor);
      event.tag = View(event_.data.sequence_start.tag);
      event.is_flow = event_.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
      return event;
    case YAML_SEQUENCE_END_EVENT:
      event.type = Event::Type::kArrayEnd;
      return event;
    case YAML_MAPPING_START_EVENT:
      event.type = Event::Type::kMapStart;
      event.anchor = View(event_.data.mapping_start.anchor);
      event.tag = View(event_.data.mapping_start.tag);
      return event;
    case YAML_MAPPING_END_EVENT:
      event.type = Event::Type::kMapEnd;
      return event;
    default:
      return std::nullopt;
  }
}

// libyaml takes "\/" for a slash; the reader of ytt knows no such escape.
void EventStream::RefuseSlashEscape(const Event& event) {
  for (uint32_t line = event.start.line; line <= event.end.line; ++line) {
    const std::string_view text = source_.Line(line);
    for (size_t i = line == event.start.line ? event.start.column : 0; i + 1 < text.size(); ++i) {
      if (line == event.end.line && i >= event.end.column) break;
      if (text[i] != '\\') continue;
      if (text[i + 1] == '/') {
        throw Error("line " + std::to_string(line) + ": found unknown escape character");
      }
      ++i;
    }
  }
}

void EventStream::ThrowParserError() const {
  if (parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
  size_t line = 0;
  if (parser_.error != YAML_READER_ERROR) {
    if (parser_.problem_mark.line != 0) {
      line = parser_.problem_mark.line;
      // Messages count lines from 1 where the scanner is at fault, from 0 where the parser is.
      if (parser_.error == YAML_SCANNER_ERROR) ++line;
    } else {
      line = parser_.context_mark.line;
    }
  }
  std::string where;
  if (line > added_lines_) where = "line " + std::to_string(line - added_lines_) + ": ";
  throw Error(where +
              (parser_.problem != nullptr ? parser_.problem : "unknown problem parsing YAML content"));
}

}  // namespace pkgrepo::yaml
