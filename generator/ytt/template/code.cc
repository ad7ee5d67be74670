#include "ytt/template/code.h"

#include "base/strings.h"

namespace pkgrepo::ytt {

Code Code::FromStarlark(const yaml::RefPtr<const yaml::Source>& source) {
  Code code(source->name(), false);
  uint32_t number = 0;
  for (const std::string_view line : Split(source->text(), '\n')) {
    code.Add(std::string(line), yaml::Position{source, ++number});
  }
  return code;
}

std::string Code::Text() const {
  std::string text;
  for (const CodeLine& line : lines_) {
    if (&line != &lines_.front()) text += '\n';
    text += line.code.text();
  }
  return text;
}

std::vector<size_t> Code::GeneratedNames() const {
  std::vector<size_t> places;
  size_t line_start = 0;
  for (const CodeLine& line : lines_) {
    for (const size_t name : line.code.names()) {
      if (name != CodeText::kNowhere) places.push_back(line_start + name);
    }
    line_start += line.code.text().size() + 1;
  }
  return places;
}

std::string Code::DescribeLine(const CodeLine& line, std::string_view shown) const {
  const std::string file = shows_name_ ? name_ + ':' : "";
  if (!line.position.known()) return file + "? | " + line.code.text() + " (generated)";
  return file + std::to_string(line.position.line) + " | " + std::string(shown);
}

uint32_t Code::OriginalLine(int number) const {
  if (number < 1 || static_cast<size_t>(number) > lines_.size()) return 0;
  return lines_[static_cast<size_t>(number) - 1].original;
}

std::string Code::Describe(int number, std::string_view indent) const {
  const std::string start(indent);
  if (number < 1 || static_cast<size_t>(number) > lines_.size()) return start + "? | (unavailable)";
  const size_t index = static_cast<size_t>(number) - 1;
  const CodeLine& line = lines_[index];
  if (line.position.known()) return start + DescribeLine(line, line.shown);
  const auto neighbour = [&](const CodeLine& other) {
    return start + DescribeLine(other, other.is_part ? other.position.LineText() : other.shown);
  };
  std::string text;
  for (size_t before = index; before-- > 0;) {
    if (!lines_[before].position.known()) continue;
    text += neighbour(lines_[before]) + '\n';
    break;
  }
  text += start + DescribeLine(line, {});
  for (size_t after = index + 1; after < lines_.size(); ++after) {
    if (!lines_[after].position.known()) continue;
    text += '\n' + neighbour(lines_[after]);
    break;
  }
  return text;
}

}  // namespace pkgrepo::ytt
