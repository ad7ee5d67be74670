// libyaml's events as a C++ object, with the error texts of Go's yaml packages.

#ifndef PKGREPO_YAML_JSON_YAML_EVENTS_H_
#define PKGREPO_YAML_JSON_YAML_EVENTS_H_

#include <yaml.h>

#include <string>
#include <string_view>

namespace pkgrepo::yaml {

// The events of one text, one at a time. `text` must outlive the stream.
class EventStream {
 public:
  explicit EventStream(std::string_view text);
  ~EventStream();
  EventStream(const EventStream&) = delete;
  EventStream& operator=(const EventStream&) = delete;

  // The current event; the one before is gone. Throws Error for malformed YAML.
  const yaml_event_t& Next();
  const yaml_event_t& current() const { return event_; }

 private:
  yaml_parser_t parser_;
  yaml_event_t event_;
};

// The message for a parser that has failed: "line 2: mapping values are not allowed in this context". Go
// leaves out the first line's number.
std::string DescribeYamlError(const yaml_parser_t& parser);

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_JSON_YAML_EVENTS_H_
