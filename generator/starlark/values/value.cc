#include "starlark/values/value.h"

#include <algorithm>
#include <new>

#include "base/error.h"
#include "go/quote.h"
#include "starlark/values/operations.h"
#include "starlark/values/string.h"

namespace pkgrepo::starlark {

namespace {

// Deep enough for any real document; the native stack holds about ten times as much.
constexpr size_t kMaxPrintDepth = 5000;

// Destruction of long chains (a list in a list in a list …) must not exhaust the native stack: beyond this
// depth objects wait in a queue.
constexpr int kMaxDestroyDepth = 100;
constinit thread_local int destroy_depth = 0;
constinit thread_local std::vector<Object*>* destroy_queue = nullptr;

[[noreturn]] void Unsupported(const Object& object, std::string_view operation) {
  throw Error("unhandled " + std::string(operation) + " operation " + std::string(object.TypeName()));
}

}  // namespace

void Object::Destroy(Object* object) {
  if (destroy_depth > kMaxDestroyDepth) {
    try {
      if (destroy_queue == nullptr) destroy_queue = new std::vector<Object*>;
      destroy_queue->push_back(object);
    } catch (const std::bad_alloc&) {
      // What cannot wait is left: there is no memory, and so there will soon be no process.
    }
    return;
  }
  ++destroy_depth;
  delete object;
  if (destroy_depth == 1 && destroy_queue != nullptr) {
    while (!destroy_queue->empty()) {
      Object* next = destroy_queue->back();
      destroy_queue->pop_back();
      delete next;
    }
    delete destroy_queue;
    destroy_queue = nullptr;
  }
  --destroy_depth;
}

void Object::Print(std::string& out, PrintStack&) const { out.append("<").append(TypeName()).append(">"); }

uint32_t Object::Hash() const { throw Error("unhashable type: " + std::string(TypeName())); }

std::optional<bool> Object::CompareSameType(CompareOp, const Object&, int) const { return std::nullopt; }

void Object::FreezeContents(Freezer&) const {}

Value Object::Attr(std::string_view) { return Value(); }

bool Object::SetField(std::string_view, const Value&) { return false; }

Value Object::Index(int64_t) { Unsupported(*this, "index"); }

void Object::SetIndex(int64_t, const Value&) { Unsupported(*this, "index assignment"); }

Value Object::Slice(int64_t, int64_t, int64_t) { Unsupported(*this, "slice"); }

Value Object::Get(const Value&) { return Value(); }

void Object::SetKey(const Value&, const Value&) { Unsupported(*this, "key assignment"); }

std::vector<std::pair<Value, Value>> Object::Items() { return {}; }

std::unique_ptr<Iterator> Object::Iterate() { return nullptr; }

Value Object::Binary(BinaryOp, const Value&, bool) { return Value(); }

Value Object::Call(Thread&, const CallArguments&) { Unsupported(*this, "call"); }

void Freezer::Add(const Object& object) {
  if (object.frozen_) return;
  object.frozen_ = true;
  pending_.push_back(&object);
}

void Freezer::Run() {
  while (!pending_.empty()) {
    const Object* object = pending_.back();
    pending_.pop_back();
    object->FreezeContents(*this);
  }
}

void PrintStack::Print(std::string& out, const Value& value) {
  if (!value.is_object()) {
    out += Repr(value);
    return;
  }
  if (value.is_string()) {
    go::AppendQuoted(out, value.as_string());
    return;
  }
  bool is_list = value.is_kind(Kind::kList);
  if ((is_list || value.is_kind(Kind::kDict)) && Contains(value.object())) {
    out += is_list ? "[...]" : "{...}";
    return;
  }
  if (objects_.size() >= kMaxPrintDepth) throw Error("value is nested too deeply to be printed");
  objects_.push_back(value.object());
  value.object()->Print(out, *this);
  objects_.pop_back();
}

bool PrintStack::Contains(const Object* object) const {
  return std::find(objects_.begin(), objects_.end(), object) != objects_.end();
}

}  // namespace pkgrepo::starlark
