#include "ytt/template/text_parts.h"

#include <algorithm>

#include "base/error.h"

namespace pkgrepo::ytt {
namespace {

constexpr std::string_view kOpening = "(@";
constexpr std::string_view kClosing = "@)";
constexpr std::string_view kSpace = " \t\n\v\f\r";

void TrimFront(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(kSpace), text.size()));
}
void TrimBack(std::string_view& text) { text = text.substr(0, text.find_last_not_of(kSpace) + 1); }

class Parser {
 public:
  Parser(std::string_view text, uint32_t first_line) : text_(text), first_line_(first_line) {}

  std::vector<TextPart> Parse() {
    bool trim_next = false;
    while (true) {
      const size_t start = offset_;
      const size_t opening = text_.find(kOpening, start);
      const size_t closing = text_.find(kClosing, start);
      if (closing < opening) Fail("Unexpected code closing '@)'", closing + 1);
      Add({.raw = text_.substr(start, opening - start)}, opening);
      if (trim_next) TrimFront(parts_.back().content);
      if (opening == std::string_view::npos) return std::move(parts_);
      offset_ = opening + kOpening.size();
      trim_next = AddCode();
    }
  }

 private:
  void Add(TextPart part, size_t end) {
    if (!part.is_code) part.content = part.raw;
    part.line_offset = lines_;
    lines_ += static_cast<uint32_t>(std::count(part.raw.begin(), part.raw.end(), '\n'));
    parts_.push_back(part);
    offset_ = std::min(end, text_.size());
  }

  // Returns whether the text behind is to be trimmed.
  bool AddCode() {
    const size_t closing = text_.find(kClosing, offset_);
    const size_t opening = text_.find(kOpening, offset_);
    if (opening < closing) Fail("Unexpected code opening '(@'", opening + 1);
    if (closing == std::string_view::npos) Fail("Missing code closing '@)'", text_.size());
    TextPart part{.is_code = true, .raw = text_.substr(offset_, closing - offset_)};
    part.content = part.raw;
    while (!part.content.empty() && (part.content[0] == '-' || part.content[0] == '=')) {
      if (part.content[0] == '=') part.prints = true;
      if (part.content[0] == '-') TrimBack(parts_.back().content);
      part.content.remove_prefix(1);
    }
    const bool trim_next = !part.content.empty() && part.content.back() == '-';
    if (trim_next) part.content.remove_suffix(1);
    Add(part, closing + kClosing.size());
    return trim_next;
  }

  // `at` is where the second character of a mark is, or the end. Columns count characters.
  [[noreturn]] void Fail(const std::string& problem, size_t at) const {
    const std::string_view before = text_.substr(0, at);
    const auto line = first_line_ + std::count(before.begin(), before.end(), '\n');
    const std::string_view line_start = before.substr(before.rfind('\n') + 1);
    const auto column = 1 + std::count_if(line_start.begin(), line_start.end(), [](char byte) {
                          return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
                        });
    throw Error(problem + " at line " + std::to_string(line) + " col " + std::to_string(column));
  }

  std::string_view text_;
  uint32_t first_line_;
  size_t offset_ = 0;
  uint32_t lines_ = 0;
  std::vector<TextPart> parts_;
};

}  // namespace

std::vector<TextPart> ParseTextTemplate(std::string_view text, uint32_t first_line) {
  return Parser(text, first_line).Parse();
}

}  // namespace pkgrepo::ytt
