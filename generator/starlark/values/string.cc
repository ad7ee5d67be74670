#include "starlark/values/string.h"

#include <cstring>
#include <new>

#include "base/error.h"
#include "go/quote.h"
#include "starlark/values/operations.h"
#include "starlark/values/string_methods.h"

namespace pkgrepo::starlark {

Value Value::String(std::string_view bytes) { return Value(starlark::String::Make(bytes)); }

String::String(size_t size)
    : Object(Kind::kString,
             capability::kAttributes | capability::kLength | capability::kIndex | capability::kSlice),
      size_(size) {}

Ref<String> String::Concatenate(std::string_view left, std::string_view right) {
  void* memory = ::operator new(sizeof(String) + left.size() + right.size());
  String* string = new (memory) String(left.size() + right.size());
  char* bytes = reinterpret_cast<char*>(string + 1);
  if (!left.empty()) std::memcpy(bytes, left.data(), left.size());
  if (!right.empty()) std::memcpy(bytes + left.size(), right.data(), right.size());
  return Ref<String>(string);
}

void String::operator delete(void* memory) { ::operator delete(memory); }

uint32_t String::ComputeHash() const {
  uint32_t hash = HashBytes(view());
  hash_ = hash != 0 ? hash : 1;
  return hash_;
}

void String::Print(std::string& out, PrintStack&) const { go::AppendQuoted(out, view()); }

Value String::Index(int64_t index) { return Value::String(view().substr(static_cast<size_t>(index), 1)); }

Value String::Slice(int64_t start, int64_t end, int64_t step) {
  if (step == 1)
    return Value::String(view().substr(static_cast<size_t>(start), static_cast<size_t>(end - start)));
  std::string result;
  for (int64_t i = start; step > 0 ? i < end : i > end; i += step) result += data()[i];
  return Value::String(result);
}

Value String::Attr(std::string_view name) { return BindMethod(StringMethods(), name, Value(this)); }

std::vector<std::string> String::AttrNames() const { return MethodNames(StringMethods()); }

std::optional<bool> String::CompareSameType(CompareOp op, const Object& other, int) const {
  return CompareOrder(op, view().compare(static_cast<const String&>(other).view()));
}

}  // namespace pkgrepo::starlark
