#include "starlark/eval/iteration.h"

#include "base/error.h"
#include "starlark/values/operations.h"

namespace pkgrepo::starlark {

void BeginLoop(Value& slot) {
  if (!IsIterable(slot)) throw Error(std::string(TypeName(slot)) + " value is not iterable");
  switch (slot.object()->kind()) {
    case Kind::kList:
      return static_cast<List*>(slot.object())->BeginIteration();
    case Kind::kDict:
      return static_cast<Dict*>(slot.object())->BeginIteration();
    case Kind::kSet:
      return static_cast<Set*>(slot.object())->BeginIteration();
    case Kind::kTuple:
    case Kind::kRange:
      return;
    default:
      slot = MakeRef<IteratorHolder>(slot.object()->Iterate());
  }
}

void EndLoop(const Value& slot) {
  switch (slot.object()->kind()) {
    case Kind::kList:
      return static_cast<List*>(slot.object())->EndIteration();
    case Kind::kDict:
      return static_cast<Dict*>(slot.object())->EndIteration();
    case Kind::kSet:
      return static_cast<Set*>(slot.object())->EndIteration();
    default:
      return;
  }
}

}  // namespace pkgrepo::starlark
