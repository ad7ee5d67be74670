// x[i], x[i] = v and x[a:b:c].

#include <algorithm>

#include "base/error.h"
#include "starlark/values/big_int.h"
#include "starlark/values/operations.h"

namespace pkgrepo::starlark {

namespace {

// Indexes are 32-bit in the original, and larger ones are refused.
std::optional<int64_t> AsIndex(const Value& value) {
  std::optional<int64_t> index = AsInt64(value);
  if (index && (*index > INT32_MAX || *index < INT32_MIN)) return std::nullopt;
  return index;
}

// The position meant by `key` in a sequence of `length`.
int64_t CheckIndex(std::string_view type, const Value& key, int64_t length) {
  if (!IsInt(key)) {
    throw Error(std::string(type) + " index: got " + std::string(TypeName(key)) + ", want int");
  }
  std::optional<int64_t> index = AsIndex(key);
  if (!index) throw Error(std::string(type) + " index: " + Repr(key) + " out of range");
  int64_t position = *index < 0 ? *index + length : *index;
  if (position >= 0 && position < length) return position;
  const std::string message = "index " + Repr(key) + " out of range";
  if (length == 0) throw Error(message + ": empty " + std::string(type));
  throw Error(std::string(type) + ' ' + message + " [" + std::to_string(-length) + ":" +
              std::to_string(length - 1) + "]");
}

bool IsOmitted(const Value& operand) { return !operand.is_set() || operand.is_none(); }

int64_t SliceOperand(const Value& operand, std::string_view what) {
  std::optional<int64_t> index = AsIndex(operand);
  if (index) return *index;
  throw Error("invalid " + std::string(what) + ": got " + std::string(TypeName(operand)) + ", want int");
}

int64_t SliceStep(const Value& operand) {
  std::optional<int64_t> step = AsIndex(operand);
  if (step) return *step;
  throw Error("got " + std::string(TypeName(operand)) + " for slice step, want int");
}

int64_t FromEnd(int64_t index, int64_t length) { return index < 0 ? index + length : index; }

}  // namespace

Value GetIndex(const Value& object, const Value& key) {
  if (object.is_object()) {
    Object* container = object.object();
    if (container->can(capability::kMapping)) {
      Value value = container->Get(key);
      if (!value.is_set()) throw Error("key " + Repr(key) + " not in " + std::string(container->TypeName()));
      return value;
    }
    if (container->can(capability::kIndex)) {
      return container->Index(CheckIndex(container->TypeName(), key, container->Length()));
    }
  }
  throw Error("unhandled index operation " + std::string(TypeName(object)) + "[" +
              std::string(TypeName(key)) + "]");
}

void SetIndex(const Value& object, const Value& key, const Value& value) {
  if (object.is_object()) {
    Object* container = object.object();
    if (container->can(capability::kSetKey)) return container->SetKey(key, value);
    if (container->can(capability::kSetIndex)) {
      return container->SetIndex(CheckIndex(container->TypeName(), key, container->Length()), value);
    }
  }
  throw Error(std::string(TypeName(object)) + " value does not support item assignment");
}

Value GetSlice(const Value& object, const Value& start_operand, const Value& end_operand,
               const Value& step_operand) {
  if (!object.is_object() || !object.object()->can(capability::kSlice)) {
    throw Error("invalid slice operand " + std::string(TypeName(object)));
  }
  int64_t length = object.object()->Length();
  int64_t step = IsOmitted(step_operand) ? 1 : SliceStep(step_operand);
  if (step == 0) throw Error("zero is not a valid slice step");
  // Walking backwards, positions are one lower: from the last element down to the one before the first.
  int64_t low = step > 0 ? 0 : -1;
  int64_t high = step > 0 ? length : length - 1;
  int64_t start = step > 0 ? low : high;
  int64_t end = step > 0 ? high : low;
  if (!IsOmitted(start_operand)) {
    start = std::clamp(FromEnd(SliceOperand(start_operand, "start index"), length), low, high);
  }
  if (!IsOmitted(end_operand)) {
    end = std::clamp(FromEnd(SliceOperand(end_operand, "end index"), length), low, high);
  }
  if (step > 0 ? start > end : start < end) end = start;
  return object.object()->Slice(start, end, step);
}

}  // namespace pkgrepo::starlark
