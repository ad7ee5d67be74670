#include "starlark/syntax/parser.h"

#include "starlark/syntax/parser_state.h"

namespace pkgrepo::starlark {

namespace {

class Parser final : ExpressionParser {
 public:
  using ExpressionParser::ExpressionParser;

  std::span<Statement*> Parse() {
    std::vector<Statement*> statements;
    while (token_ != Token::kEndOfFile) {
      if (token_ == Token::kNewline) {
        Advance();
      } else {
        ParseStatement(statements);
      }
    }
    return arena_.Copy(statements);
  }

 private:
  using Statements = std::vector<Statement*>;

  // Appends one compound statement, or the simple statements of one line.
  void ParseStatement(Statements& statements) {
    switch (token_) {
      case Token::kDef:
        statements.push_back(ParseDef());
        break;
      case Token::kIf:
        statements.push_back(ParseIf());
        break;
      case Token::kFor:
        statements.push_back(ParseFor());
        break;
      case Token::kWhile:
        statements.push_back(ParseWhile());
        break;
      default:
        ParseSimpleStatements(statements);
    }
  }

  void ParseSimpleStatements(Statements& statements) {
    for (;;) {
      statements.push_back(ParseSmallStatement());
      if (token_ != Token::kSemicolon) break;
      Advance();
      if (token_ == Token::kNewline || token_ == Token::kEndOfFile) break;
    }
    // The end of the file may take the newline's place.
    if (token_ != Token::kEndOfFile) Expect(Token::kNewline);
  }

  Statement* ParseSmallStatement() {
    Spot spot = value_.spot;
    switch (token_) {
      case Token::kReturn: {
        Advance();
        bool has_value =
            token_ != Token::kEndOfFile && token_ != Token::kNewline && token_ != Token::kSemicolon;
        return arena_.Make<ReturnStatement>(spot, has_value ? ParseExpression(false) : nullptr);
      }
      case Token::kBreak:
      case Token::kContinue: {
        Token token = token_;
        Advance();
        return arena_.Make<BranchStatement>(spot, token);
      }
      case Token::kLoad:
        return ParseLoad();
      default:
        break;
    }
    Expr* target = ParseExpression(false);
    bool assigns =
        token_ == Token::kEquals || (token_ >= Token::kPlusEquals && token_ <= Token::kGreaterGreaterEquals);
    if (!assigns) return arena_.Make<ExpressionStatement>(spot, target);
    Token op = token_;
    Spot op_spot = Advance();
    return arena_.Make<AssignStatement>(op_spot, op, target, ParseExpression(false));
  }

  std::span<Statement*> ParseSuite() {
    Statements statements;
    if (token_ != Token::kNewline) {
      ParseSimpleStatements(statements);
      return arena_.Copy(statements);
    }
    Nesting nesting(*this);
    Advance();
    Expect(Token::kIndent);
    while (token_ != Token::kOutdent && token_ != Token::kEndOfFile) ParseStatement(statements);
    Expect(Token::kOutdent);
    return arena_.Copy(statements);
  }

  Statement* ParseDef() {
    FunctionNode* function = arena_.Make<FunctionNode>();
    Spot spot = Advance();
    Identifier* name = ParseIdentifier();
    function->spot = spot;
    function->name = name->name;
    Expect(Token::kLeftParen);
    function->parameters = ParseParameters();
    Expect(Token::kRightParen);
    Expect(Token::kColon);
    function->body = ParseSuite();
    return arena_.Make<DefStatement>(spot, name, function);
  }

  // An elif is an if in the else branch of the one before; a chain of them is built from its end, without
  // recursion.
  Statement* ParseIf() {
    struct Branch {
      Spot spot;
      Expr* condition;
      std::span<Statement*> body;
    };
    std::vector<Branch> branches;
    do {
      Spot spot = Advance();
      Expr* condition = ParseTest();
      Expect(Token::kColon);
      branches.push_back({spot, condition, ParseSuite()});
    } while (token_ == Token::kElif);
    std::span<Statement*> if_false;
    bool has_else = token_ == Token::kElse;
    if (has_else) {
      Advance();
      Expect(Token::kColon);
      if_false = ParseSuite();
    }
    Statement* result = nullptr;
    for (size_t i = branches.size(); i-- > 0;) {
      const Branch& branch = branches[i];
      result = arena_.Make<IfStatement>(branch.spot, branch.condition, branch.body, if_false, has_else);
      if_false = arena_.Copy(Statements{result});
      has_else = true;
    }
    return result;
  }

  Statement* ParseFor() {
    Spot spot = Advance();
    Expr* targets = ParseLoopVariables();
    Expect(Token::kIn);
    Expr* operand = ParseExpression(false);
    Expect(Token::kColon);
    return arena_.Make<ForStatement>(spot, targets, operand, ParseSuite());
  }

  Statement* ParseWhile() {
    Spot spot = Advance();
    Expr* condition = ParseTest();
    Expect(Token::kColon);
    return arena_.Make<WhileStatement>(spot, condition, ParseSuite());
  }

  Statement* ParseLoad() {
    Spot spot = Advance();
    Expect(Token::kLeftParen);
    if (token_ != Token::kString) FailHere("first operand of load statement must be a string literal");
    std::string_view module = value_.string;
    Advance();
    std::vector<LoadedName> names;
    while (token_ != Token::kRightParen && token_ != Token::kEndOfFile) {
      Expect(Token::kComma);
      if (token_ == Token::kRightParen) break;
      names.push_back(ParseLoadedName());
    }
    Expect(Token::kRightParen);
    if (names.empty()) Fail(spot, "load statement must import at least 1 symbol");
    return arena_.Make<LoadStatement>(spot, module, arena_.Copy(names));
  }

  // "name" or local="name".
  LoadedName ParseLoadedName() {
    std::string_view original = value_.string;
    if (token_ == Token::kString) {
      Spot spot = Advance();
      return {arena_.Make<Identifier>(spot, original), original, spot};
    }
    if (token_ != Token::kIdentifier) {
      FailHere("load operand must be \"name\" or localname=\"name\" (got " + Describe(token_) + ")");
    }
    Identifier* local = ParseIdentifier();
    std::string name(local->name);
    if (token_ != Token::kEquals) {
      FailHere("load operand must be \"" + name + "\" or " + name + "=\"originalname\" (want '=' after " +
               name + ")");
    }
    Advance();
    if (token_ != Token::kString) {
      FailHere("original name of loaded symbol must be quoted: " + name + "=\"originalname\"");
    }
    original = value_.string;
    return {local, original, Advance()};
  }
};

}  // namespace

File ParseFile(std::string_view file, std::string_view text, Arena& arena,
               std::span<const size_t> generated) {
  File result{file, {}};
  result.toplevel.spot = {1, 1};
  result.toplevel.name = "<toplevel>";
  result.toplevel.body = Parser(file, text, arena, generated).Parse();
  return result;
}

}  // namespace pkgrepo::starlark
