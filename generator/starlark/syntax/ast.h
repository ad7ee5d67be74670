// The syntax tree. Nodes live in the Arena of their File; names and literals point into it or into the source
// text. The resolver fills in the bindings.

#ifndef PKGREPO_STARLARK_SYNTAX_AST_H_
#define PKGREPO_STARLARK_SYNTAX_AST_H_

#include <span>

#include "starlark/syntax/arena.h"
#include "starlark/syntax/token.h"

namespace pkgrepo::starlark {

// Where the value of a name is kept.
enum class Scope : uint8_t { kUndefined, kLocal, kCell, kFree, kGlobal, kPredeclared, kUniversal };

struct Binding {
  Scope scope = Scope::kUndefined;
  int32_t index = 0;
};

enum class ExprKind : uint8_t {
  kIdentifier,
  kLiteral,
  kList,
  kTuple,
  kDict,
  kUnary,
  kBinary,
  kConditional,
  kCall,
  kDot,
  kIndex,
  kSlice,
  kLambda,
  kComprehension,
};

struct Expr {
  ExprKind kind;
  bool parenthesized = false;
  Spot spot;  // of the token that names the operation: the operator, the opening bracket, the dot

  Expr(ExprKind k, Spot s) : kind(k), spot(s) {}
};

struct Identifier : Expr {
  std::string_view name;
  Binding* binding = nullptr;  // shared by all uses of one variable
  bool is_generated = false;   // not written by a user: means what the embedder declares, and nothing else

  Identifier(Spot s, std::string_view n) : Expr(ExprKind::kIdentifier, s), name(n) {}
};

struct Literal : Expr {
  Token token;             // kInt, kFloat or kString
  std::string_view value;  // digits as written, or the decoded string

  Literal(Spot s, Token t, std::string_view v) : Expr(ExprKind::kLiteral, s), token(t), value(v) {}
};

// A list or a tuple.
struct Sequence : Expr {
  std::span<Expr*> elements;

  Sequence(ExprKind k, Spot s, std::span<Expr*> e) : Expr(k, s), elements(e) {}
};

struct DictEntry {
  Expr* key;
  Expr* value;
  Spot colon;
};

struct DictExpr : Expr {
  std::span<DictEntry> entries;

  DictExpr(Spot s, std::span<DictEntry> e) : Expr(ExprKind::kDict, s), entries(e) {}
};

struct UnaryExpr : Expr {
  Token op;  // kMinus, kPlus, kTilde, kNot
  Expr* operand;

  UnaryExpr(Spot s, Token o, Expr* x) : Expr(ExprKind::kUnary, s), op(o), operand(x) {}
};

struct BinaryExpr : Expr {
  Token op;
  Expr* left;
  Expr* right;

  BinaryExpr(Spot s, Token o, Expr* l, Expr* r) : Expr(ExprKind::kBinary, s), op(o), left(l), right(r) {}
};

struct ConditionalExpr : Expr {
  Expr* condition;
  Expr* if_true;
  Expr* if_false;

  ConditionalExpr(Spot s, Expr* c, Expr* t, Expr* f)
      : Expr(ExprKind::kConditional, s), condition(c), if_true(t), if_false(f) {}
};

struct Argument {
  enum class Kind : uint8_t { kPositional, kNamed, kStar, kStarStar };
  Kind kind;
  Spot spot;
  std::string_view name;
  Expr* value;
};

struct CallExpr : Expr {
  Expr* function;
  std::span<Argument> arguments;

  CallExpr(Spot s, Expr* f, std::span<Argument> a) : Expr(ExprKind::kCall, s), function(f), arguments(a) {}
};

struct DotExpr : Expr {
  Expr* object;
  std::string_view name;

  DotExpr(Spot s, Expr* o, std::string_view n) : Expr(ExprKind::kDot, s), object(o), name(n) {}
};

struct IndexExpr : Expr {
  Expr* object;
  Expr* index;

  IndexExpr(Spot s, Expr* o, Expr* i) : Expr(ExprKind::kIndex, s), object(o), index(i) {}
};

struct SliceExpr : Expr {
  Expr* object;
  Expr* start;  // these three may be null
  Expr* end;
  Expr* step;

  SliceExpr(Spot s, Expr* o, Expr* a, Expr* b, Expr* c)
      : Expr(ExprKind::kSlice, s), object(o), start(a), end(b), step(c) {}
};

// `for targets in operand` or `if operand` of a comprehension.
struct Clause {
  Spot spot;
  Expr* targets;  // null: an if
  Expr* operand;
};

struct Comprehension : Expr {
  Expr* key;   // of a dict; null: a list
  Expr* body;  // the element, or the value of the entry
  Spot colon;
  std::span<Clause> clauses;

  Comprehension(Spot s, Expr* k, Expr* b, Spot c, std::span<Clause> cl)
      : Expr(ExprKind::kComprehension, s), key(k), body(b), colon(c), clauses(cl) {}
};

struct Parameter {
  enum class Kind : uint8_t { kPlain, kStar, kBareStar, kStarStar };
  Kind kind;
  Spot spot;
  Identifier* name;     // null for a bare star
  Expr* default_value;  // null when there is none
};

struct Statement;

// What def and lambda have in common; the second half is the resolver's.
struct FunctionNode {
  Spot spot;
  std::string_view name;
  std::span<Parameter> parameters;
  std::span<Statement*> body;  // of a lambda: one return statement

  std::span<Binding*> locals;  // by slot; parameters first
  std::span<std::string_view> local_names;
  std::span<Binding*> free_variables;  // in the enclosing function: its cells and free variables
  std::span<std::string_view> free_names;
  int positional_count = 0;  // parameters before *args
  int keyword_only_count = 0;
  bool has_star = false;  // *args
  bool has_star_star = false;
};

struct LambdaExpr : Expr {
  FunctionNode* function;

  LambdaExpr(Spot s, FunctionNode* f) : Expr(ExprKind::kLambda, s), function(f) {}
};

enum class StatementKind : uint8_t {
  kAssign,
  kBranch,
  kDef,
  kExpression,
  kFor,
  kIf,
  kLoad,
  kReturn,
  kWhile,
};

struct Statement {
  StatementKind kind;
  Spot spot;

  Statement(StatementKind k, Spot s) : kind(k), spot(s) {}
};

struct AssignStatement : Statement {
  Token op;  // kEquals or an augmented assignment; `spot` is the operator's
  Expr* target;
  Expr* value;

  AssignStatement(Spot s, Token o, Expr* t, Expr* v)
      : Statement(StatementKind::kAssign, s), op(o), target(t), value(v) {}
};

struct BranchStatement : Statement {
  Token token;  // kBreak or kContinue

  BranchStatement(Spot s, Token t) : Statement(StatementKind::kBranch, s), token(t) {}
};

struct DefStatement : Statement {
  Identifier* name;
  FunctionNode* function;

  DefStatement(Spot s, Identifier* n, FunctionNode* f)
      : Statement(StatementKind::kDef, s), name(n), function(f) {}
};

struct ExpressionStatement : Statement {
  Expr* value;

  ExpressionStatement(Spot s, Expr* v) : Statement(StatementKind::kExpression, s), value(v) {}
};

struct ForStatement : Statement {
  Expr* targets;
  Expr* operand;
  std::span<Statement*> body;

  ForStatement(Spot s, Expr* t, Expr* o, std::span<Statement*> b)
      : Statement(StatementKind::kFor, s), targets(t), operand(o), body(b) {}
};

struct IfStatement : Statement {
  Expr* condition;
  std::span<Statement*> if_true;
  std::span<Statement*> if_false;  // an elif is an if statement in here
  bool has_else;

  IfStatement(Spot s, Expr* c, std::span<Statement*> t, std::span<Statement*> f, bool e)
      : Statement(StatementKind::kIf, s), condition(c), if_true(t), if_false(f), has_else(e) {}
};

struct LoadedName {
  Identifier* local;
  std::string_view original;
  Spot original_spot;
};

struct LoadStatement : Statement {
  std::string_view module;
  std::span<LoadedName> names;

  LoadStatement(Spot s, std::string_view m, std::span<LoadedName> n)
      : Statement(StatementKind::kLoad, s), module(m), names(n) {}
};

struct ReturnStatement : Statement {
  Expr* value;  // null: None

  ReturnStatement(Spot s, Expr* v) : Statement(StatementKind::kReturn, s), value(v) {}
};

struct WhileStatement : Statement {
  Expr* condition;
  std::span<Statement*> body;

  WhileStatement(Spot s, Expr* c, std::span<Statement*> b)
      : Statement(StatementKind::kWhile, s), condition(c), body(b) {}
};

// A whole source text.
struct File {
  std::string_view name;
  FunctionNode toplevel;
};

// Nesting is limited by the parser, so that the passes over a tree may recurse into it. These two are not nested in the
// source, however long they are, and must be walked in loops: chains such as a + b + c or f().x[0], and elif.

// What a link of a chain begins with, itself a link or the first operand; null for other expressions.
inline Expr* ChainBefore(const Expr& link) {
  switch (link.kind) {
    case ExprKind::kBinary:
      return static_cast<const BinaryExpr&>(link).left;
    case ExprKind::kCall:
      return static_cast<const CallExpr&>(link).function;
    case ExprKind::kDot:
      return static_cast<const DotExpr&>(link).object;
    case ExprKind::kIndex:
      return static_cast<const IndexExpr&>(link).object;
    case ExprKind::kSlice:
      return static_cast<const SliceExpr&>(link).object;
    default:
      return nullptr;
  }
}

// The if statement that is all there is in the else branch; null where that holds something else.
inline IfStatement* ElseIf(const IfStatement& statement) {
  if (statement.if_false.size() != 1 || statement.if_false[0]->kind != StatementKind::kIf) return nullptr;
  return static_cast<IfStatement*>(statement.if_false[0]);
}

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_SYNTAX_AST_H_
