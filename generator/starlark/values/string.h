// The string type: an immutable sequence of bytes, stored behind its header in one allocation.

#ifndef PKGREPO_STARLARK_VALUES_STRING_H_
#define PKGREPO_STARLARK_VALUES_STRING_H_

#include "starlark/values/value.h"

namespace pkgrepo::starlark {

class String final : public Object {
 public:
  static constexpr Kind kKind = Kind::kString;

  static Ref<String> Make(std::string_view bytes) { return Concatenate(bytes, {}); }
  static Ref<String> Concatenate(std::string_view left, std::string_view right);

  std::string_view view() const { return {data(), size_}; }
  const char* data() const { return reinterpret_cast<const char*>(this + 1); }
  size_t size() const { return size_; }
  // Computed once, never 0.
  uint32_t hash() const { return hash_ != 0 ? hash_ : ComputeHash(); }

  std::string_view TypeName() const override { return "string"; }
  void Print(std::string& out, PrintStack& stack) const override;
  bool Truth() const override { return size_ > 0; }
  uint32_t Hash() const override { return hash(); }
  int64_t Length() const override { return static_cast<int64_t>(size_); }
  Value Index(int64_t index) override;
  Value Slice(int64_t start, int64_t end, int64_t step) override;
  std::optional<bool> CompareSameType(CompareOp op, const Object& other, int depth) const override;
  Value Attr(std::string_view name) override;
  std::vector<std::string> AttrNames() const override;

  static void operator delete(void* memory);

 private:
  explicit String(size_t size);
  uint32_t ComputeHash() const;

  mutable uint32_t hash_ = 0;
  size_t size_;
};

inline std::string_view Value::as_string() const { return static_cast<const class String*>(object_)->view(); }

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_VALUES_STRING_H_
