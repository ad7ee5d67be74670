// The insertion-ordered hash table under dict and set.
//
// Removed entries leave an unset key behind until the next rebuild, so positions of entries are stable while
// nothing is inserted.

#ifndef PKGREPO_STARLARK_VALUES_HASH_TABLE_H_
#define PKGREPO_STARLARK_VALUES_HASH_TABLE_H_

#include "starlark/values/value.h"

namespace pkgrepo::starlark {

class HashTable {
 public:
  struct Entry {
    Value key;  // unset: removed
    Value value;
    uint32_t hash;
  };

  size_t size() const { return live_; }
  // In order of insertion, including removed ones.
  const std::vector<Entry>& entries() const { return entries_; }

  // All throw "unhashable type: …" for keys that cannot be hashed.
  Value* Find(const Value& key);
  const Value* Find(const Value& key) const { return const_cast<HashTable*>(this)->Find(key); }
  // Sets the value of `key`; a new key goes to the end. Returns whether it is new.
  bool Insert(const Value& key, Value value);
  // Removes the entry and returns its value; unset when there was none.
  Value Remove(const Value& key);
  void Clear();
  void Reserve(size_t size);

 private:
  static constexpr uint32_t kEmpty = 0xFFFFFFFF;

  // The entry's number, or kEmpty. `slot` receives where in index_ it is, or where it would go.
  uint32_t Locate(const Value& key, uint32_t hash, size_t& slot) const;
  void Rebuild(size_t capacity);

  std::vector<Entry> entries_;
  std::vector<uint32_t>
      index_;  // power-of-two table of positions in entries_; empty while there are few entries
  size_t live_ = 0;
};

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_VALUES_HASH_TABLE_H_
