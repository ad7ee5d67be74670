// A text that nodes came from, and places in it.

#ifndef PKGREPO_YAML_SOURCE_H_
#define PKGREPO_YAML_SOURCE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/ref.h"

namespace pkgrepo::yaml {

// A file, or something like one (a command line flag's value). Kept alive by the positions that refer to it.
class Source : public RefCounted<Source> {
 public:
  // `name` is what messages call it: "config/app.yml".
  Source(std::string name, std::shared_ptr<const std::string> text)
      : name_(std::move(name)), text_(std::move(text)) {}
  Source(std::string name, std::string text)
      : Source(std::move(name), std::make_shared<const std::string>(std::move(text))) {}

  const std::string& name() const { return name_; }
  const std::string& text() const { return *text_; }
  // Line `number`, counted from 1, without its line end; empty if there is none such.
  std::string_view Line(uint32_t number) const;

 private:
  std::string name_;
  std::shared_ptr<const std::string> text_;
  mutable std::vector<size_t> line_starts_;  // found at the first call of Line()
};

// A line of a Source. Without source and line it is unknown, as for what code computed.
struct Position {
  RefPtr<const Source> source;
  uint32_t line = 0;  // from 1; 0 is unknown

  bool known() const { return line != 0; }
  // "config.yml:12", "12" without a source, "?" when unknown.
  std::string ToString() const;
  // "line config.yml:12", as ytt words it in sentences; "line ?" when unknown.
  std::string ToSentence() const { return "line " + ToString(); }
  // The text of the line; empty when unknown.
  std::string_view LineText() const;
};

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_SOURCE_H_
