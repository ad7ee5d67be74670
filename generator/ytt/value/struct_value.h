// ytt's struct: named values in the order given, read as s.name or s["name"]. data.values is one, and so are
// the values that modules hand out (an address, a URL, an assertion), which differ in their type name only.
//
//   auto point = MakeRef<StructValue>(StructValue::Fields{{"x", Value::Int(1)}, {"y", Value::Int(2)}});
//
// It is a mapping and iterates over its names; it prints as "struct(...)", is compared by identity and cannot
// be hashed.

#ifndef PKGREPO_YTT_VALUE_STRUCT_VALUE_H_
#define PKGREPO_YTT_VALUE_STRUCT_VALUE_H_

#include <string>
#include <utility>
#include <vector>

#include "starlark/values/value.h"

namespace pkgrepo::ytt {

class StructValue final : public starlark::Container {
 public:
  static constexpr std::string_view kTypeName = "struct";
  using Fields = std::vector<std::pair<std::string, starlark::Value>>;

  // Names are unique.
  explicit StructValue(Fields fields);
  // With a type of its own ("@ytt:url.value") that YAML cannot hold: `refusal` says why when somebody tries.
  StructValue(std::string type_name, std::string refusal, Fields fields);

  const Fields& fields() const { return fields_; }
  // Empty if the struct can become YAML.
  const std::string& refusal() const { return refusal_; }

  std::string_view TypeName() const override { return type_name_; }
  void Print(std::string& out, starlark::PrintStack& stack) const override;
  bool Truth() const override { return !fields_.empty(); }
  uint32_t Hash() const override;
  void FreezeContents(starlark::Freezer& freezer) const override;
  starlark::Value Attr(std::string_view name) override;
  std::vector<std::string> AttrNames() const override;
  int64_t Length() const override { return static_cast<int64_t>(fields_.size()); }
  starlark::Value Get(const starlark::Value& key) override;
  std::vector<std::pair<starlark::Value, starlark::Value>> Items() override;
  std::unique_ptr<starlark::Iterator> Iterate() override;
  void DropReferences() override { fields_.clear(); }

 private:
  std::string type_name_;
  std::string refusal_;
  Fields fields_;
};

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_VALUE_STRUCT_VALUE_H_
