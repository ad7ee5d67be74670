// Compiles one function: statements (compiler.cc) and expressions (compiler_expressions.cc).

#ifndef PKGREPO_STARLARK_EVAL_FUNCTION_COMPILER_H_
#define PKGREPO_STARLARK_EVAL_FUNCTION_COMPILER_H_

#include "starlark/eval/emitter.h"
#include "starlark/resolve/resolver.h"

namespace pkgrepo::starlark {

class FunctionCompiler {
 public:
  FunctionCompiler(FunctionCode& code, const ResolvedNames& names) : emitter_(code), names_(names) {}
  void Run(const FunctionNode& node, std::string_view file);

 private:
  // Statements leave the stack as they found it.
  void Statements(std::span<Statement*> statements);
  void Compile(const Statement& statement);
  void CompileAssign(const AssignStatement& assign);
  // Takes the value on top of the stack into `target`.
  void Store(const Expr& target);

  struct Loop {
    size_t start;                // where continue goes
    bool is_for;                 // has an iterator on the stack
    std::vector<size_t> breaks;  // jumps to its end
  };
  void CompileBranch(const BranchStatement& branch);
  void CompileFor(const ForStatement& loop);
  void CompileWhile(const WhileStatement& loop);
  void CompileIf(const IfStatement& statement);
  // Jumps away, adding to `jumps`, when the truth of `condition` is `jump_when`; else goes on.
  void CompileCondition(const Expr& condition, bool jump_when, std::vector<size_t>& jumps);
  void CompileLoad(const LoadStatement& statement);
  void CompileFunction(const FunctionNode& node);

  // Expressions leave one value on the stack.
  void Compile(const Expr& expr);
  static const Expr* Before(const Expr& link);
  void CompileOperand(const Expr& expr);
  // Links of chains find the value of what is before them on the stack.
  void CompileLink(const Expr& link);
  void CompileBinary(const BinaryExpr& binary);
  void CompileCall(const CallExpr& call);
  void CompileIdentifier(const Identifier& identifier);
  void CompileLiteral(const Literal& literal);
  void CompileConditional(const ConditionalExpr& conditional);
  void CompileClauses(const Comprehension& comprehension);

  Emitter emitter_;
  const ResolvedNames& names_;
  std::vector<Loop> loops_;
  std::vector<const Expr*> links_;  // of the chains around the current expression, still to be compiled
};

// The instruction of a binary operator, or of the one in an augmented assignment.
Op OperatorOf(Token token);

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_EVAL_FUNCTION_COMPILER_H_
