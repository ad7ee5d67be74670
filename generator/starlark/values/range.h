// range(start, stop, step), and the views of a string that "elems" and "codepoints" return.

#ifndef PKGREPO_STARLARK_VALUES_RANGE_H_
#define PKGREPO_STARLARK_VALUES_RANGE_H_

#include "starlark/values/string.h"

namespace pkgrepo::starlark {

class Range final : public Object {
 public:
  static constexpr Kind kKind = Kind::kRange;

  // `step` is not 0.
  Range(int64_t start, int64_t stop, int64_t step);

  // The number at `index`, which is less than Length().
  int64_t at(int64_t index) const;

  std::string_view TypeName() const override { return "range"; }
  void Print(std::string& out, PrintStack& stack) const override;
  bool Truth() const override { return length_ > 0; }
  uint32_t Hash() const override;
  std::optional<bool> CompareSameType(CompareOp op, const Object& other, int depth) const override;
  int64_t Length() const override { return length_; }
  Value Index(int64_t index) override { return Value::Int(at(index)); }
  Value Slice(int64_t start, int64_t end, int64_t step) override;
  std::unique_ptr<Iterator> Iterate() override;
  // Whether an int of any size is among the numbers.
  bool Has(const Value& number) const;

 private:
  int64_t start_, stop_, step_, length_;
};

// A string seen as a sequence of one-byte strings, byte values, characters or character codes.
class StringIterable final : public Object {
 public:
  static constexpr Kind kKind = Kind::kStringIterable;
  enum class Unit { kElems, kElemOrds, kCodepoints, kCodepointOrds };

  StringIterable(Ref<String> string, Unit unit);

  std::string_view TypeName() const override;
  void Print(std::string& out, PrintStack& stack) const override;
  bool Truth() const override { return string_->size() > 0; }
  uint32_t Hash() const override;
  std::optional<bool> CompareSameType(CompareOp op, const Object& other, int depth) const override;
  std::unique_ptr<Iterator> Iterate() override;

 private:
  Ref<String> string_;
  Unit unit_;
};

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_VALUES_RANGE_H_
