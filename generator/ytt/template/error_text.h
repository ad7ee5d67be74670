// Words the errors of templates as ytt does:
//
//   - key "p" not in dict
//       in <toplevel>
//         config.yml:4 | - v: #@ item["p"]

#ifndef PKGREPO_YTT_TEMPLATE_ERROR_TEXT_H_
#define PKGREPO_YTT_TEMPLATE_ERROR_TEXT_H_

#include <string>

#include "starlark/eval/interpreter.h"
#include "ytt/template/code_table.h"

namespace pkgrepo::ytt {

// The whole text, beginning with a newline and ending without one.
std::string DescribeError(const starlark::SyntaxError& error, const CodeTable& codes);
std::string DescribeError(const starlark::EvalError& error, const CodeTable& codes);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_TEMPLATE_ERROR_TEXT_H_
