// The dict and the set. Both keep the order of insertion.

#ifndef PKGREPO_STARLARK_VALUES_DICT_H_
#define PKGREPO_STARLARK_VALUES_DICT_H_

#include "starlark/values/hash_table.h"

namespace pkgrepo::starlark {

class Dict final : public Container {
 public:
  static constexpr Kind kKind = Kind::kDict;

  Dict();

  size_t size() const { return table_.size(); }
  const HashTable& table() const { return table_; }
  // The value of `key`, or null.
  const Value* Find(const Value& key) const { return table_.Find(key); }
  const Value* Find(std::string_view key) const { return table_.Find(Value::String(key)); }

  // The table for changing it. Throws "cannot <verb> frozen hash table" or "cannot <verb> hash table during
  // iteration".
  HashTable& Mutate(std::string_view verb);
  void Set(const Value& key, Value value) { Mutate("insert into").Insert(key, std::move(value)); }
  void Set(std::string_view key, Value value) { Set(Value::String(key), std::move(value)); }

  void BeginIteration() { ++iterators_; }
  void EndIteration() { --iterators_; }

  std::string_view TypeName() const override { return "dict"; }
  void Print(std::string& out, PrintStack& stack) const override;
  bool Truth() const override { return size() > 0; }
  std::optional<bool> CompareSameType(CompareOp op, const Object& other, int depth) const override;
  void FreezeContents(Freezer& freezer) const override;
  int64_t Length() const override { return static_cast<int64_t>(size()); }
  Value Get(const Value& key) override;
  void SetKey(const Value& key, const Value& value) override { Set(key, value); }
  std::vector<std::pair<Value, Value>> Items() override;
  std::unique_ptr<Iterator> Iterate() override;
  Value Attr(std::string_view name) override;
  std::vector<std::string> AttrNames() const override;
  void DropReferences() override { table_.Clear(); }

 private:
  HashTable table_;
  int iterators_ = 0;
};

class Set final : public Container {
 public:
  static constexpr Kind kKind = Kind::kSet;

  Set();

  size_t size() const { return table_.size(); }
  const HashTable& table() const { return table_; }
  bool Has(const Value& element) const { return table_.Find(element) != nullptr; }

  // As Dict::Mutate().
  HashTable& Mutate(std::string_view verb);
  void Insert(const Value& element) { Mutate("insert into").Insert(element, Value::None()); }

  void BeginIteration() { ++iterators_; }
  void EndIteration() { --iterators_; }

  std::string_view TypeName() const override { return "set"; }
  void Print(std::string& out, PrintStack& stack) const override;
  bool Truth() const override { return size() > 0; }
  std::optional<bool> CompareSameType(CompareOp op, const Object& other, int depth) const override;
  void FreezeContents(Freezer& freezer) const override;
  int64_t Length() const override { return static_cast<int64_t>(size()); }
  std::unique_ptr<Iterator> Iterate() override;
  Value Attr(std::string_view name) override;
  std::vector<std::string> AttrNames() const override;
  void DropReferences() override { table_.Clear(); }

 private:
  HashTable table_;
  int iterators_ = 0;
};

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_VALUES_DICT_H_
