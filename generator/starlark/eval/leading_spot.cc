#include "starlark/eval/leading_spot.h"

namespace pkgrepo::starlark {

namespace {

constexpr Spot kNone;

Spot LeadingOf(const Expr& expr);

Spot LeadingOfLiteralFunction(const FunctionNode& function) {
  for (const Parameter& parameter : function.parameters) {
    if (parameter.default_value == nullptr) continue;
    Spot spot = LeadingOf(*parameter.default_value);
    return spot.line > 0 ? spot : function.spot;
  }
  return function.spot;
}

// The place of the instruction with which evaluating `expr` begins; kNone when that one has no place.
Spot LeadingOf(const Expr& whole) {
  const Expr* first = &whole;
  while (const Expr* before = ChainBefore(*first)) first = before;
  const Expr& expr = *first;
  switch (expr.kind) {
    case ExprKind::kIdentifier: {
      Scope scope = static_cast<const Identifier&>(expr).binding->scope;
      return scope == Scope::kUniversal ? kNone : expr.spot;
    }
    case ExprKind::kList:
    case ExprKind::kTuple: {
      std::span<Expr*> elements = static_cast<const Sequence&>(expr).elements;
      return elements.empty() ? kNone : LeadingOf(*elements.front());
    }
    case ExprKind::kUnary:
      return LeadingOf(*static_cast<const UnaryExpr&>(expr).operand);
    case ExprKind::kConditional:
      return LeadingOf(*static_cast<const ConditionalExpr&>(expr).condition);
    case ExprKind::kLambda:
      return LeadingOfLiteralFunction(*static_cast<const LambdaExpr&>(expr).function);
    default:
      return kNone;
  }
}

Spot LeadingOfAssignment(const AssignStatement& assign) {
  if (assign.op == Token::kEquals) return LeadingOf(*assign.value);
  return LeadingOf(*assign.target);
}

Spot LeadingOf(const Statement& statement) {
  switch (statement.kind) {
    case StatementKind::kAssign:
      return LeadingOfAssignment(static_cast<const AssignStatement&>(statement));
    case StatementKind::kDef:
      return LeadingOfLiteralFunction(*static_cast<const DefStatement&>(statement).function);
    case StatementKind::kExpression:
      return LeadingOf(*static_cast<const ExpressionStatement&>(statement).value);
    case StatementKind::kFor:
      return LeadingOf(*static_cast<const ForStatement&>(statement).operand);
    case StatementKind::kIf:
      return LeadingOf(*static_cast<const IfStatement&>(statement).condition);
    case StatementKind::kReturn: {
      const Expr* value = static_cast<const ReturnStatement&>(statement).value;
      return value != nullptr ? LeadingOf(*value) : kNone;
    }
    case StatementKind::kWhile:
      return LeadingOf(*static_cast<const WhileStatement&>(statement).condition);
    case StatementKind::kBranch:
    case StatementKind::kLoad:
      return kNone;
  }
  return kNone;
}

}  // namespace

Spot LeadingSpot(const FunctionNode& function) {
  for (const Statement* statement : function.body) {
    if (HasNoEffect(*statement)) continue;
    Spot spot = LeadingOf(*statement);
    return spot.line > 0 ? spot : function.spot;
  }
  return function.spot;
}

bool HasNoEffect(const Statement& statement) {
  return statement.kind == StatementKind::kExpression &&
         static_cast<const ExpressionStatement&>(statement).value->kind == ExprKind::kLiteral;
}

}  // namespace pkgrepo::starlark
