// How names find their variables.
//
// The tree is walked once, in the order of the text. With the walk goes a stack of blocks: one for the file, one for
// each function and each comprehension that is being visited. A block maps names to bindings, and a binding says where
// the value is kept: in a slot of the running function (local), in a cell that inner functions share, among the cells
// that a function has captured (free), or in one of the tables of globals, predeclared and universal names.
//
// 1. A name that is assigned, by "=", for, def or as a parameter, is bound in the innermost block at once. In a
//    function it gets the next slot. So it does in a comprehension, which has no slots of its own and takes those of
//    the function around it. At the top level of the file it becomes a global; only what load() binds there is local
//    to the file.
// 2. A name that is used at top level is looked up at once, and must have been bound further up. Anywhere else the use
//    is noted in the innermost block: the name may still be bound further down, and means that variable then.
// 3. When a block is left, the uses noted in it are compared with its own names, and those that match are settled. A
//    comprehension hands the others to the block around it; a function keeps them.
// 4. When the whole file has been walked, all its globals are known, and the uses that functions kept are settled,
//    innermost functions first. The search goes outwards from block to block, then on to the globals, the predeclared
//    names and the universal ones. If it ends at a local variable of another function, that variable moves into a cell.
//    On the way back each function that was passed gets a free variable for it, which stands for the cell or the free
//    variable of the next function outwards: so a closure, when it is made, takes cells from the function that makes it
//    and from no other.
// 5. A name that is found nowhere is reported, with a name that it may be a misspelling of. The block remembers it, and
//    reports it only once.
//
// Names that templates' generated code uses skip all this: they mean what is predeclared. Faults are collected, so that
// all of a file are reported together.

#include "starlark/resolve/resolver.h"

#include <deque>
#include <set>
#include <utility>

#include "go/spell.h"
#include "starlark/resolve/block.h"
#include "starlark/syntax/syntax_error.h"

namespace pkgrepo::starlark {

namespace {

class Resolver {
 public:
  Resolver(File& file, Arena& arena, const NamePredicate& is_predeclared, const NamePredicate& is_universal)
      : file_(file), arena_(arena), is_predeclared_(is_predeclared), is_universal_(is_universal) {}

  ResolvedNames Run() {
    file_block_ = PushFunction(&file_.toplevel);
    Statements(file_.toplevel.body);
    ResolveRemainingUses(file_block_);
    for (FunctionScope& scope : scopes_) StoreScope(scope);
    if (!findings_.empty()) throw SyntaxError(std::move(findings_));
    if (crash_) throw SyntaxError(Position(), "runtime error: index out of range [-1]");
    return std::move(names_);
  }

 private:
  // Blocks.

  Block* PushFunction(FunctionNode* node) {
    scopes_.push_back({node, {}, {}, {}, {}});
    Block& block = blocks_.emplace_back();
    block.parent = block_;
    block.function = &scopes_.back();
    block.is_function = true;
    if (block_ != nullptr) EnclosingFunction(block_)->children.push_back(&block);
    return block_ = &block;
  }

  void PushComprehension() {
    Block& block = blocks_.emplace_back();
    block.parent = block_;
    block.function = block_->function;
    block_ = &block;
  }

  // Leaves the innermost block. Uses of its own names are settled; a comprehension leaves the others to the
  // block around it, a function keeps them until the whole file is known.
  void Pop() {
    std::vector<Use> remaining;
    for (Use use : block_->uses) {
      auto found = block_->names.find(use.identifier->name);
      if (found != block_->names.end()) {
        use.identifier->binding = found->second;
      } else {
        remaining.push_back(use);
      }
    }
    Block* left = block_;
    block_ = block_->parent;
    if (left->is_function) {
      left->uses = std::move(remaining);
    } else {
      block_->uses.insert(block_->uses.end(), remaining.begin(), remaining.end());
    }
  }

  static Block* EnclosingFunction(Block* block) {
    while (!block->is_function) block = block->parent;
    return block;
  }

  void ResolveRemainingUses(Block* block) {
    for (Block* child : block->children) ResolveRemainingUses(child);
    for (const Use& use : block->uses) use.identifier->binding = Lookup(use.identifier, use.block, use.block);
  }

  void StoreScope(FunctionScope& scope) {
    scope.node->locals = arena_.Copy(scope.locals);
    scope.node->local_names = arena_.Copy(scope.local_names);
    scope.node->free_variables = arena_.Copy(scope.free_variables);
    scope.node->free_names = arena_.Copy(scope.free_names);
  }

  // Names.

  Binding* BindLocal(Identifier* identifier) {
    Binding*& binding = block_->names[identifier->name];
    if (binding == nullptr) {
      FunctionScope* scope = block_->function;
      binding = arena_.Make<Binding>(Scope::kLocal, static_cast<int32_t>(scope->locals.size()));
      scope->locals.push_back(binding);
      scope->local_names.push_back(identifier->name);
    }
    return identifier->binding = binding;
  }

  void Bind(Identifier* identifier) {
    if (block_ != file_block_) {
      BindLocal(identifier);
      return;
    }
    // A name that was loaded stays local to the file.
    auto loaded = file_block_->names.find(identifier->name);
    if (loaded != file_block_->names.end()) {
      identifier->binding = loaded->second;
      return;
    }
    identifier->binding = Slot(globals_, Scope::kGlobal, names_.globals, identifier->name);
  }

  using BindingMap = std::map<std::string_view, Binding*>;

  Binding* Slot(BindingMap& bindings, Scope scope, std::vector<std::string>& names, std::string_view name) {
    Binding*& binding = bindings[name];
    if (binding == nullptr) {
      binding = arena_.Make<Binding>(scope, static_cast<int32_t>(names.size()));
      names.emplace_back(name);
    }
    return binding;
  }

  void UseName(Identifier* identifier) {
    if (identifier->is_generated) {
      identifier->binding = Slot(generated_, Scope::kPredeclared, names_.predeclared, identifier->name);
    } else if (block_ == file_block_) {
      identifier->binding = Lookup(identifier, block_, block_);
    } else {
      block_->uses.push_back({identifier, block_});
    }
  }

  // The binding that `identifier` has in `block`, searching outwards. `origin` is where the search began.
  Binding* Lookup(Identifier* identifier, Block* block, Block* origin) {
    if (block == nullptr) return LookupToplevel(identifier, origin);
    auto found = block->names.find(identifier->name);
    if (found != block->names.end()) return found->second;
    Binding* binding = Lookup(identifier, block->parent, origin);
    if (block == file_block_) return binding;
    // Remembered, so that a block reports an undefined name once.
    block->names[identifier->name] = binding;
    if (block->is_function && binding->scope <= Scope::kFree && binding->scope != Scope::kUndefined) {
      return Capture(identifier->name, block, binding);
    }
    return binding;
  }

  // Makes a variable of an enclosing function known to the function of `block`.
  Binding* Capture(std::string_view name, Block* block, Binding* binding) {
    if (binding->scope == Scope::kLocal) binding->scope = Scope::kCell;
    FunctionScope* scope = block->function;
    Binding* captured =
        arena_.Make<Binding>(Scope::kFree, static_cast<int32_t>(scope->free_variables.size()));
    scope->free_variables.push_back(binding);
    scope->free_names.push_back(name);
    block->names[name] = captured;
    return captured;
  }

  Binding* LookupToplevel(Identifier* identifier, Block* origin) {
    auto global = globals_.find(identifier->name);
    if (global != globals_.end()) return global->second;
    if (is_predeclared_(identifier->name)) {
      return Slot(predeclared_, Scope::kPredeclared, names_.predeclared, identifier->name);
    }
    if (is_universal_(identifier->name)) {
      return Slot(universal_, Scope::kUniversal, names_.universal, identifier->name);
    }
    std::vector<std::string> candidates;
    for (Block* block = origin; block != nullptr; block = block->parent) {
      for (const auto& [name, binding] : block->names) candidates.emplace_back(name);
    }
    for (const auto& [name, binding] : globals_) candidates.emplace_back(name);
    std::string message = "undefined: " + std::string(identifier->name);
    std::string nearest = go::NearestName(identifier->name, candidates);
    if (!nearest.empty()) message += " (did you mean " + nearest + "?)";
    Report(identifier->spot, message);
    return arena_.Make<Binding>();
  }

  void Report(Spot spot, const std::string& message) {
    findings_.push_back({{std::string(file_.name), spot.line, spot.column}, message});
  }

  // Statements.

  void Statements(std::span<Statement*> statements) {
    for (Statement* statement : statements) Visit(statement);
  }

  void Visit(Statement* statement) {
    switch (statement->kind) {
      case StatementKind::kAssign: {
        auto* assign = static_cast<AssignStatement*>(statement);
        Visit(assign->value);
        Assign(assign->target, assign->op != Token::kEquals);
        break;
      }
      case StatementKind::kBranch:
        VisitBranch(static_cast<BranchStatement*>(statement));
        break;
      case StatementKind::kDef: {
        auto* def = static_cast<DefStatement*>(statement);
        Bind(def->name);
        VisitFunction(def->function);
        break;
      }
      case StatementKind::kExpression:
        Visit(static_cast<ExpressionStatement*>(statement)->value);
        break;
      case StatementKind::kFor: {
        auto* loop = static_cast<ForStatement*>(statement);
        Visit(loop->operand);
        Assign(loop->targets, false);
        VisitLoopBody(loop->body);
        break;
      }
      case StatementKind::kIf:
        VisitIf(static_cast<IfStatement*>(statement));
        break;
      case StatementKind::kLoad:
        VisitLoad(static_cast<LoadStatement*>(statement));
        break;
      case StatementKind::kReturn:
        if (block_ == file_block_) Report(statement->spot, "return statement not within a function");
        if (Expr* value = static_cast<ReturnStatement*>(statement)->value) Visit(value);
        break;
      case StatementKind::kWhile: {
        auto* loop = static_cast<WhileStatement*>(statement);
        Visit(loop->condition);
        VisitLoopBody(loop->body);
        break;
      }
    }
  }

  void VisitIf(IfStatement* branch) {
    for (IfStatement* next = branch; next != nullptr; next = ElseIf(*branch)) {
      branch = next;
      Visit(branch->condition);
      Statements(branch->if_true);
    }
    Statements(branch->if_false);
  }

  void VisitLoopBody(std::span<Statement*> body) {
    ++loops_;
    ++loops_of_function_;
    Statements(body);
    --loops_of_function_;
    --loops_;
  }

  void VisitBranch(BranchStatement* statement) {
    if (loops_ == 0) {
      Report(statement->spot,
             (statement->token == Token::kBreak ? "break" : "continue") + std::string(" not in a loop"));
    } else if (loops_of_function_ == 0) {
      // The original takes a function inside a loop for the loop itself, and then crashes.
      crash_ = true;
    }
  }

  void VisitLoad(LoadStatement* load) {
    if (block_ != file_block_) Report(load->spot, "load statement within a function");
    for (LoadedName& name : load->names) {
      if (name.original.empty()) {
        Report(name.original_spot, "load: empty identifier");
      } else if (name.original[0] == '_') {
        Report(name.original_spot,
               "load: names with leading underscores are not exported: " + std::string(name.original));
      }
      BindLocal(name.local);
    }
  }

  // Binds or visits the target of an assignment.
  void Assign(Expr* target, bool augmented) {
    switch (target->kind) {
      case ExprKind::kIdentifier:
        Bind(static_cast<Identifier*>(target));
        break;
      case ExprKind::kIndex:
      case ExprKind::kDot:
        Visit(target);
        break;
      case ExprKind::kList:
      case ExprKind::kTuple: {
        bool is_list = target->kind == ExprKind::kList;
        std::span<Expr*> elements = static_cast<Sequence*>(target)->elements;
        if (elements.empty()) {
          Report(target->spot, is_list ? "can't assign to []" : "can't assign to ()");
        }
        if (augmented) {
          Report(target->spot, std::string("can't use ") + (is_list ? "list" : "tuple") +
                                   " expression in augmented assignment");
        }
        for (Expr* element : elements) Assign(element, augmented);
        break;
      }
      default: {
        static constexpr std::string_view kNames[] = {
            "ident",    "literal",  "listexpr", "tupleexpr", "dictexpr",  "unaryexpr",  "binaryexpr",
            "condexpr", "callexpr", "dotexpr",  "indexexpr", "sliceexpr", "lambdaexpr", "comprehension"};
        Report(target->spot, "can't assign to " + std::string(kNames[static_cast<size_t>(target->kind)]));
      }
    }
  }

  void VisitFunction(FunctionNode* function) {
    for (Parameter& parameter : function->parameters) {
      if (parameter.default_value != nullptr) Visit(parameter.default_value);
    }
    PushFunction(function);
    BindParameters(function);
    int outer_loops = std::exchange(loops_of_function_, 0);
    Statements(function->body);
    loops_of_function_ = outer_loops;
    Pop();
  }

  void BindParameter(const Parameter& parameter) {
    if (block_->names.contains(parameter.name->name)) {
      Report(parameter.name->spot, "duplicate parameter: " + std::string(parameter.name->name));
    }
    BindLocal(parameter.name);
  }

  // Slots are: plain parameters, keyword-only ones, *args, **kwargs.
  void BindParameters(FunctionNode* function) {
    const Parameter *star = nullptr, *star_star = nullptr;
    bool optional_seen = false;
    for (Parameter& parameter : function->parameters) {
      bool required = parameter.default_value == nullptr;
      if (star_star != nullptr) {
        ReportAfterStarStar(parameter, *star_star->name);
        if (parameter.kind != Parameter::Kind::kPlain) continue;
      }
      switch (parameter.kind) {
        case Parameter::Kind::kPlain:
          if (required && optional_seen && star == nullptr && star_star == nullptr) {
            Report(parameter.spot, "required parameter may not follow optional");
          }
          optional_seen = optional_seen || !required;
          ++(star == nullptr ? function->positional_count : function->keyword_only_count);
          BindParameter(parameter);
          break;
        case Parameter::Kind::kStar:
        case Parameter::Kind::kBareStar:
          if (star != nullptr) {
            Report(parameter.spot, "multiple * parameters not allowed");
          } else {
            star = &parameter;
          }
          break;
        case Parameter::Kind::kStarStar:
          star_star = &parameter;
          break;
      }
    }
    if (star != nullptr && star->kind == Parameter::Kind::kBareStar && function->keyword_only_count == 0) {
      Report(star->spot, "bare * must be followed by keyword-only parameters");
    }
    function->has_star = star != nullptr && star->kind == Parameter::Kind::kStar;
    function->has_star_star = star_star != nullptr;
    if (function->has_star) BindParameter(*star);
    if (function->has_star_star) BindParameter(*star_star);
  }

  void ReportAfterStarStar(const Parameter& parameter, const Identifier& star_star) {
    std::string tail = " parameter may not follow **" + std::string(star_star.name);
    switch (parameter.kind) {
      case Parameter::Kind::kPlain:
        Report(parameter.spot, (parameter.default_value == nullptr ? "required" : "optional") + tail);
        break;
      case Parameter::Kind::kStar:
      case Parameter::Kind::kBareStar:
        Report(parameter.spot, "*" + tail);
        break;
      case Parameter::Kind::kStarStar:
        Report(parameter.spot, "multiple ** parameters not allowed");
    }
  }

  // Expressions.

  void Visit(Expr* expr) {
    const size_t outer_links = links_.size();
    for (Expr* before = ChainBefore(*expr); before != nullptr; before = ChainBefore(*expr)) {
      links_.push_back(expr);
      expr = before;
    }
    VisitOperand(expr);
    while (links_.size() > outer_links) {
      Expr* link = links_.back();
      links_.pop_back();
      VisitLink(link);
    }
  }

  // Visits what a link of a chain has besides the link before it.
  void VisitLink(Expr* link) {
    switch (link->kind) {
      case ExprKind::kBinary:
        Visit(static_cast<BinaryExpr*>(link)->right);
        break;
      case ExprKind::kCall:
        VisitArguments(static_cast<CallExpr*>(link));
        break;
      case ExprKind::kIndex:
        Visit(static_cast<IndexExpr*>(link)->index);
        break;
      case ExprKind::kSlice: {
        auto* slice = static_cast<SliceExpr*>(link);
        for (Expr* part : {slice->start, slice->end, slice->step}) {
          if (part != nullptr) Visit(part);
        }
        break;
      }
      default:
        break;
    }
  }

  void VisitOperand(Expr* expr) {
    switch (expr->kind) {
      case ExprKind::kIdentifier:
        UseName(static_cast<Identifier*>(expr));
        break;
      case ExprKind::kList:
      case ExprKind::kTuple:
        for (Expr* element : static_cast<Sequence*>(expr)->elements) Visit(element);
        break;
      case ExprKind::kDict:
        for (DictEntry& entry : static_cast<DictExpr*>(expr)->entries) {
          Visit(entry.key);
          Visit(entry.value);
        }
        break;
      case ExprKind::kUnary:
        Visit(static_cast<UnaryExpr*>(expr)->operand);
        break;
      case ExprKind::kConditional: {
        auto* conditional = static_cast<ConditionalExpr*>(expr);
        Visit(conditional->condition);
        Visit(conditional->if_true);
        Visit(conditional->if_false);
        break;
      }
      case ExprKind::kLambda:
        VisitFunction(static_cast<LambdaExpr*>(expr)->function);
        break;
      case ExprKind::kComprehension:
        VisitComprehension(static_cast<Comprehension*>(expr));
        break;
      default:
        break;
    }
  }

  void VisitComprehension(Comprehension* comprehension) {
    // The first operand belongs to the block around.
    Visit(comprehension->clauses[0].operand);
    PushComprehension();
    for (size_t i = 0; i < comprehension->clauses.size(); ++i) {
      Clause& clause = comprehension->clauses[i];
      if (i > 0) Visit(clause.operand);
      if (clause.targets != nullptr) Assign(clause.targets, false);
    }
    if (comprehension->key != nullptr) Visit(comprehension->key);
    Visit(comprehension->body);
    Pop();
  }

  void VisitArguments(CallExpr* call) {
    bool star_seen = false, star_star_seen = false;
    std::set<std::string_view> names;
    for (Argument& argument : call->arguments) {
      switch (argument.kind) {
        case Argument::Kind::kStarStar:
          if (star_star_seen) Report(argument.spot, "multiple **kwargs not allowed");
          star_star_seen = true;
          break;
        case Argument::Kind::kStar:
          if (star_star_seen) {
            Report(argument.spot, "*args may not follow **kwargs");
          } else if (star_seen) {
            Report(argument.spot, "multiple *args not allowed");
          }
          star_seen = true;
          break;
        case Argument::Kind::kNamed:
          if (star_star_seen) Report(argument.spot, "argument may not follow **kwargs");
          if (!names.insert(argument.name).second) {
            Report(argument.spot, "keyword argument " + std::string(argument.name) + " repeated");
          }
          break;
        case Argument::Kind::kPositional:
          if (star_star_seen) {
            Report(argument.spot, "argument may not follow **kwargs");
          } else if (star_seen) {
            Report(argument.spot, "argument may not follow *args");
          } else if (!names.empty()) {
            Report(argument.spot, "positional argument may not follow named");
          }
      }
      Visit(argument.value);
    }
  }

  File& file_;
  Arena& arena_;
  const NamePredicate& is_predeclared_;
  const NamePredicate& is_universal_;
  std::deque<FunctionScope> scopes_;
  std::deque<Block> blocks_;
  Block* block_ = nullptr;  // the innermost one
  Block* file_block_ = nullptr;
  BindingMap globals_, generated_, predeclared_, universal_;
  ResolvedNames names_;
  std::vector<Expr*> links_;   // of the chains around the current expression, still to be visited
  int loops_ = 0;              // around the current statement, functions notwithstanding
  int loops_of_function_ = 0;  // inside the current function
  bool crash_ = false;
  std::vector<SyntaxError::Finding> findings_;
};

}  // namespace

ResolvedNames Resolve(File& file, Arena& arena, const NamePredicate& is_predeclared,
                      const NamePredicate& is_universal) {
  return Resolver(file, arena, is_predeclared, is_universal).Run();
}

}  // namespace pkgrepo::starlark
