#include "yaml/json_yaml_events.h"

#include <fmt/format.h>

#include <new>

#include "base/error.h"

namespace pkgrepo::yaml {

EventStream::EventStream(std::string_view text) : event_{} {
  if (!yaml_parser_initialize(&parser_)) throw std::bad_alloc();
  yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

EventStream::~EventStream() {
  yaml_event_delete(&event_);
  yaml_parser_delete(&parser_);
}

const yaml_event_t& EventStream::Next() {
  yaml_event_delete(&event_);
  if (!yaml_parser_parse(&parser_, &event_)) throw Error("yaml: " + DescribeYamlError(parser_));
  return event_;
}

std::string DescribeYamlError(const yaml_parser_t& parser) {
  size_t line = 0;
  if (parser.problem_mark.line != 0) {
    line = parser.problem_mark.line + (parser.error == YAML_SCANNER_ERROR ? 1 : 0);
  } else {
    line = parser.context_mark.line;
  }
  std::string_view problem =
      parser.problem != nullptr ? parser.problem : "unknown problem parsing YAML content";
  return line == 0 ? std::string(problem) : fmt::format("line {}: {}", line, problem);
}

}  // namespace pkgrepo::yaml
