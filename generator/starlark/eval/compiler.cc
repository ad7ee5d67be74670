#include "starlark/eval/compiler.h"

#include <optional>

#include "starlark/eval/function_compiler.h"
#include "starlark/eval/leading_spot.h"
#include "starlark/syntax/syntax_error.h"

namespace pkgrepo::starlark {

void FunctionCompiler::Run(const FunctionNode& node, std::string_view file) {
  FunctionCode& code = emitter_.code();
  code.file = file;
  code.name = node.name;
  code.start = LeadingSpot(node);
  for (std::string_view name : node.local_names) code.local_names.emplace_back(name);
  for (std::string_view name : node.free_names) code.free_names.emplace_back(name);
  for (size_t i = 0; i < node.locals.size(); ++i) {
    if (node.locals[i]->scope == Scope::kCell) code.cells.push_back(static_cast<uint32_t>(i));
  }
  for (const Binding* captured : node.free_variables) code.captures.push_back(*captured);
  code.positional_count = static_cast<size_t>(node.positional_count);
  code.keyword_only_count = static_cast<size_t>(node.keyword_only_count);
  code.has_star = node.has_star;
  code.has_star_star = node.has_star_star;
  emitter_.SetSpot(node.spot);
  Statements(node.body);
  emitter_.Emit(Op::kNone, 1);
  emitter_.Emit(Op::kReturn, -1);
}

void FunctionCompiler::Statements(std::span<Statement*> statements) {
  for (const Statement* statement : statements) {
    if (!HasNoEffect(*statement)) Compile(*statement);
  }
}

void FunctionCompiler::Compile(const Statement& statement) {
  emitter_.SetSpot(statement.spot);
  switch (statement.kind) {
    case StatementKind::kAssign:
      CompileAssign(static_cast<const AssignStatement&>(statement));
      break;
    case StatementKind::kBranch:
      CompileBranch(static_cast<const BranchStatement&>(statement));
      break;
    case StatementKind::kDef: {
      const auto& def = static_cast<const DefStatement&>(statement);
      CompileFunction(*def.function);
      Store(*def.name);
      break;
    }
    case StatementKind::kExpression:
      Compile(*static_cast<const ExpressionStatement&>(statement).value);
      emitter_.Emit(Op::kPop, -1);
      break;
    case StatementKind::kFor:
      CompileFor(static_cast<const ForStatement&>(statement));
      break;
    case StatementKind::kIf:
      CompileIf(static_cast<const IfStatement&>(statement));
      break;
    case StatementKind::kLoad:
      CompileLoad(static_cast<const LoadStatement&>(statement));
      break;
    case StatementKind::kReturn: {
      const Expr* value = static_cast<const ReturnStatement&>(statement).value;
      if (value != nullptr) {
        Compile(*value);
      } else {
        emitter_.Emit(Op::kNone, 1);
      }
      emitter_.Emit(Op::kReturn, -1);
      break;
    }
    case StatementKind::kWhile:
      CompileWhile(static_cast<const WhileStatement&>(statement));
  }
}

void FunctionCompiler::CompileAssign(const AssignStatement& assign) {
  if (assign.op == Token::kEquals) {
    Compile(*assign.value);
    emitter_.SetSpot(assign.spot);
    Store(*assign.target);
    return;
  }
  Op op = assign.op == Token::kPlusEquals ? Op::kInplaceAdd : OperatorOf(assign.op);
  auto combine = [&] {
    Compile(*assign.value);
    emitter_.SetSpot(assign.spot);
    emitter_.Emit(op, -1);
  };
  switch (assign.target->kind) {
    case ExprKind::kIdentifier:
      Compile(*assign.target);
      combine();
      Store(*assign.target);
      break;
    case ExprKind::kIndex: {
      const auto& index = static_cast<const IndexExpr&>(*assign.target);
      Compile(*index.object);
      Compile(*index.index);
      emitter_.Emit(Op::kDuplicateTwo, 2);
      emitter_.SetSpot(index.spot);
      emitter_.Emit(Op::kIndex, -1);
      combine();
      emitter_.SetSpot(index.spot);
      emitter_.Emit(Op::kSetIndex, -3);
      break;
    }
    default: {
      const auto& dot = static_cast<const DotExpr&>(*assign.target);
      Compile(*dot.object);
      emitter_.Emit(Op::kDuplicate, 1);
      emitter_.SetSpot(dot.spot);
      emitter_.Emit(Op::kAttr, 0, emitter_.NameIndex(dot.name));
      combine();
      emitter_.SetSpot(dot.spot);
      emitter_.Emit(Op::kSetField, -2, emitter_.NameIndex(dot.name));
    }
  }
}

void FunctionCompiler::Store(const Expr& target) {
  switch (target.kind) {
    case ExprKind::kIdentifier: {
      const Binding& binding = *static_cast<const Identifier&>(target).binding;
      Op op = binding.scope == Scope::kLocal  ? Op::kSetLocal
              : binding.scope == Scope::kCell ? Op::kSetLocalCell
                                              : Op::kSetGlobal;
      emitter_.Emit(op, -1, static_cast<size_t>(binding.index));
      break;
    }
    case ExprKind::kList:
    case ExprKind::kTuple: {
      std::span<Expr*> elements = static_cast<const Sequence&>(target).elements;
      emitter_.Emit(Op::kUnpack, static_cast<int>(elements.size()) - 1, elements.size());
      for (const Expr* element : elements) Store(*element);
      break;
    }
    case ExprKind::kIndex: {
      // value -> object key value
      const auto& index = static_cast<const IndexExpr&>(target);
      Compile(*index.object);
      emitter_.Emit(Op::kSwap, 0);
      Compile(*index.index);
      emitter_.Emit(Op::kSwap, 0);
      emitter_.SetSpot(index.spot);
      emitter_.Emit(Op::kSetIndex, -3);
      break;
    }
    default: {
      const auto& dot = static_cast<const DotExpr&>(target);
      Compile(*dot.object);
      emitter_.Emit(Op::kSwap, 0);
      emitter_.SetSpot(dot.spot);
      emitter_.Emit(Op::kSetField, -2, emitter_.NameIndex(dot.name));
    }
  }
}

void FunctionCompiler::CompileBranch(const BranchStatement& branch) {
  Loop& loop = loops_.back();
  if (branch.token == Token::kContinue) {
    emitter_.Emit(Op::kJumpBack, 0, loop.start);
    return;
  }
  int depth = emitter_.depth();
  if (loop.is_for) emitter_.Emit(Op::kEndIteration, -2);
  loop.breaks.push_back(emitter_.Emit(Op::kJump, 0));
  emitter_.set_depth(depth);
}

void FunctionCompiler::CompileFor(const ForStatement& loop) {
  Compile(*loop.operand);
  emitter_.SetSpot(loop.spot);
  emitter_.Emit(Op::kIterate, 1);
  size_t start = emitter_.here();
  loops_.push_back({start, true, {}});
  size_t next = emitter_.Emit(Op::kNext, 1);
  Store(*loop.targets);
  Statements(loop.body);
  emitter_.Emit(Op::kJumpBack, 0, start);
  emitter_.Land(next);
  emitter_.Land(loops_.back().breaks);
  emitter_.set_depth(emitter_.depth() - 2);
  loops_.pop_back();
}

void FunctionCompiler::CompileWhile(const WhileStatement& loop) {
  size_t start = emitter_.here();
  loops_.push_back({start, false, {}});
  std::vector<size_t> exits;
  CompileCondition(*loop.condition, false, exits);
  Statements(loop.body);
  emitter_.Emit(Op::kJumpBack, 0, start);
  emitter_.Land(exits);
  emitter_.Land(loops_.back().breaks);
  loops_.pop_back();
}

void FunctionCompiler::CompileIf(const IfStatement& statement) {
  const IfStatement* branch = &statement;
  std::vector<size_t> to_end;
  for (;;) {
    std::vector<size_t> to_else;
    CompileCondition(*branch->condition, false, to_else);
    Statements(branch->if_true);
    if (!branch->if_false.empty()) to_end.push_back(emitter_.Emit(Op::kJump, 0));
    emitter_.Land(to_else);
    const IfStatement* next = ElseIf(*branch);
    if (next == nullptr) break;
    branch = next;
    emitter_.SetSpot(branch->spot);
  }
  Statements(branch->if_false);
  emitter_.Land(to_end);
}

namespace {

// The operator of `and` and `or`; nothing for other expressions.
std::optional<Token> LogicalOperator(const Expr& expr) {
  if (expr.kind != ExprKind::kBinary) return std::nullopt;
  const Token op = static_cast<const BinaryExpr&>(expr).op;
  return op == Token::kAnd || op == Token::kOr ? std::optional(op) : std::nullopt;
}

}  // namespace

void FunctionCompiler::CompileCondition(const Expr& condition, bool jump_when, std::vector<size_t>& jumps) {
  if (condition.kind == ExprKind::kUnary && static_cast<const UnaryExpr&>(condition).op == Token::kNot) {
    CompileCondition(*static_cast<const UnaryExpr&>(condition).operand, !jump_when, jumps);
    return;
  }
  const std::optional<Token> op = LogicalOperator(condition);
  if (!op) {
    Compile(condition);
    jumps.push_back(emitter_.Emit(jump_when ? Op::kJumpIfTrue : Op::kJumpIfFalse, -1));
    return;
  }
  // Any operand but the last may decide alone: of `and` by being false, of `or` by being true.
  std::vector<const Expr*> operands;  // the last one first
  const Expr* link = &condition;
  for (; LogicalOperator(*link) == op; link = ChainBefore(*link)) {
    operands.push_back(static_cast<const BinaryExpr&>(*link).right);
  }
  operands.push_back(link);
  const bool decisive = *op == Token::kOr;
  std::vector<size_t> past;
  for (size_t i = operands.size(); i-- > 1;) {
    CompileCondition(*operands[i], decisive, decisive == jump_when ? jumps : past);
  }
  CompileCondition(*operands[0], jump_when, jumps);
  emitter_.Land(past);
}

void FunctionCompiler::CompileLoad(const LoadStatement& statement) {
  FunctionCode& code = emitter_.code();
  Load& load = code.loads.emplace_back();
  load.module = statement.module;
  for (const LoadedName& name : statement.names) load.names.emplace_back(name.original);
  emitter_.Emit(Op::kLoad, static_cast<int>(statement.names.size()), code.loads.size() - 1);
  for (size_t i = statement.names.size(); i-- > 0;) Store(*statement.names[i].local);
}

void FunctionCompiler::CompileFunction(const FunctionNode& node) {
  FunctionCode& code = emitter_.code();
  auto function = std::make_unique<FunctionCode>();
  int defaults = 0;
  for (const Parameter& parameter : node.parameters) {
    if (parameter.kind != Parameter::Kind::kPlain) continue;
    if (parameter.default_value != nullptr) {
      Compile(*parameter.default_value);
      ++defaults;
    } else if (defaults > 0) {
      emitter_.Emit(Op::kUnset, 1);
      ++defaults;
    }
  }
  FunctionCompiler(*function, names_).Run(node, code.file);
  function->default_count = static_cast<size_t>(defaults);
  code.functions.push_back(std::move(function));
  emitter_.SetSpot(node.spot);
  emitter_.Emit(Op::kMakeFunction, 1 - defaults, code.functions.size() - 1);
}

namespace {

// The original asks for the extent of the first statement, and crashes when that statement's last block is
// empty.
bool EndsInEmptyBlock(const Statement& statement) {
  std::span<Statement*> body;
  switch (statement.kind) {
    case StatementKind::kDef:
      body = static_cast<const DefStatement&>(statement).function->body;
      break;
    case StatementKind::kFor:
      body = static_cast<const ForStatement&>(statement).body;
      break;
    case StatementKind::kWhile:
      body = static_cast<const WhileStatement&>(statement).body;
      break;
    case StatementKind::kIf: {
      const auto* branch = static_cast<const IfStatement*>(&statement);
      while (const IfStatement* next = ElseIf(*branch)) branch = next;
      body = branch->if_false.empty() ? branch->if_true : branch->if_false;
      break;
    }
    default:
      return false;
  }
  return body.empty() || EndsInEmptyBlock(*body.back());
}

}  // namespace

std::unique_ptr<FunctionCode> CompileFile(const File& file, const ResolvedNames& names) {
  std::span<Statement*> body = file.toplevel.body;
  if (!body.empty() && EndsInEmptyBlock(*body.front())) {
    throw SyntaxError(Position(), "runtime error: index out of range [-1]");
  }
  auto code = std::make_unique<FunctionCode>();
  FunctionCompiler(*code, names).Run(file.toplevel, file.name);
  return code;
}

}  // namespace pkgrepo::starlark
