#include "starlark/values/hash_table.h"

#include "starlark/values/operations.h"
#include "starlark/values/string.h"

namespace pkgrepo::starlark {

namespace {

// Small tables are searched without an index.
constexpr size_t kUnindexedSize = 8;
constexpr size_t kNoSlot = static_cast<size_t>(-1);

bool SameKey(const Value& left, const Value& right) {
  if (left.is_string() && right.is_string()) {
    return left.object() == right.object() || left.as_string() == right.as_string();
  }
  if (left.is_small_int() && right.is_small_int()) return left.as_int() == right.as_int();
  return Equal(left, right);
}

}  // namespace

uint32_t HashTable::Locate(const Value& key, uint32_t hash, size_t& slot) const {
  if (index_.empty()) {
    slot = kNoSlot;
    for (size_t i = 0; i < entries_.size(); ++i) {
      const Entry& entry = entries_[i];
      if (entry.hash == hash && entry.key.is_set() && SameKey(entry.key, key))
        return static_cast<uint32_t>(i);
    }
    return kEmpty;
  }
  size_t mask = index_.size() - 1;
  for (slot = hash & mask;; slot = (slot + 1) & mask) {
    uint32_t position = index_[slot];
    if (position == kEmpty) return kEmpty;
    const Entry& entry = entries_[position];
    if (entry.hash == hash && entry.key.is_set() && SameKey(entry.key, key)) return position;
  }
}

Value* HashTable::Find(const Value& key) {
  uint32_t hash = Hash(key);
  if (live_ == 0) return nullptr;
  size_t slot;
  uint32_t position = Locate(key, hash, slot);
  return position == kEmpty ? nullptr : &entries_[position].value;
}

bool HashTable::Insert(const Value& key, Value value) {
  uint32_t hash = Hash(key);
  size_t slot;
  uint32_t position = Locate(key, hash, slot);
  if (position != kEmpty) {
    entries_[position].value = std::move(value);
    return false;
  }
  bool full =
      index_.empty() ? entries_.size() >= kUnindexedSize : 4 * (entries_.size() + 1) > 3 * index_.size();
  if (full) {
    Rebuild(2 * (live_ + 1));
    Locate(key, hash, slot);
  }
  if (slot != kNoSlot) index_[slot] = static_cast<uint32_t>(entries_.size());
  entries_.push_back({key, std::move(value), hash});
  ++live_;
  return true;
}

Value HashTable::Remove(const Value& key) {
  uint32_t hash = Hash(key);
  size_t slot;
  uint32_t position = Locate(key, hash, slot);
  if (position == kEmpty) return Value();
  Entry& entry = entries_[position];
  Value removed_key = std::move(entry.key);
  Value removed = std::move(entry.value);
  if (--live_ == 0) Clear();
  return removed;
}

void HashTable::Clear() {
  std::vector<Entry> dropped;
  dropped.swap(entries_);
  index_.clear();
  live_ = 0;
}

void HashTable::Reserve(size_t size) {
  if (size > live_) Rebuild(size);
}

void HashTable::Rebuild(size_t capacity) {
  std::vector<Entry> kept;
  kept.reserve(capacity);
  for (Entry& entry : entries_) {
    if (entry.key.is_set()) kept.push_back(std::move(entry));
  }
  entries_.swap(kept);
  index_.clear();
  if (capacity <= kUnindexedSize) return;
  size_t slots = 2 * kUnindexedSize;
  while (3 * slots < 4 * (capacity + 1)) slots *= 2;
  index_.assign(slots, kEmpty);
  for (size_t i = 0; i < entries_.size(); ++i) {
    size_t slot = entries_[i].hash & (slots - 1);
    while (index_[slot] != kEmpty) slot = (slot + 1) & (slots - 1);
    index_[slot] = static_cast<uint32_t>(i);
  }
}

}  // namespace pkgrepo::starlark
