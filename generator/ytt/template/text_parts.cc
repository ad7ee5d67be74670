#include "ytt/template/text_parts.h"

#include <algorithm>

#include "base/error.h"
#include "go/unicode.h"

namespace pkgrepo::ytt {
namespace {

constexpr std::string_view kOpening = "(@";
constexpr std::string_view kClosing = "@)";

void TrimFront(std::string_view& text) {
  size_t length = 0;
  while (!text.empty() && go::IsSpaceRune(go::DecodeRune(text, length))) text.remove_prefix(length);
}

void TrimBack(std::string_view& text) {
  size_t end = 0;
  for (size_t at = 0, length = 0; at < text.size(); at += length) {
    if (!go::IsSpaceRune(go::DecodeRune(text.substr(at), length))) end = at + length;
  }
  text = text.substr(0, end);
}

bool TakePrefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

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
      parts_.back().shown = parts_.back().content;
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
    if (part.raw.starts_with('-')) TrimBack(parts_.back().content);
    const bool trim_next = part.raw.ends_with('-');
    // In this order: "=-1" is 1.
    part.prints = TakePrefix(part.content, "-=");
    part.prints = TakePrefix(part.content, "=") || part.prints;
    TakePrefix(part.content, "-");
    if (part.content.ends_with('-')) part.content.remove_suffix(1);
    part.shown = part.prints ? part.raw : part.content;
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
