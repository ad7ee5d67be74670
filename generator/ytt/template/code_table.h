// The code that the positions of a run refer to, by its template's file. What one table's owner runs is shown
// line by line; of code that others run, such as a function that a library exports, ytt has no text:
//
//   config.yml:3 | a: #@ f()
//   _ytt_lib/app/f.lib.yml:7 | (unavailable)      line 7 of the code, not of the file

#ifndef PKGREPO_YTT_TEMPLATE_CODE_TABLE_H_
#define PKGREPO_YTT_TEMPLATE_CODE_TABLE_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "ytt/template/code.h"

namespace pkgrepo::ytt {

class CodeTable {
 public:
  using Codes = std::map<std::string, std::shared_ptr<const Code>, std::less<>>;

  // Tables that share `all` know of each other's code.
  explicit CodeTable(std::shared_ptr<Codes> all = std::make_shared<Codes>()) : all_(std::move(all)) {}

  // Takes the place of earlier code of the same file.
  void Add(const std::shared_ptr<const Code>& code);

  // The place for people, each line after `indent`, ending without a newline.
  std::string Describe(const Position& position, std::string_view indent) const;

 private:
  Codes own_;
  std::shared_ptr<Codes> all_;
};

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_TEMPLATE_CODE_TABLE_H_
