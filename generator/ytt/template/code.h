// The Starlark text that a template is compiled to, and where each of its lines came from.
//
//   a: #@ x            __ytt_tpl2_start_node(4)
//                      __ytt_tpl2_set_node(4, (x))
//
// The text has the names that ytt generates, and the lines as far as they can show in an error.

#ifndef PKGREPO_YTT_TEMPLATE_CODE_H_
#define PKGREPO_YTT_TEMPLATE_CODE_H_

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/source.h"

namespace pkgrepo::ytt {

// A text that contains names of builtins which ytt, not a user, wrote.
//
//   CodeText text("__ytt_tpl2_", "set_node");
//   text.Add("(4, (").Add(value).Add("))");
class CodeText {
 public:
  static constexpr size_t kMaxNames = 2;
  static constexpr size_t kNowhere = static_cast<size_t>(-1);

  // What a user wrote.
  CodeText(std::string text) : text_(std::move(text)) {}
  // Begins with the name of a builtin.
  CodeText(const std::string& prefix, std::string_view name) { Name(prefix, name); }

  CodeText& Name(const std::string& prefix, std::string_view name) {
    names_[names_[0] == kNowhere ? 0 : 1] = text_.size();
    text_.append(prefix).append(name);
    return *this;
  }
  CodeText& Add(std::string_view text) {
    text_ += text;
    return *this;
  }

  const std::string& text() const { return text_; }
  // Where the names begin, in this order.
  const std::array<size_t, kMaxNames>& names() const { return names_; }

 private:
  std::string text_;
  std::array<size_t, kMaxNames> names_ = {kNowhere, kNowhere};
};

struct CodeLine {
  CodeText code;
  yaml::Position position = {};  // unknown for what has no counterpart in the template
  std::string shown = {};        // what messages show of the template
  bool is_part = false;          // `shown` is a part of the line at `position`
  uint32_t original = 0;         // its number in the code that ytt generates; set by Code
};

class Code {
 public:
  // `name` is the template's file; without `shows_name`, messages give line numbers only.
  explicit Code(std::string name, bool shows_name = true) : name_(std::move(name)), shows_name_(shows_name) {}
  // A file that is Starlark already.
  static Code FromStarlark(const yaml::RefPtr<const yaml::Source>& source);

  void Add(CodeLine line) {
    line.original = ++original_lines_;
    lines_.push_back(std::move(line));
  }
  // A line that stands for a whole line of the template.
  void Add(CodeText code, const yaml::Position& position) {
    Add({.code = std::move(code), .position = position, .shown = std::string(position.LineText())});
  }
  void AddGenerated(CodeText code) { Add({.code = std::move(code)}); }
  // Lines that ytt generates and that are not needed here.
  void Omit(size_t count) { original_lines_ += static_cast<uint32_t>(count); }

  const std::string& name() const { return name_; }
  std::string Text() const;
  // Where in Text() the generated names of builtins begin, in ascending order.
  std::vector<size_t> GeneratedNames() const;

  // The place of line `number` (from 1) for people, each line of it after `indent`, ending without a newline:
  //   config.yml:3 | v: #@ x
  // A generated line is shown between its nearest neighbours that have a place in the template.
  std::string Describe(int number, std::string_view indent) const;
  // The number that line `number` has in the code that ytt generates.
  uint32_t OriginalLine(int number) const;

 private:
  std::string DescribeLine(const CodeLine& line, std::string_view shown) const;

  std::string name_;
  bool shows_name_;
  uint32_t original_lines_ = 0;
  std::vector<CodeLine> lines_;
};

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_TEMPLATE_CODE_H_
