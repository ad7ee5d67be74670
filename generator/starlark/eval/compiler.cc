#include "starlark/eval/compiler.h"

#include <charconv>

#include "base/error.h"
#include "starlark/eval/emitter.h"
#include "starlark/eval/interpreter.h"
#include "starlark/syntax/syntax_error.h"

namespace pkgrepo::starlark {

namespace {

Op OperatorOf(Token token) {
  switch (token) {
    case Token::kPlus:
    case Token::kPlusEquals:
      return Op::kAdd;
    case Token::kMinus:
    case Token::kMinusEquals:
      return Op::kSubtract;
    case Token::kStar:
    case Token::kStarEquals:
      return Op::kMultiply;
    case Token::kSlash:
    case Token::kSlashEquals:
      return Op::kDivide;
    case Token::kSlashSlash:
    case Token::kSlashSlashEquals:
      return Op::kFloorDivide;
    case Token::kPercent:
    case Token::kPercentEquals:
      return Op::kModulo;
    case Token::kAmpersand:
    case Token::kAmpersandEquals:
      return Op::kAnd;
    case Token::kPipe:
    case Token::kPipeEquals:
      return Op::kOr;
    case Token::kCircumflex:
    case Token::kCircumflexEquals:
      return Op::kXor;
    case Token::kLessLess:
    case Token::kLessLessEquals:
      return Op::kShiftLeft;
    case Token::kGreaterGreater:
    case Token::kGreaterGreaterEquals:
      return Op::kShiftRight;
    case Token::kIn:
      return Op::kIn;
    case Token::kNotIn:
      return Op::kNotIn;
    case Token::kEqualsEquals:
      return Op::kEqual;
    case Token::kNotEquals:
      return Op::kNotEqual;
    case Token::kLess:
      return Op::kLess;
    case Token::kLessEquals:
      return Op::kLessOrEqual;
    case Token::kGreater:
      return Op::kGreater;
    default:
      return Op::kGreaterOrEqual;
  }
}

class FunctionCompiler {
 public:
  FunctionCompiler(FunctionCode& code, const ResolvedNames& names) : emitter_(code), names_(names) {}

  void Run(const FunctionNode& node, std::string_view file) {
    FunctionCode& code = emitter_.code();
    code.file = file;
    code.name = node.name;
    code.start = node.spot;
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

 private:
  // Statements leave the stack as they found it.

  void Statements(std::span<Statement*> statements) {
    for (const Statement* statement : statements) Compile(*statement);
  }

  void Compile(const Statement& statement) {
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

  void CompileAssign(const AssignStatement& assign) {
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

  // Takes the value on top of the stack into `target`.
  void Store(const Expr& target) {
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

  struct Loop {
    size_t start;                // where continue goes
    bool is_for;                 // has an iterator on the stack
    std::vector<size_t> breaks;  // jumps to its end
  };

  void CompileBranch(const BranchStatement& branch) {
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

  void CompileFor(const ForStatement& loop) {
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

  void CompileWhile(const WhileStatement& loop) {
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

  void CompileIf(const IfStatement& branch) {
    std::vector<size_t> to_else;
    CompileCondition(*branch.condition, false, to_else);
    Statements(branch.if_true);
    if (branch.if_false.empty()) {
      emitter_.Land(to_else);
      return;
    }
    size_t to_end = emitter_.Emit(Op::kJump, 0);
    emitter_.Land(to_else);
    Statements(branch.if_false);
    emitter_.Land(to_end);
  }

  // Jumps away, adding to `jumps`, when the truth of `condition` is `jump_when`; else goes on.
  void CompileCondition(const Expr& condition, bool jump_when, std::vector<size_t>& jumps) {
    if (condition.kind == ExprKind::kUnary && static_cast<const UnaryExpr&>(condition).op == Token::kNot) {
      CompileCondition(*static_cast<const UnaryExpr&>(condition).operand, !jump_when, jumps);
      return;
    }
    if (condition.kind == ExprKind::kBinary) {
      const auto& binary = static_cast<const BinaryExpr&>(condition);
      if (binary.op == Token::kAnd || binary.op == Token::kOr) {
        // One operand may decide alone: `and` by being false, `or` by being true.
        bool decisive = binary.op == Token::kOr;
        std::vector<size_t> past;
        CompileCondition(*binary.left, decisive, decisive == jump_when ? jumps : past);
        CompileCondition(*binary.right, jump_when, jumps);
        emitter_.Land(past);
        return;
      }
    }
    Compile(condition);
    jumps.push_back(emitter_.Emit(jump_when ? Op::kJumpIfTrue : Op::kJumpIfFalse, -1));
  }

  void CompileLoad(const LoadStatement& statement) {
    FunctionCode& code = emitter_.code();
    Load& load = code.loads.emplace_back();
    load.module = statement.module;
    for (const LoadedName& name : statement.names) load.names.emplace_back(name.original);
    emitter_.Emit(Op::kLoad, static_cast<int>(statement.names.size()), code.loads.size() - 1);
    for (size_t i = statement.names.size(); i-- > 0;) Store(*statement.names[i].local);
  }

  void CompileFunction(const FunctionNode& node) {
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

  // Expressions leave one value on the stack.

  void Compile(const Expr& expr) {
    switch (expr.kind) {
      case ExprKind::kIdentifier:
        CompileIdentifier(static_cast<const Identifier&>(expr));
        break;
      case ExprKind::kLiteral:
        CompileLiteral(static_cast<const Literal&>(expr));
        break;
      case ExprKind::kList:
      case ExprKind::kTuple: {
        std::span<Expr*> elements = static_cast<const Sequence&>(expr).elements;
        for (const Expr* element : elements) Compile(*element);
        Op op = expr.kind == ExprKind::kList ? Op::kMakeList : Op::kMakeTuple;
        emitter_.Emit(op, 1 - static_cast<int>(elements.size()), elements.size());
        break;
      }
      case ExprKind::kDict:
        emitter_.Emit(Op::kMakeDict, 1);
        for (const DictEntry& entry : static_cast<const DictExpr&>(expr).entries) {
          Compile(*entry.key);
          Compile(*entry.value);
          emitter_.SetSpot(entry.colon);
          emitter_.Emit(Op::kInsertUnique, -2);
        }
        break;
      case ExprKind::kUnary: {
        const auto& unary = static_cast<const UnaryExpr&>(expr);
        Compile(*unary.operand);
        emitter_.SetSpot(expr.spot);
        Op op = unary.op == Token::kMinus  ? Op::kNegate
                : unary.op == Token::kPlus ? Op::kPlus
                : unary.op == Token::kNot  ? Op::kNot
                                           : Op::kInvert;
        emitter_.Emit(op, 0);
        break;
      }
      case ExprKind::kBinary:
        CompileBinary(static_cast<const BinaryExpr&>(expr));
        break;
      case ExprKind::kConditional:
        CompileConditional(static_cast<const ConditionalExpr&>(expr));
        break;
      case ExprKind::kCall:
        CompileCall(static_cast<const CallExpr&>(expr));
        break;
      case ExprKind::kDot: {
        const auto& dot = static_cast<const DotExpr&>(expr);
        Compile(*dot.object);
        emitter_.SetSpot(expr.spot);
        emitter_.Emit(Op::kAttr, 0, emitter_.NameIndex(dot.name));
        break;
      }
      case ExprKind::kIndex: {
        const auto& index = static_cast<const IndexExpr&>(expr);
        Compile(*index.object);
        Compile(*index.index);
        emitter_.SetSpot(expr.spot);
        emitter_.Emit(Op::kIndex, -1);
        break;
      }
      case ExprKind::kSlice: {
        const auto& slice = static_cast<const SliceExpr&>(expr);
        Compile(*slice.object);
        for (const Expr* part : {slice.start, slice.end, slice.step}) {
          if (part != nullptr) {
            Compile(*part);
          } else {
            emitter_.Emit(Op::kNone, 1);
          }
        }
        emitter_.SetSpot(expr.spot);
        emitter_.Emit(Op::kSlice, -3);
        break;
      }
      case ExprKind::kLambda:
        CompileFunction(*static_cast<const LambdaExpr&>(expr).function);
        break;
      case ExprKind::kComprehension: {
        const auto& comprehension = static_cast<const Comprehension&>(expr);
        if (comprehension.key != nullptr) {
          emitter_.Emit(Op::kMakeDict, 1);
        } else {
          emitter_.Emit(Op::kMakeList, 1, 0);
        }
        CompileClauses(comprehension, 0, 0);
      }
    }
  }

  void CompileIdentifier(const Identifier& identifier) {
    emitter_.SetSpot(identifier.spot);
    const Binding& binding = *identifier.binding;
    size_t index = static_cast<size_t>(binding.index);
    switch (binding.scope) {
      case Scope::kLocal:
        emitter_.Emit(Op::kLocal, 1, index);
        break;
      case Scope::kCell:
        emitter_.Emit(Op::kLocalCell, 1, index);
        break;
      case Scope::kFree:
        emitter_.Emit(Op::kFree, 1, index);
        break;
      case Scope::kGlobal:
        emitter_.Emit(Op::kGlobal, 1, index);
        break;
      case Scope::kPredeclared:
        emitter_.Emit(Op::kPredeclared, 1, index);
        break;
      case Scope::kUniversal:
      case Scope::kUndefined:
        emitter_.EmitConstant(Universe().find(names_.universal[index])->second);
    }
  }

  void CompileLiteral(const Literal& literal) {
    if (literal.token == Token::kString) {
      emitter_.EmitString(literal.value);
    } else if (literal.token == Token::kInt) {
      emitter_.EmitInt(literal.value);
    } else {
      double number = 0;
      std::from_chars(literal.value.data(), literal.value.data() + literal.value.size(), number);
      emitter_.EmitConstant(Value::Float(number));
    }
  }

  void CompileBinary(const BinaryExpr& binary) {
    if (binary.op == Token::kAnd || binary.op == Token::kOr) {
      Compile(*binary.left);
      Op op = binary.op == Token::kAnd ? Op::kJumpIfFalseOrPop : Op::kJumpIfTrueOrPop;
      size_t to_end = emitter_.Emit(op, -1);
      Compile(*binary.right);
      emitter_.Land(to_end);
      return;
    }
    Compile(*binary.left);
    Compile(*binary.right);
    emitter_.SetSpot(binary.spot);
    emitter_.Emit(OperatorOf(binary.op), -1);
  }

  void CompileConditional(const ConditionalExpr& conditional) {
    std::vector<size_t> to_else;
    CompileCondition(*conditional.condition, false, to_else);
    Compile(*conditional.if_true);
    size_t to_end = emitter_.Emit(Op::kJump, -1);
    emitter_.Land(to_else);
    Compile(*conditional.if_false);
    emitter_.Land(to_end);
  }

  void CompileCall(const CallExpr& call) {
    constexpr size_t kMaxArguments = 0xFFFF;
    bool is_method = call.function->kind == ExprKind::kDot;
    if (is_method) {
      const auto& dot = static_cast<const DotExpr&>(*call.function);
      Compile(*dot.object);
      emitter_.SetSpot(dot.spot);
      emitter_.Emit(Op::kMethod, 1, emitter_.NameIndex(dot.name));
    } else {
      Compile(*call.function);
    }
    size_t positional = 0, named = 0, flags = 0;
    int pushed = is_method ? 1 : 0;
    auto compile_all = [&](Argument::Kind kind, auto count) {
      for (const Argument& argument : call.arguments) {
        if (argument.kind != kind) continue;
        if (kind == Argument::Kind::kNamed) {
          emitter_.EmitString(argument.name);
          ++pushed;
        }
        Compile(*argument.value);
        ++pushed;
        count();
      }
    };
    compile_all(Argument::Kind::kPositional, [&] { ++positional; });
    compile_all(Argument::Kind::kNamed, [&] { ++named; });
    compile_all(Argument::Kind::kStar, [&] { flags |= kCallStar; });
    compile_all(Argument::Kind::kStarStar, [&] { flags |= kCallStarStar; });
    if (positional > kMaxArguments || named > kMaxArguments) {
      throw SyntaxError(
          {{{emitter_.code().file, call.spot.line, call.spot.column}, "too many arguments in call"}});
    }
    emitter_.SetSpot(call.spot);
    emitter_.Emit(is_method ? Op::kCallMethod : Op::kCall, -pushed, flags);
    emitter_.EmitWord(static_cast<uint32_t>(positional << 16 | named));
  }

  // `depth` is the number of for clauses around, whose iterators lie above the collection being built.
  void CompileClauses(const Comprehension& comprehension, size_t number, size_t depth) {
    if (number == comprehension.clauses.size()) {
      if (comprehension.key == nullptr) {
        Compile(*comprehension.body);
        emitter_.Emit(Op::kAppend, -1, 2 * depth);
      } else {
        Compile(*comprehension.key);
        Compile(*comprehension.body);
        emitter_.SetSpot(comprehension.colon);
        emitter_.Emit(Op::kInsert, -2, 2 * depth);
      }
      return;
    }
    const Clause& clause = comprehension.clauses[number];
    if (clause.targets == nullptr) {
      std::vector<size_t> skip;
      CompileCondition(*clause.operand, false, skip);
      CompileClauses(comprehension, number + 1, depth);
      emitter_.Land(skip);
      return;
    }
    Compile(*clause.operand);
    emitter_.SetSpot(clause.spot);
    emitter_.Emit(Op::kIterate, 1);
    size_t start = emitter_.here();
    size_t next = emitter_.Emit(Op::kNext, 1);
    Store(*clause.targets);
    CompileClauses(comprehension, number + 1, depth + 1);
    emitter_.Emit(Op::kJumpBack, 0, start);
    emitter_.Land(next);
    emitter_.set_depth(emitter_.depth() - 2);
  }

  Emitter emitter_;
  const ResolvedNames& names_;
  std::vector<Loop> loops_;
};

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
      const auto& branch = static_cast<const IfStatement&>(statement);
      body = branch.if_false.empty() ? branch.if_true : branch.if_false;
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
