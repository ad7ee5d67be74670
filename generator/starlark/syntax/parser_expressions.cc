#include "starlark/syntax/parser_state.h"

namespace pkgrepo::starlark {

namespace {

// Levels of nested brackets, lambdas, blocks; each takes about ten calls in parser, resolver and compiler.
constexpr int kMaxDepth = 500;

constexpr int kNotPrecedence = 2;
constexpr int kComparisonPrecedence = 3;
constexpr int kUnaryPrecedence = 10;

// Of a binary operator, from `or` = 0 up; -1 for other tokens.
int Precedence(Token token) {
  switch (token) {
    case Token::kOr:
      return 0;
    case Token::kAnd:
      return 1;
    case Token::kNot:
      return kNotPrecedence;
    case Token::kEqualsEquals:
    case Token::kNotEquals:
    case Token::kLess:
    case Token::kGreater:
    case Token::kLessEquals:
    case Token::kGreaterEquals:
    case Token::kIn:
    case Token::kNotIn:
      return kComparisonPrecedence;
    case Token::kPipe:
      return 4;
    case Token::kCircumflex:
      return 5;
    case Token::kAmpersand:
      return 6;
    case Token::kLessLess:
    case Token::kGreaterGreater:
      return 7;
    case Token::kMinus:
    case Token::kPlus:
      return 8;
    case Token::kStar:
    case Token::kPercent:
    case Token::kSlash:
    case Token::kSlashSlash:
      return 9;
    default:
      return -1;
  }
}

// For messages: as Describe(), but operators are not quoted.
std::string OperatorName(Token token) {
  std::string name = Describe(token);
  return name.front() == '\'' ? name.substr(1, name.size() - 2) : name;
}

}  // namespace

ExpressionParser::Nesting::Nesting(ExpressionParser& parser) : parser_(parser) {
  if (++parser_.depth_ > kMaxDepth) {
    --parser_.depth_;
    parser_.FailHere("source is nested too deeply");
  }
}

Spot ExpressionParser::Advance() {
  Spot spot = value_.spot;
  token_ = scanner_.Next(value_);
  return spot;
}

Spot ExpressionParser::Expect(Token token) {
  if (token_ != token) {
    bool colon_missing = token == Token::kColon && token_ == Token::kNewline;
    FailUnexpected(Describe(token) +
                   (colon_missing ? " (hint: missing colon at the end of 'if/for/def' statement?)" : ""));
  }
  return Advance();
}

void ExpressionParser::FailUnexpected(std::string_view wanted) const {
  FailHere("got " + Describe(token_) + ", want " + std::string(wanted));
}

Identifier* ExpressionParser::ParseIdentifier() {
  if (token_ >= Token::kAnd || token_ == Token::kIllegal) {
    FailHere("use of reserved keyword '" + std::string(value_.raw) +
             "' is not allowed (expected identifier)");
  }
  if (token_ != Token::kIdentifier) FailHere("not an identifier");
  std::string_view name = value_.raw;
  Identifier* identifier = arena_.Make<Identifier>(Advance(), name);
  identifier->is_generated = IsGenerated(name);
  return identifier;
}

// Identifiers come in the order of the text.
bool ExpressionParser::IsGenerated(std::string_view name) {
  const auto place = static_cast<size_t>(name.data() - text_.data());
  while (!generated_.empty() && generated_.front() < place) generated_ = generated_.subspan(1);
  return !generated_.empty() && generated_.front() == place;
}

bool ExpressionParser::CanStartOperand() const {
  switch (token_) {
    case Token::kEndOfFile:
    case Token::kNewline:
    case Token::kEquals:
    case Token::kRightBrace:
    case Token::kRightBracket:
    case Token::kRightParen:
    case Token::kSemicolon:
      return false;
    default:
      return true;
  }
}

std::vector<Expr*> ExpressionParser::ParseElements(Expr* first, bool in_brackets) {
  std::vector<Expr*> elements = {first};
  while (token_ == Token::kComma) {
    Spot comma = Advance();
    if (!CanStartOperand()) {
      if (!in_brackets) Fail(comma, "unparenthesized tuple with trailing comma");
      break;
    }
    elements.push_back(ParseTest());
  }
  return elements;
}

Expr* ExpressionParser::ParseExpression(bool in_brackets) {
  Expr* first = ParseTest();
  if (token_ != Token::kComma) return first;
  std::vector<Expr*> elements = ParseElements(first, in_brackets);
  return arena_.Make<Sequence>(ExprKind::kTuple, first->spot, arena_.Copy(elements));
}

Expr* ExpressionParser::ParseTest() {
  Nesting nesting(*this);
  if (token_ == Token::kLambda) return ParseLambda(true);
  Expr* value = ParseBinary(0);
  if (token_ != Token::kIf) return value;
  Spot spot = Advance();
  Expr* condition = ParseBinary(0);
  if (token_ != Token::kElse) Fail(spot, "conditional expression without else clause");
  Advance();
  return arena_.Make<ConditionalExpr>(spot, condition, value, ParseTest());
}

// As ParseTest(), but without `a if b else c`: the operand of an if clause, where `if` would be ambiguous.
Expr* ExpressionParser::ParseTestWithoutConditional() {
  if (token_ == Token::kLambda) return ParseLambda(false);
  return ParseBinary(0);
}

Expr* ExpressionParser::ParseLambda(bool may_be_conditional) {
  Nesting nesting(*this);
  FunctionNode* function = arena_.Make<FunctionNode>();
  function->spot = Advance();
  function->name = "lambda";
  if (token_ != Token::kColon) function->parameters = ParseParameters();
  Expect(Token::kColon);
  Expr* body = may_be_conditional ? ParseTest() : ParseTestWithoutConditional();
  Statement* result = arena_.Make<ReturnStatement>(body->spot, body);
  function->body = arena_.Copy(std::vector<Statement*>{result});
  return arena_.Make<LambdaExpr>(function->spot, function);
}

// Of a lambda, too, a parenthesis ends the list, and a comma at the end of it is an error.
std::span<Parameter> ExpressionParser::ParseParameters() {
  std::vector<Parameter> parameters;
  bool star_seen = false;
  while (token_ != Token::kRightParen && token_ != Token::kColon && token_ != Token::kEndOfFile) {
    if (!parameters.empty()) Expect(Token::kComma);
    // A trailing comma is fine, but not after *args or **kwargs.
    if (token_ == Token::kRightParen) {
      if (star_seen) FailUnexpected("parameter");
      break;
    }
    Parameter parameter{Parameter::Kind::kPlain, value_.spot, nullptr, nullptr};
    if (token_ == Token::kStar || token_ == Token::kStarStar) {
      star_seen = true;
      parameter.kind = token_ == Token::kStar ? Parameter::Kind::kStar : Parameter::Kind::kStarStar;
      Advance();
      if (parameter.kind == Parameter::Kind::kStar && token_ != Token::kIdentifier) {
        parameter.kind = Parameter::Kind::kBareStar;
      } else {
        parameter.name = ParseIdentifier();
      }
    } else {
      parameter.name = ParseIdentifier();
      star_seen = false;
      if (token_ == Token::kEquals) {
        Advance();
        parameter.default_value = ParseTest();
      }
    }
    parameters.push_back(parameter);
  }
  return arena_.Copy(parameters);
}

// Operators of `precedence` and tighter.
Expr* ExpressionParser::ParseBinary(int precedence) {
  if (precedence >= kUnaryPrecedence) return ParsePrimaryWithSuffix();
  bool negated = token_ == Token::kNot && precedence <= kNotPrecedence;
  Expr* left = negated ? ParseNot() : ParsePrimaryWithSuffix();
  int limit = negated ? kNotPrecedence : kUnaryPrecedence;
  for (;;) {
    if (token_ == Token::kNot) {
      // `not` after an operand can only be `not in`.
      Advance();
      if (token_ != Token::kIn) FailUnexpected("in");
      token_ = Token::kNotIn;
    }
    int level = Precedence(token_);
    if (level < precedence || level > limit) return left;
    Token op = token_;
    Spot spot = Advance();
    Expr* right = ParseBinary(level + 1);
    left = arena_.Make<BinaryExpr>(spot, op, left, right);
    if (level == kComparisonPrecedence) {
      if (token_ == Token::kNot) {
        Advance();
        if (token_ != Token::kIn) FailUnexpected("in");
        token_ = Token::kNotIn;
      }
      if (Precedence(token_) == kComparisonPrecedence) {
        FailHere(OperatorName(op) + " does not associate with " + OperatorName(token_) + " (use parens)");
      }
    }
    limit = level;
  }
}

Expr* ExpressionParser::ParseNot() {
  Nesting nesting(*this);
  Spot spot = Advance();
  return arena_.Make<UnaryExpr>(spot, Token::kNot, ParseBinary(kNotPrecedence));
}

Expr* ExpressionParser::ParseUnary() {
  Nesting nesting(*this);
  Token op = token_;
  Spot spot = Advance();
  return arena_.Make<UnaryExpr>(spot, op, ParsePrimaryWithSuffix());
}

Expr* ExpressionParser::ParsePrimaryWithSuffix() {
  if (token_ == Token::kMinus || token_ == Token::kPlus || token_ == Token::kTilde) return ParseUnary();
  Expr* expr = ParsePrimary();
  for (;;) {
    if (token_ == Token::kDot) {
      Spot spot = Advance();
      Identifier* name = ParseIdentifier();
      expr = arena_.Make<DotExpr>(spot, expr, name->name);
    } else if (token_ == Token::kLeftBracket) {
      expr = ParseIndexOrSlice(expr);
    } else if (token_ == Token::kLeftParen) {
      expr = ParseCall(expr);
    } else {
      return expr;
    }
  }
}

Expr* ExpressionParser::ParseIndexOrSlice(Expr* object) {
  Nesting nesting(*this);
  Spot spot = Advance();
  Expr* parts[3] = {};
  if (token_ != Token::kColon) {
    Expr* index = ParseExpression(false);
    if (token_ == Token::kRightBracket) {
      Advance();
      return arena_.Make<IndexExpr>(spot, object, index);
    }
    parts[0] = index;
  }
  // Start, end and step are all optional, the first colon is not.
  if (token_ == Token::kColon) {
    Advance();
    if (token_ != Token::kColon && token_ != Token::kRightBracket) parts[1] = ParseTest();
    if (token_ == Token::kColon) {
      Advance();
      if (token_ != Token::kRightBracket) parts[2] = ParseTest();
    }
  }
  Expect(Token::kRightBracket);
  return arena_.Make<SliceExpr>(spot, object, parts[0], parts[1], parts[2]);
}

Expr* ExpressionParser::ParseCall(Expr* function) {
  Nesting nesting(*this);
  Spot spot = Advance();
  std::vector<Argument> arguments;
  bool star_last = false;
  while (token_ != Token::kRightParen && token_ != Token::kEndOfFile) {
    if (!arguments.empty()) Expect(Token::kComma);
    if (token_ == Token::kRightParen) {
      if (star_last) FailUnexpected("argument");
      break;
    }
    arguments.push_back(ParseArgument());
    star_last = arguments.back().kind >= Argument::Kind::kStar;
  }
  Expect(Token::kRightParen);
  return arena_.Make<CallExpr>(spot, function, arena_.Copy(arguments));
}

Argument ExpressionParser::ParseArgument() {
  Argument argument{Argument::Kind::kPositional, value_.spot, {}, nullptr};
  if (token_ == Token::kStar || token_ == Token::kStarStar) {
    argument.kind = token_ == Token::kStar ? Argument::Kind::kStar : Argument::Kind::kStarStar;
    Advance();
    argument.value = ParseTest();
    return argument;
  }
  argument.value = ParseTest();
  if (token_ != Token::kEquals) return argument;
  if (argument.value->kind != ExprKind::kIdentifier || argument.value->parenthesized) {
    FailHere("keyword argument must have form name=expr");
  }
  argument.kind = Argument::Kind::kNamed;
  argument.name = static_cast<Identifier*>(argument.value)->name;
  Advance();
  argument.value = ParseTest();
  return argument;
}

Expr* ExpressionParser::ParsePrimary() {
  std::string_view raw = value_.raw;
  switch (token_) {
    case Token::kIdentifier:
      return ParseIdentifier();
    case Token::kInt:
      return arena_.Make<Literal>(Advance(), Token::kInt, raw);
    case Token::kFloat:
      return arena_.Make<Literal>(Advance(), Token::kFloat, raw);
    case Token::kString: {
      std::string_view text = value_.string;
      return arena_.Make<Literal>(Advance(), Token::kString, text);
    }
    case Token::kLeftBracket:
      return ParseList();
    case Token::kLeftBrace:
      return ParseDict();
    case Token::kLeftParen:
      return ParseParenthesized();
    default:
      FailUnexpected("primary expression");
  }
}

Expr* ExpressionParser::ParseParenthesized() {
  Spot spot = Advance();
  if (token_ == Token::kRightParen) {
    Advance();
    return arena_.Make<Sequence>(ExprKind::kTuple, spot, std::span<Expr*>());
  }
  Expr* inner = ParseExpression(true);
  Expect(Token::kRightParen);
  inner->parenthesized = true;
  return inner;
}

Expr* ExpressionParser::ParseList() {
  Spot spot = Advance();
  if (token_ == Token::kRightBracket) {
    Advance();
    return arena_.Make<Sequence>(ExprKind::kList, spot, std::span<Expr*>());
  }
  Expr* first = ParseTest();
  if (token_ == Token::kFor) {
    std::span<Clause> clauses = ParseClauses(Token::kRightBracket);
    return arena_.Make<Comprehension>(spot, nullptr, first, spot, clauses);
  }
  std::vector<Expr*> elements = ParseElements(first, true);
  Expect(Token::kRightBracket);
  return arena_.Make<Sequence>(ExprKind::kList, spot, arena_.Copy(elements));
}

DictEntry ExpressionParser::ParseDictEntry() {
  Expr* key = ParseTest();
  Spot colon = Expect(Token::kColon);
  return {key, ParseTest(), colon};
}

Expr* ExpressionParser::ParseDict() {
  Spot spot = Advance();
  std::vector<DictEntry> entries;
  while (token_ != Token::kRightBrace) {
    entries.push_back(ParseDictEntry());
    if (entries.size() == 1 && token_ == Token::kFor) {
      std::span<Clause> clauses = ParseClauses(Token::kRightBrace);
      return arena_.Make<Comprehension>(spot, entries[0].key, entries[0].value, entries[0].colon, clauses);
    }
    if (token_ != Token::kComma) break;
    Advance();
  }
  Expect(Token::kRightBrace);
  return arena_.Make<DictExpr>(spot, arena_.Copy(entries));
}

std::span<Clause> ExpressionParser::ParseClauses(Token closing) {
  std::vector<Clause> clauses;
  while (token_ != closing) {
    if (token_ == Token::kFor) {
      Spot spot = Advance();
      Expr* targets = ParseLoopVariables();
      Expect(Token::kIn);
      // No conditional here: its `if` would belong to the comprehension.
      clauses.push_back({spot, targets, ParseBinary(0)});
    } else if (token_ == Token::kIf) {
      Spot spot = Advance();
      clauses.push_back({spot, nullptr, ParseTestWithoutConditional()});
    } else {
      FailUnexpected(Describe(closing) + ", for, or if");
    }
  }
  Advance();
  return arena_.Copy(clauses);
}

Expr* ExpressionParser::ParseLoopVariables() {
  Spot spot = value_.spot;
  Expr* first = ParsePrimaryWithSuffix();
  if (token_ != Token::kComma) return first;
  std::vector<Expr*> targets = {first};
  while (token_ == Token::kComma) {
    Advance();
    if (token_ == Token::kIn) break;
    targets.push_back(ParsePrimaryWithSuffix());
  }
  return arena_.Make<Sequence>(ExprKind::kTuple, spot, arena_.Copy(targets));
}

}  // namespace pkgrepo::starlark
