// The error of scanner, parser, resolver and compiler.

#ifndef PKGREPO_STARLARK_SYNTAX_SYNTAX_ERROR_H_
#define PKGREPO_STARLARK_SYNTAX_SYNTAX_ERROR_H_

#include <vector>

#include "base/error.h"

namespace pkgrepo::starlark {

// The text is not a Starlark program. findings() has each problem with its position, at least one: the scanner
// and the parser stop at the first, the resolver ("undefined: x") finds them all. message() and position()
// are the first one's. A position may be unknown (line 0), where the original crashed while it compiled (an
// empty block).
class SyntaxError : public Error {
 public:
  struct Finding {
    Position position;
    std::string message;
  };
  explicit SyntaxError(std::vector<Finding> findings)
      : Error(findings.front().message), findings_(std::move(findings)) {
    At(findings_.front().position);
  }
  SyntaxError(Position position, std::string message)
      : SyntaxError(std::vector<Finding>{{std::move(position), std::move(message)}}) {}
  const std::vector<Finding>& findings() const { return findings_; }

 private:
  std::vector<Finding> findings_;
};

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_SYNTAX_SYNTAX_ERROR_H_
