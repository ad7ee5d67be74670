// A struct: named fields, printed as name(a = 1, b = 2); and a module: the same, printed as <module "name">.
//
//   const Value equals = MakeBuiltin("assert.equals", AssertEquals);
//   Ref<Struct> assert = Struct::MakeModule("assert", {{"equals", equals}});

#ifndef PKGREPO_STARLARK_VALUES_STRUCT_H_
#define PKGREPO_STARLARK_VALUES_STRUCT_H_

#include <map>

#include "starlark/values/value.h"

namespace pkgrepo::starlark {

// Names and their values, sorted by name: globals of a module, predeclared names, fields.
using StringDict = std::map<std::string, Value, std::less<>>;

class Struct final : public Container {
 public:
  // A value as the `struct` builtin of starlark-go makes it: compared field by field.
  static Ref<Struct> Make(StringDict fields);
  // A module: compared by identity.
  static Ref<Struct> MakeModule(std::string name, StringDict members);

  const StringDict& fields() const { return fields_; }

  std::string_view TypeName() const override { return is_module_ ? "module" : "struct"; }
  void Print(std::string& out, PrintStack& stack) const override;
  uint32_t Hash() const override;
  std::optional<bool> CompareSameType(CompareOp op, const Object& other, int depth) const override;
  void FreezeContents(Freezer& freezer) const override;
  Value Attr(std::string_view name) override;
  std::vector<std::string> AttrNames() const override;
  void DropReferences() override { fields_.clear(); }

 private:
  Struct(bool is_module, std::string name, StringDict fields);

  bool is_module_;
  std::string name_;
  StringDict fields_;
};

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_VALUES_STRUCT_H_
