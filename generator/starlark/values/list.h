// The mutable list and the immutable tuple.

#ifndef PKGREPO_STARLARK_VALUES_LIST_H_
#define PKGREPO_STARLARK_VALUES_LIST_H_

#include "starlark/values/value.h"

namespace pkgrepo::starlark {

class List final : public Container {
 public:
  static constexpr Kind kKind = Kind::kList;

  explicit List(std::vector<Value> elements = {});

  size_t size() const { return elements_.size(); }
  const Value& at(size_t index) const { return elements_[index]; }
  const std::vector<Value>& elements() const { return elements_; }

  // The elements for changing them. Throws "cannot <verb> frozen list" or "cannot <verb> list during
  // iteration".
  std::vector<Value>& Mutate(std::string_view verb);
  void Append(Value value) { Mutate("append to").push_back(std::move(value)); }

  // Bracket an iteration; changes are refused in between.
  void BeginIteration() { ++iterators_; }
  void EndIteration() { --iterators_; }

  std::string_view TypeName() const override { return "list"; }
  void Print(std::string& out, PrintStack& stack) const override;
  bool Truth() const override { return !elements_.empty(); }
  std::optional<bool> CompareSameType(CompareOp op, const Object& other, int depth) const override;
  void FreezeContents(Freezer& freezer) const override;
  int64_t Length() const override { return static_cast<int64_t>(elements_.size()); }
  Value Index(int64_t index) override { return elements_[static_cast<size_t>(index)]; }
  void SetIndex(int64_t index, const Value& value) override;
  Value Slice(int64_t start, int64_t end, int64_t step) override;
  std::unique_ptr<Iterator> Iterate() override;
  Value Attr(std::string_view name) override;
  std::vector<std::string> AttrNames() const override;
  void DropReferences() override;

 private:
  std::vector<Value> elements_;
  int iterators_ = 0;
};

class Tuple final : public Container {
 public:
  static constexpr Kind kKind = Kind::kTuple;

  explicit Tuple(std::vector<Value> elements = {});

  size_t size() const { return elements_.size(); }
  const Value& at(size_t index) const { return elements_[index]; }
  const std::vector<Value>& elements() const { return elements_; }

  std::string_view TypeName() const override { return "tuple"; }
  void Print(std::string& out, PrintStack& stack) const override;
  bool Truth() const override { return !elements_.empty(); }
  uint32_t Hash() const override;
  std::optional<bool> CompareSameType(CompareOp op, const Object& other, int depth) const override;
  void FreezeContents(Freezer& freezer) const override;
  int64_t Length() const override { return static_cast<int64_t>(elements_.size()); }
  Value Index(int64_t index) override { return elements_[static_cast<size_t>(index)]; }
  Value Slice(int64_t start, int64_t end, int64_t step) override;
  std::unique_ptr<Iterator> Iterate() override;
  void DropReferences() override;

 private:
  std::vector<Value> elements_;
  mutable uint32_t hash_ = 0;  // 0: not computed yet
};

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_VALUES_LIST_H_
