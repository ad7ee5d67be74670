#include "ytt/template/function_contexts.h"

#include <string>
#include <vector>

namespace pkgrepo::ytt {
namespace {

using namespace starlark;  // NOLINT: the syntax tree's names are all about here

using Body = std::span<Statement*>;

class Rewriter {
 public:
  Rewriter(Arena& arena, std::string_view prefix)
      : arena_(arena),
        start_context_(arena.Copy(std::string(prefix) + "start_ctx")),
        end_context_(arena.Copy(std::string(prefix) + "end_ctx")),
        set_type_(arena.Copy(std::string(prefix) + "set_ctx_type")),
        start_node_(arena.Copy(std::string(prefix) + "start_node")) {}

  // Follows the statements in the order of the text, in which set_ctx_type() says what comes.
  void Rewrite(Body body) {
    for (Statement* statement : body) {
      switch (statement->kind) {
        case StatementKind::kDef:
          RewriteFunction(*static_cast<DefStatement*>(statement)->function);
          break;
        case StatementKind::kIf:
          for (const Body branch : Branches(*statement)) Rewrite(branch);
          break;
        case StatementKind::kFor:
          Rewrite(static_cast<ForStatement*>(statement)->body);
          break;
        case StatementKind::kWhile:
          Rewrite(static_cast<WhileStatement*>(statement)->body);
          break;
        case StatementKind::kExpression:
          if (const CallExpr* call = CallTo(*statement, set_type_)) type_ = FirstText(*call);
          break;
        default:
          break;
      }
    }
  }

 private:
  // Of an if statement: its branches, those of elif and else too.
  static std::vector<Body> Branches(const Statement& statement) {
    std::vector<Body> branches;
    const auto* branch = static_cast<const IfStatement*>(&statement);
    for (const IfStatement* next = branch; next != nullptr; next = ElseIf(*branch)) {
      branch = next;
      branches.push_back(branch->if_true);
    }
    branches.push_back(branch->if_false);
    return branches;
  }

  void RewriteFunction(FunctionNode& function) {
    const std::string_view type = type_;
    Rewrite(function.body);
    if (!BuildsNodes(function.body)) return;
    WrapReturns(function.body);
    std::vector<Statement*> body;
    const Spot start = function.body.front()->spot;
    Expr* argument = arena_.Make<Literal>(start, Token::kString, type);
    body.push_back(arena_.Make<ExpressionStatement>(start, MakeCall(start, start_context_, argument)));
    body.insert(body.end(), function.body.begin(), function.body.end());
    const Spot end = function.body.back()->spot;
    body.push_back(arena_.Make<ReturnStatement>(end, MakeCall(end, end_context_, nullptr)));
    function.body = arena_.Copy(body);
  }

  // Whether nodes are started in these statements, not counting functions inside.
  bool BuildsNodes(Body body) const {
    for (const Statement* statement : body) {
      switch (statement->kind) {
        case StatementKind::kIf:
          for (const Body branch : Branches(*statement)) {
            if (BuildsNodes(branch)) return true;
          }
          break;
        case StatementKind::kFor:
          if (BuildsNodes(static_cast<const ForStatement*>(statement)->body)) return true;
          break;
        case StatementKind::kWhile:
          if (BuildsNodes(static_cast<const WhileStatement*>(statement)->body)) return true;
          break;
        default:
          if (CallTo(*statement, start_node_) != nullptr) return true;
      }
    }
    return false;
  }

  void WrapReturns(Body body) {
    for (Statement* statement : body) {
      switch (statement->kind) {
        case StatementKind::kReturn: {
          auto* result = static_cast<ReturnStatement*>(statement);
          result->value = MakeCall(result->spot, end_context_, result->value);
          break;
        }
        case StatementKind::kIf:
          for (const Body branch : Branches(*statement)) WrapReturns(branch);
          break;
        case StatementKind::kFor:
          WrapReturns(static_cast<ForStatement*>(statement)->body);
          break;
        case StatementKind::kWhile:
          WrapReturns(static_cast<WhileStatement*>(statement)->body);
          break;
        default:
          break;
      }
    }
  }

  // The call that the statement consists of, if it is one to the function of that name.
  static const CallExpr* CallTo(const Statement& statement, std::string_view name) {
    if (statement.kind != StatementKind::kExpression) return nullptr;
    const Expr* value = static_cast<const ExpressionStatement&>(statement).value;
    if (value->kind != ExprKind::kCall) return nullptr;
    const auto* call = static_cast<const CallExpr*>(value);
    if (call->function->kind != ExprKind::kIdentifier) return nullptr;
    const auto* function = static_cast<const Identifier*>(call->function);
    return function->is_generated && function->name == name ? call : nullptr;
  }

  static std::string_view FirstText(const CallExpr& call) {
    const bool is_text = !call.arguments.empty() && call.arguments[0].value->kind == ExprKind::kLiteral;
    return is_text ? static_cast<const Literal*>(call.arguments[0].value)->value : std::string_view();
  }

  Expr* MakeCall(Spot spot, std::string_view name, Expr* argument) {
    std::vector<Argument> arguments;
    if (argument != nullptr) arguments.push_back({Argument::Kind::kPositional, spot, {}, argument});
    Identifier* function = arena_.Make<Identifier>(spot, name);
    function->is_generated = true;
    return arena_.Make<CallExpr>(spot, function, arena_.Copy(arguments));
  }

  Arena& arena_;
  std::string_view start_context_;
  std::string_view end_context_;
  std::string_view set_type_;
  std::string_view start_node_;
  std::string_view type_ = "yaml";
};

}  // namespace

void AddFunctionContexts(starlark::File& file, Arena& arena, std::string_view prefix) {
  Rewriter(arena, prefix).Rewrite(file.toplevel.body);
}

}  // namespace pkgrepo::ytt
