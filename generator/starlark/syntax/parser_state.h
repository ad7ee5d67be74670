// The parser's two halves: statements (parser.cc) on top of expressions (parser_expressions.cc).
//
// Both look one token ahead: token_ is the next one, not consumed yet. A message about an unexpected token
// carries the place where the scanner stands, which is behind that token.

#ifndef PKGREPO_STARLARK_SYNTAX_PARSER_STATE_H_
#define PKGREPO_STARLARK_SYNTAX_PARSER_STATE_H_

#include <span>

#include "starlark/syntax/ast.h"
#include "starlark/syntax/block_scanner.h"

namespace pkgrepo::starlark {

class ExpressionParser {
 public:
  ExpressionParser(std::string_view file, std::string_view text, Arena& arena,
                   std::span<const size_t> generated)
      : scanner_(file, text, arena), arena_(arena), text_(text), generated_(generated) {
    Advance();
  }

 protected:
  // Consumes the next token and returns its place.
  Spot Advance();
  // Consumes the next token, which must be `token`.
  Spot Expect(Token token);
  [[noreturn]] void Fail(Spot spot, const std::string& message) const { scanner_.Fail(spot, message); }
  [[noreturn]] void FailHere(const std::string& message) const { scanner_.Fail(scanner_.spot(), message); }
  [[noreturn]] void FailUnexpected(std::string_view wanted) const;

  // An expression list `a, b`, which is a tuple. Without brackets around it a trailing comma is an error.
  Expr* ParseExpression(bool in_brackets);
  // One expression, without commas.
  Expr* ParseTest();
  // The variables of a for loop or clause.
  Expr* ParseLoopVariables();
  Identifier* ParseIdentifier();
  std::span<Parameter> ParseParameters();

  // Counts how deep the recursion is, and ends it when too deep.
  class Nesting {
   public:
    explicit Nesting(ExpressionParser& parser);
    ~Nesting() { --parser_.depth_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

   private:
    ExpressionParser& parser_;
  };

  BlockScanner scanner_;
  Arena& arena_;
  Token token_ = Token::kIllegal;
  TokenValue value_;

 private:
  Expr* ParseTestWithoutConditional();
  Expr* ParseBinary(int precedence);
  Expr* ParseNot();
  Expr* ParseUnary();
  Expr* ParsePrimaryWithSuffix();
  Expr* ParsePrimary();
  Expr* ParseLambda(bool may_be_conditional);
  Expr* ParseCall(Expr* function);
  Argument ParseArgument();
  Expr* ParseIndexOrSlice(Expr* object);
  Expr* ParseParenthesized();
  Expr* ParseList();
  Expr* ParseDict();
  DictEntry ParseDictEntry();
  std::span<Clause> ParseClauses(Token closing);
  std::vector<Expr*> ParseElements(Expr* first, bool in_brackets);
  bool CanStartOperand() const;
  bool IsGenerated(std::string_view name);

  std::string_view text_;
  std::span<const size_t> generated_;  // places ahead
  int depth_ = 0;
};

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_SYNTAX_PARSER_STATE_H_
