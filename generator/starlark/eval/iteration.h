// Loops on the machine's stack: two slots, the iterable and a cursor that counts its elements.
//
// The built-in sequences are walked by the cursor alone; any other iterable is replaced by a holder of its
// Iterator.

#ifndef PKGREPO_STARLARK_EVAL_ITERATION_H_
#define PKGREPO_STARLARK_EVAL_ITERATION_H_

#include "starlark/values/dict.h"
#include "starlark/values/list.h"
#include "starlark/values/range.h"

namespace pkgrepo::starlark {

class IteratorHolder final : public Object {
 public:
  explicit IteratorHolder(std::unique_ptr<Iterator> held) : iterator(std::move(held)) {}
  std::string_view TypeName() const override { return "iterator"; }

  std::unique_ptr<Iterator> iterator;
};

// Begins to walk over `slot`, which may be replaced. Throws "T value is not iterable".
void BeginLoop(Value& slot);
// Ends it; `slot` is still the iterable.
void EndLoop(const Value& slot);

// Sets `element`, an unset value, to the one at `cursor` and moves the cursor on; false at the end.
inline bool NextOfTable(const HashTable& table, int64_t& cursor, Value& element) {
  const std::vector<HashTable::Entry>& entries = table.entries();
  while (static_cast<size_t>(cursor) < entries.size()) {
    const HashTable::Entry& entry = entries[static_cast<size_t>(cursor++)];
    if (!entry.key.is_set()) continue;
    element = entry.key;
    return true;
  }
  return false;
}

inline bool NextOfLoop(Object& iterable, int64_t& cursor, Value& element) {
  switch (iterable.kind()) {
    case Kind::kRange: {
      const Range& range = static_cast<Range&>(iterable);
      if (cursor >= range.Length()) return false;
      element = Value::Int(range.at(cursor++));
      return true;
    }
    case Kind::kList: {
      const List& list = static_cast<List&>(iterable);
      if (static_cast<size_t>(cursor) >= list.size()) return false;
      element = list.at(static_cast<size_t>(cursor++));
      return true;
    }
    case Kind::kTuple: {
      const Tuple& tuple = static_cast<Tuple&>(iterable);
      if (static_cast<size_t>(cursor) >= tuple.size()) return false;
      element = tuple.at(static_cast<size_t>(cursor++));
      return true;
    }
    case Kind::kDict:
      return NextOfTable(static_cast<Dict&>(iterable).table(), cursor, element);
    case Kind::kSet:
      return NextOfTable(static_cast<Set&>(iterable).table(), cursor, element);
    default:
      return static_cast<IteratorHolder&>(iterable).iterator->Next(element);
  }
}

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_EVAL_ITERATION_H_
