// Expressions.

#include <charconv>

#include "starlark/eval/function_compiler.h"
#include "starlark/eval/interpreter.h"

namespace pkgrepo::starlark {

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

// A call of a method begins with the object, not with an attribute of it.
const Expr* FunctionCompiler::Before(const Expr& link) {
  const Expr* before = ChainBefore(link);
  return link.kind == ExprKind::kCall && before->kind == ExprKind::kDot ? ChainBefore(*before) : before;
}

void FunctionCompiler::Compile(const Expr& expr) {
  const size_t outer_links = links_.size();
  const Expr* first = &expr;
  for (const Expr* before = Before(*first); before != nullptr; before = Before(*first)) {
    links_.push_back(first);
    first = before;
  }
  CompileOperand(*first);
  while (links_.size() > outer_links) {
    const Expr& link = *links_.back();
    links_.pop_back();
    CompileLink(link);
  }
}

void FunctionCompiler::CompileLink(const Expr& link) {
  switch (link.kind) {
    case ExprKind::kBinary:
      CompileBinary(static_cast<const BinaryExpr&>(link));
      break;
    case ExprKind::kCall:
      CompileCall(static_cast<const CallExpr&>(link));
      break;
    case ExprKind::kDot:
      emitter_.SetSpot(link.spot);
      emitter_.Emit(Op::kAttr, 0, emitter_.NameIndex(static_cast<const DotExpr&>(link).name));
      break;
    case ExprKind::kIndex:
      Compile(*static_cast<const IndexExpr&>(link).index);
      emitter_.SetSpot(link.spot);
      emitter_.Emit(Op::kIndex, -1);
      break;
    default: {
      const auto& slice = static_cast<const SliceExpr&>(link);
      for (const Expr* part : {slice.start, slice.end, slice.step}) {
        if (part != nullptr) {
          Compile(*part);
        } else {
          emitter_.Emit(Op::kNone, 1);
        }
      }
      emitter_.SetSpot(link.spot);
      emitter_.Emit(Op::kSlice, -3);
    }
  }
}

void FunctionCompiler::CompileOperand(const Expr& expr) {
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
    case ExprKind::kConditional:
      CompileConditional(static_cast<const ConditionalExpr&>(expr));
      break;
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
      CompileClauses(comprehension);
      break;
    }
    default:
      break;
  }
}

void FunctionCompiler::CompileIdentifier(const Identifier& identifier) {
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

void FunctionCompiler::CompileLiteral(const Literal& literal) {
  if (literal.token == Token::kString) {
    emitter_.EmitString(literal.value);
  } else if (literal.token == Token::kInt) {
    try {
      emitter_.EmitInt(literal.value);
    } catch (const Error& error) {
      throw SyntaxError({emitter_.code().file, literal.spot.line, literal.spot.column}, error.message());
    }
  } else {
    double number = 0;
    std::from_chars(literal.value.data(), literal.value.data() + literal.value.size(), number);
    emitter_.EmitConstant(Value::Float(number));
  }
}

void FunctionCompiler::CompileBinary(const BinaryExpr& binary) {
  if (binary.op == Token::kAnd || binary.op == Token::kOr) {
    Op op = binary.op == Token::kAnd ? Op::kJumpIfFalseOrPop : Op::kJumpIfTrueOrPop;
    size_t to_end = emitter_.Emit(op, -1);
    Compile(*binary.right);
    emitter_.Land(to_end);
    return;
  }
  Compile(*binary.right);
  emitter_.SetSpot(binary.spot);
  emitter_.Emit(OperatorOf(binary.op), -1);
}

void FunctionCompiler::CompileConditional(const ConditionalExpr& conditional) {
  std::vector<size_t> to_else;
  CompileCondition(*conditional.condition, false, to_else);
  Compile(*conditional.if_true);
  size_t to_end = emitter_.Emit(Op::kJump, -1);
  emitter_.Land(to_else);
  Compile(*conditional.if_false);
  emitter_.Land(to_end);
}

void FunctionCompiler::CompileCall(const CallExpr& call) {
  constexpr size_t kMaxArguments = 0xFFFF;
  bool is_method = call.function->kind == ExprKind::kDot;
  if (is_method) {
    const auto& dot = static_cast<const DotExpr&>(*call.function);
    emitter_.SetSpot(dot.spot);
    emitter_.Emit(Op::kMethod, 1, emitter_.NameIndex(dot.name));
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

void FunctionCompiler::CompileClauses(const Comprehension& comprehension) {
  struct Open {
    size_t start = 0;  // of a for: where the next element is taken
    size_t next = 0;
    std::vector<size_t> skip;  // of an if
  };
  std::vector<Open> opened;
  size_t depth = 0;
  for (const Clause& clause : comprehension.clauses) {
    Open& open = opened.emplace_back();
    if (clause.targets == nullptr) {
      CompileCondition(*clause.operand, false, open.skip);
      continue;
    }
    ++depth;
    Compile(*clause.operand);
    emitter_.SetSpot(clause.spot);
    emitter_.Emit(Op::kIterate, 1);
    open.start = emitter_.here();
    open.next = emitter_.Emit(Op::kNext, 1);
    Store(*clause.targets);
  }
  if (comprehension.key == nullptr) {
    Compile(*comprehension.body);
    emitter_.Emit(Op::kAppend, -1, 2 * depth);
  } else {
    Compile(*comprehension.key);
    Compile(*comprehension.body);
    emitter_.SetSpot(comprehension.colon);
    emitter_.Emit(Op::kInsert, -2, 2 * depth);
  }
  for (size_t i = opened.size(); i-- > 0;) {
    if (comprehension.clauses[i].targets == nullptr) {
      emitter_.Land(opened[i].skip);
      continue;
    }
    emitter_.Emit(Op::kJumpBack, 0, opened[i].start);
    emitter_.Land(opened[i].next);
    emitter_.set_depth(emitter_.depth() - 2);
  }
}

}  // namespace pkgrepo::starlark
