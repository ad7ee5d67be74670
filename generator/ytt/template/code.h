// The Starlark text that a template is compiled to, and where each of its lines came from.
//
//   a: #@ x            __ytt_tpl2_start_node(4)
//                      __ytt_tpl2_set_node(4, (x))
//
// The text has the names and the lines that ytt generates, as far as they can show in an error.

#ifndef PKGREPO_YTT_TEMPLATE_CODE_H_
#define PKGREPO_YTT_TEMPLATE_CODE_H_

#include <string>
#include <string_view>
#include <vector>

#include "yaml/source.h"

namespace pkgrepo::ytt {

struct CodeLine {
  std::string code;
  yaml::Position position;  // unknown for what has no counterpart in the template
  std::string shown;        // what messages show of the template
};

class Code {
 public:
  // `name` is the template's file; without `shows_name`, messages give line numbers only.
  explicit Code(std::string name, bool shows_name = true) : name_(std::move(name)), shows_name_(shows_name) {}
  // A file that is Starlark already.
  static Code FromStarlark(const yaml::RefPtr<const yaml::Source>& source);

  void Add(CodeLine line) { lines_.push_back(std::move(line)); }
  // A line that stands for a whole line of the template.
  void Add(std::string code, const yaml::Position& position) {
    lines_.push_back({std::move(code), position, std::string(position.LineText())});
  }
  void AddGenerated(std::string code) { lines_.push_back({std::move(code), {}, ""}); }

  const std::string& name() const { return name_; }
  std::string Text() const;

  // The place of line `number` (from 1) for people, each line of it after `indent`, ending without a newline:
  //   config.yml:3 | v: #@ x
  // A generated line is shown between its nearest neighbours that have a place in the template.
  std::string Describe(int number, std::string_view indent) const;

 private:
  std::string DescribeLine(const CodeLine& line) const;

  std::string name_;
  bool shows_name_;
  std::vector<CodeLine> lines_;
};

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_TEMPLATE_CODE_H_
