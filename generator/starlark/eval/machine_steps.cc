// Instructions that are too long for the loop.

#include "go/spell.h"
#include "starlark/eval/iteration.h"
#include "starlark/eval/machine.h"
#include "starlark/values/operations.h"

namespace pkgrepo::starlark {

void Machine::ThrowUnsetLocal(const FunctionCode& code, size_t index, bool is_free) {
  const std::string& name = is_free ? code.free_names[index] : code.local_names[index];
  throw Error("local variable " + name + " referenced before assignment");
}

void Machine::ThrowOutOfSteps() { throw EvalError("Starlark computation cancelled: too many steps"); }

void Machine::Unpack(Value* top, size_t count) {
  Value sequence = std::move(*top);
  std::unique_ptr<Iterator> iterator = Iterate(sequence);
  if (iterator == nullptr) throw Error("got " + std::string(TypeName(sequence)) + " in sequence assignment");
  auto fail = [&](std::string_view problem, int64_t got) {
    throw Error(std::string(problem) + " values to unpack (got " + std::to_string(got) + ", want " +
                std::to_string(count) + ")");
  };
  // The first element goes on top.
  for (size_t i = 0; i < count; ++i) {
    if (!iterator->Next(top[count - 1 - i])) fail("too few", static_cast<int64_t>(i));
  }
  Value extra;
  if (iterator->Next(extra)) fail("too many", Length(sequence));
}

void Machine::InplaceAdd(Value& left, const Value& right) {
  List* list = left.As<List>();
  if (list == nullptr || !IsIterable(right)) {
    left = Binary(BinaryOp::kAdd, left, right);
    return;
  }
  list->Mutate("apply += to");
  std::vector<Value> more = Elements(right, "");
  std::vector<Value>& elements = list->Mutate("apply += to");
  elements.insert(elements.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void Machine::LoadModule(const struct Load& load, Value* top) {
  StringDict members;
  try {
    members = thread_.host().Load(thread_, load.module);
  } catch (const Error& error) {
    // A new error: the trace of the module's own program is part of the host's message, if at all.
    throw Error("cannot load " + load.module + ": " + error.message());
  }
  for (const std::string& name : load.names) {
    auto found = members.find(name);
    if (found == members.end()) {
      std::vector<std::string> candidates;
      for (const auto& [member, value] : members) candidates.push_back(member);
      std::string nearest = go::NearestName(name, candidates);
      throw Error("load: name " + name + " not found in module " + load.module +
                  (nearest.empty() ? "" : " (did you mean " + nearest + "?)"));
    }
    *top++ = found->second;
  }
}

void Machine::MakeFunction(const FunctionCode& code, Function& parent, Value* locals, Value* defaults) {
  std::vector<Value> values;
  values.reserve(code.default_count);
  for (size_t i = 0; i < code.default_count; ++i) values.push_back(std::move(defaults[i]));
  std::vector<Ref<Cell>> captured;
  captured.reserve(code.captures.size());
  for (const Binding& binding : code.captures) {
    size_t index = static_cast<size_t>(binding.index);
    captured.push_back(binding.scope == Scope::kFree ? parent.free_variables[index]
                                                     : Ref<Cell>(static_cast<Cell*>(locals[index].object())));
  }
  *defaults = MakeRef<Function>(parent.module, code, std::move(values), std::move(captured));
}

void Machine::MakeSequence(bool list, Value* first, size_t count) {
  std::vector<Value> elements(std::make_move_iterator(first), std::make_move_iterator(first + count));
  if (list) {
    *first = MakeRef<List>(std::move(elements));
  } else {
    *first = MakeRef<Tuple>(std::move(elements));
  }
}

// Leaves two values at `top`: a method and its receiver, or an attribute and nothing.
void Machine::FindMethod(const AttributeName& name, Value* top) {
  Kind kind = top->is_object() ? top->object()->kind() : Kind::kCustom;
  if (kind != Kind::kCustom) {
    if (name.cached_kind != kind) {
      name.cached_kind = kind;
      name.cached_method = starlark::FindMethod(MethodsOf(kind), name.name->view());
    }
    if (name.cached_method != nullptr) {
      top[1] = std::move(*top);
      *top = MethodMark(name.cached_method);
      return;
    }
  }
  *top = GetAttr(*top, name.name->view());
}

}  // namespace pkgrepo::starlark
