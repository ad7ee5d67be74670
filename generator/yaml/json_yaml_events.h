// libyaml's events as a C++ object that accepts what Go's yaml.v2 accepts, with its error texts.

#ifndef PKGREPO_YAML_JSON_YAML_EVENTS_H_
#define PKGREPO_YAML_JSON_YAML_EVENTS_H_

#include <yaml.h>

#include <string>
#include <string_view>

namespace pkgrepo::yaml {

// The events of one text, one at a time. `text` must outlive the object.
class LibyamlEvents {
 public:
  explicit LibyamlEvents(std::string_view text);
  ~LibyamlEvents();
  LibyamlEvents(const LibyamlEvents&) = delete;
  LibyamlEvents& operator=(const LibyamlEvents&) = delete;

  // The current event; the one before is gone. Throws Error, such as "yaml: line 2: mapping values are not
  // allowed in this context", for malformed YAML, for "\/" in double quotes and for a version other than 1.1.
  const yaml_event_t& Next();
  const yaml_event_t& current() const { return event_; }

 private:
  void RefuseOtherVersion() const;
  void RefuseSlashEscape();
  std::string_view TextBetween(const yaml_mark_t& start, const yaml_mark_t& end);

  std::string_view text_;
  bool has_slash_escape_ = false;
  // A place in `text_` that is known as a number of characters and of bytes, to find those of marks.
  size_t known_characters_ = 0;
  size_t known_bytes_ = 0;
  yaml_parser_t parser_;
  yaml_event_t event_;
};

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_JSON_YAML_EVENTS_H_
