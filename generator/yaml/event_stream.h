// The events of a YAML text, from libyaml, with the small differences that separate it from the reader ytt
// uses.

#ifndef PKGREPO_YAML_EVENT_STREAM_H_
#define PKGREPO_YAML_EVENT_STREAM_H_

#include <yaml.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "yaml/source.h"

namespace pkgrepo::yaml {

struct Mark {
  uint32_t line = 0;    // from 1
  uint32_t column = 0;  // from 0, in characters
};

// Views are valid until the next event is asked for.
struct Event {
  enum class Type : uint8_t {
    kDocumentStart,
    kDocumentEnd,
    kScalar,
    kAlias,
    kMapStart,
    kMapEnd,
    kArrayStart,
    kArrayEnd
  };

  Type type = Type::kScalar;
  Mark start;
  Mark end;
  std::string_view text;    // of a scalar
  std::string_view anchor;  // of a scalar, map or array, or what an alias refers to
  std::string_view tag;     // expanded ("tag:yaml.org,2002:str"); empty if there is none
  bool is_plain = false;    // a scalar without quotes
  bool is_flow = false;     // of an array's start: [ … ]
};

class EventStream {
 public:
  explicit EventStream(const Source& source);
  ~EventStream();
  EventStream(const EventStream&) = delete;
  EventStream& operator=(const EventStream&) = delete;

  // The next event, or nothing at the end. Throws Error with libyaml's message and line.
  std::optional<Event> Next();

  // Whether the first document has no marker of its own, so that it starts ahead of the text.
  bool first_document_is_implicit() const { return added_lines_ > 0; }

 private:
  struct Input {
    std::string_view prefix;
    std::string_view text;
  };
  static int Read(void* data, unsigned char* buffer, size_t size, size_t* size_read);
  Mark ToMark(const yaml_mark_t& mark) const;
  std::optional<Event> Translate();
  void RefuseSlashEscape(const Event& event);
  [[noreturn]] void ThrowParserError() const;

  const Source& source_;
  Input input_;
  uint32_t added_lines_ = 0;             // put ahead of the text, for libyaml's eyes only
  std::string without_byte_order_mark_;  // the text with the mark replaced, where there is one
  bool has_slash_escape_ = false;
  std::string restored_;  // a scalar with byte order marks put back
  yaml_parser_t parser_;
  yaml_event_t event_;
  bool has_event_ = false;
};

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_EVENT_STREAM_H_
