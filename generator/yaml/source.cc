#include "yaml/source.h"

namespace pkgrepo::yaml {

std::string_view Source::Line(uint32_t number) const {
  const std::string_view text = *text_;
  if (line_starts_.empty()) {
    line_starts_.push_back(0);
    for (size_t i = text.find('\n'); i != std::string_view::npos; i = text.find('\n', i + 1)) {
      line_starts_.push_back(i + 1);
    }
  }
  if (number == 0 || number > line_starts_.size()) return {};
  const size_t start = line_starts_[number - 1];
  const size_t end = number < line_starts_.size() ? line_starts_[number] - 1 : text.size();
  return text.substr(start, end - start);
}

std::string Position::ToString() const {
  if (!known()) return "?";
  const std::string number = std::to_string(line);
  return source && !source->name().empty() ? source->name() + ':' + number : number;
}

std::string_view Position::LineText() const {
  return source && known() ? source->Line(line) : std::string_view();
}

}  // namespace pkgrepo::yaml
