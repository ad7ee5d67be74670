#include "starlark/eval/machine.h"

#include <cstdlib>
#include <new>
#include <stdexcept>

#include "base/memory_budget.h"
#include "starlark/eval/iteration.h"
#include "starlark/values/operations.h"
#include "starlark/values/panic.h"
#include "starlark/values/unpack.h"

namespace pkgrepo::starlark {

namespace {

// Memory that is not touched costs nothing.
constexpr size_t kStackSize = size_t{2} << 20;
constexpr size_t kMaxCallDepth = 100'000;
// Native calls nested in each other: a builtin that calls a function that calls a builtin …
// The bytes of native stack that they may take: half of what a thread usually has.
constexpr ptrdiff_t kMaxNativeStack = ptrdiff_t{4} << 20;

}  // namespace

Machine::Memory::Memory() {
  // Zero bytes are an unset Value.
  stack = static_cast<Value*>(std::calloc(kStackSize, sizeof(Value)));
  if (stack == nullptr) throw std::bad_alloc();
  // Never moves: the loop keeps a pointer to its frame.
  frames.reserve(kMaxCallDepth);
}

Machine::Memory::~Memory() { std::free(stack); }

std::vector<std::unique_ptr<Machine::Memory>>& Machine::SpareMemory() {
  thread_local std::vector<std::unique_ptr<Memory>> spare;
  return spare;
}

std::unique_ptr<Machine::Memory> Machine::TakeMemory() {
  if (SpareMemory().empty()) return std::make_unique<Memory>();
  std::unique_ptr<Memory> memory = std::move(SpareMemory().back());
  SpareMemory().pop_back();
  return memory;
}

Machine::Machine(Thread& thread)
    : thread_(thread),
      memory_(TakeMemory()),
      frames_(memory_->frames),
      stack_end_(memory_->stack + kStackSize),
      top_(memory_->stack) {}

Machine::~Machine() {
  if (top_ == memory_->stack) SpareMemory().push_back(std::move(memory_));
}

Value Machine::Call(const Value& callee, const CallArguments& arguments) {
  if (!callee.is_kind(Kind::kFunction)) {
    if (!callee.is_object() || !callee.object()->can(capability::kCall)) {
      throw EvalError("invalid call of non-function (" + std::string(TypeName(callee)) + ")");
    }
    return callee.object()->Call(thread_, arguments);
  }
  size_t count = arguments.size() + 2 * arguments.named_size();
  if (static_cast<size_t>(stack_end_ - top_) < count + 1) throw EvalError("stack overflow");
  Site site{top_, top_ + 1, arguments.size(), arguments.named_size(), 0, top_ + 1 + count};
  *site.callee = callee;
  std::copy(arguments.begin(), arguments.end(), site.arguments);
  std::copy(arguments.named_data(), arguments.named_data() + 2 * arguments.named_size(),
            site.arguments + arguments.size());
  Value* top = std::exchange(top_, site.end);
  size_t base = frames_.size();
  struct Restore {
    Machine& machine;
    Value* top;
    Value* end;
    ~Restore() {
      machine.Clear(top, end);
      machine.top_ = top;
      --machine.native_depth_;
    }
  } restore{*this, top, site.end};
  const char* native_top = static_cast<const char*>(__builtin_frame_address(0));
  if (native_depth_++ == 0) native_base_ = native_top;
  if (std::abs(native_base_ - native_top) > kMaxNativeStack) throw EvalError("too many nested calls");
  try {
    EnterFunction(site);
  } catch (...) {
    Leave(base);
  }
  return Execute(base);
}

Value Machine::Execute(size_t base) {
  try {
    return Loop(base);
  } catch (...) {
    Leave(base);
  }
}

void Machine::Leave(size_t base) {
  const auto add_trace = [this](Error& error) {
    for (Error::TraceFrame& frame : Trace()) error.Frame(std::move(frame.name), std::move(frame.position));
  };
  const auto fail = [&](EvalError error) {
    add_trace(error);
    Unwind(base);
    throw error;
  };
  try {
    throw;
  } catch (EvalError& error) {
    if (error.trace().empty()) add_trace(error);
    Unwind(base);
    throw;
  } catch (const Panic&) {
    Unwind(base);
    throw;
  } catch (const Error& error) {
    fail(EvalError(error));
  } catch (const std::bad_alloc&) {
    fail(EvalError(OutOfMemoryText()));
  } catch (const std::length_error&) {
    fail(EvalError(OutOfMemoryText()));
  } catch (...) {
    Unwind(base);
    throw;
  }
  __builtin_unreachable();
}

std::vector<Error::TraceFrame> Machine::Trace() const {
  std::vector<Error::TraceFrame> trace;
  for (size_t i = frames_.size(); i-- > 0;) {
    const Frame& frame = frames_[i];
    const FunctionCode& code = frame.function->code;
    Spot spot = code.start;
    if (frame.pc != nullptr) spot = code.spots[static_cast<size_t>(frame.pc - code.words.data()) - 1];
    trace.push_back({code.name, {code.file, spot.line, spot.column}});
  }
  return trace;
}

void Machine::Clear(Value* first, Value* end) {
  while (end != first) {
    --end;
    if (end->tag_ == Value::Tag::kCursor) EndLoop(end[-1]);
    *end = Value();
  }
}

void Machine::Unwind(size_t base) {
  while (frames_.size() > base) {
    Frame frame = frames_.back();
    // The callee's slot keeps the function, and so its code, alive: it goes last.
    Clear(frame.result, frame.end);
    frames_.pop_back();
  }
  if (!frames_.empty()) top_ = frames_.back().end;
}

void Machine::PushFrame(Function& function, Value* result, Value* locals) {
  const FunctionCode& code = function.code;
  size_t size = code.local_names.size() + code.stack_size;
  if (frames_.size() >= kMaxCallDepth || static_cast<size_t>(stack_end_ - locals) < size) {
    throw EvalError("stack overflow");
  }
  frames_.push_back({&function, nullptr, locals, result, locals + size});
  top_ = locals + size;
}

bool Machine::Enter(const Site& site) {
  if (site.callee->is_kind(Kind::kFunction)) {
    EnterFunction(site);
    return true;
  }
  if (site.flags == 0) {
    return CallObject(
        site, CallArguments(site.arguments, site.positional, site.arguments + site.positional, site.named));
  }
  std::vector<Value> positional, named;
  CallArguments arguments = Spread(site, positional, named);
  return CallObject(site, arguments);
}

bool Machine::CallObject(const Site& site, const CallArguments& arguments) {
  Value result;
  if (site.callee->tag_ == Value::Tag::kMethod) {
    const Method* method = MethodOf(*site.callee);
    result = method->function(thread_, method->name, site.callee[1], arguments);
  } else if (site.callee->is_object() && site.callee->object()->can(capability::kCall)) {
    result = site.callee->object()->Call(thread_, arguments);
  } else {
    throw Error("invalid call of non-function (" + std::string(TypeName(*site.callee)) + ")");
  }
  Clear(site.callee, site.end);
  *site.callee = std::move(result);
  return false;
}

void Machine::EnterFunction(const Site& site) {
  Function& function = *static_cast<Function*>(site.callee->object());
  // Locals lie behind the arguments, which are released with them at the end.
  PushFrame(function, site.callee, site.end);
  Value* locals = site.end;
  if (site.flags == 0) {
    BindArguments(
        function,
        CallArguments(site.arguments, site.positional, site.arguments + site.positional, site.named), locals);
  } else {
    std::vector<Value> positional, named;
    // Faults in *args and **kwargs are the caller's: its frame is the innermost then.
    Frame frame = frames_.back();
    frames_.pop_back();
    CallArguments arguments = Spread(site, positional, named);
    frames_.push_back(frame);
    BindArguments(function, arguments, locals);
  }
  MakeCells(function.code, locals);
  frames_.back().pc = function.code.words.data();
}

CallArguments Machine::Spread(const Site& site, std::vector<Value>& positional, std::vector<Value>& named) {
  const Value* next = site.arguments;
  positional.assign(next, next + site.positional);
  next += site.positional;
  named.assign(next, next + 2 * site.named);
  next += 2 * site.named;
  if ((site.flags & kCallStar) != 0) {
    const Value& star = *next++;
    if (!IsIterable(star))
      throw Error("argument after * must be iterable, not " + std::string(TypeName(star)));
    std::vector<Value> more = Elements(star, "");
    positional.insert(positional.end(), more.begin(), more.end());
  }
  if ((site.flags & kCallStarStar) != 0) {
    if (!next->is_object() || !next->object()->can(capability::kItems)) {
      throw Error("argument after ** must be a mapping, not " + std::string(TypeName(*next)));
    }
    for (auto& [key, value] : next->object()->Items()) {
      if (!key.is_string()) throw Error("keywords must be strings, not " + std::string(TypeName(key)));
      named.push_back(std::move(key));
      named.push_back(std::move(value));
    }
  }
  return CallArguments(positional.data(), positional.size(), named.data(), named.size() / 2);
}

namespace {

std::string Plural(size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace

void Machine::BindArguments(const Function& function, const CallArguments& arguments, Value* locals) {
  const FunctionCode& code = function.code;
  auto fail = [&code](const std::string& problem) { throw Error("function " + code.name + " " + problem); };
  size_t parameters = code.positional_count + code.keyword_only_count;
  if (parameters == 0 && !code.has_star && !code.has_star_star) {
    size_t given = arguments.size() + arguments.named_size();
    if (given > 0) fail("accepts no arguments (" + std::to_string(given) + " given)");
    return;
  }
  size_t matched = arguments.size();
  if (matched > code.positional_count) {
    if (!code.has_star) {
      bool bounded = function.defaults.size() > code.keyword_only_count;
      fail("accepts " + std::string(bounded ? "at most " : "") +
           Plural(code.positional_count, "positional argument") + " (" + std::to_string(matched) + " given)");
    }
    matched = code.positional_count;
  }
  std::copy(arguments.begin(), arguments.begin() + matched, locals);
  if (code.has_star) {
    locals[parameters] = MakeRef<Tuple>(std::vector<Value>(arguments.begin() + matched, arguments.end()));
  }
  Ref<Dict> extra;
  if (code.has_star_star) {
    extra = MakeRef<Dict>();
    locals[parameters + (code.has_star ? 1 : 0)] = extra;
  }
  for (size_t i = 0; i < arguments.named_size(); ++i) {
    std::string_view name = arguments.name(i);
    size_t parameter = 0;
    while (parameter < parameters && code.local_names[parameter] != name) ++parameter;
    bool known = parameter < parameters;
    bool repeated =
        known ? locals[parameter].is_set() : extra && extra->Find(arguments.name_value(i)) != nullptr;
    if (repeated) fail("got multiple values for parameter \"" + std::string(name) + "\"");
    if (known) {
      locals[parameter] = arguments.named(i);
    } else if (extra) {
      extra->Set(arguments.name_value(i), arguments.named(i));
    } else {
      fail("got an unexpected keyword argument \"" + std::string(name) + "\"");
    }
  }
  std::string missing;
  size_t missing_count = 0;
  size_t first_default = parameters - function.defaults.size();
  for (size_t i = 0; i < parameters; ++i) {
    if (locals[i].is_set()) continue;
    if (i >= first_default) locals[i] = function.defaults[i - first_default];
    if (locals[i].is_set()) continue;
    missing += (missing_count++ == 0 ? "" : ", ") + code.local_names[i];
  }
  if (missing_count > 0) fail("missing " + Plural(missing_count, "argument") + " (" + missing + ")");
}

void Machine::MakeCells(const FunctionCode& code, Value* locals) {
  for (uint32_t index : code.cells) locals[index] = MakeRef<Cell>(std::move(locals[index]));
}

}  // namespace pkgrepo::starlark
