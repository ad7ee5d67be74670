#include "starlark/values/struct.h"

#include "base/error.h"
#include "starlark/values/operations.h"

namespace pkgrepo::starlark {

Struct::Struct(bool is_module, std::string name, StringDict fields)
    : is_module_(is_module), name_(std::move(name)), fields_(std::move(fields)) {}

Ref<Struct> Struct::Make(StringDict fields) {
  return Ref<Struct>(new Struct(false, "struct", std::move(fields)));
}

Ref<Struct> Struct::MakeModule(std::string name, StringDict members) {
  return Ref<Struct>(new Struct(true, std::move(name), std::move(members)));
}

void Struct::Print(std::string& out, PrintStack& stack) const {
  if (is_module_) {
    out.append("<module \"").append(name_).append("\">");
    return;
  }
  out.append(name_).append("(");
  bool first = true;
  for (const auto& [name, value] : fields_) {
    if (!first) out += ", ";
    first = false;
    out.append(name).append(" = ");
    stack.Print(out, value);
  }
  out += ")";
}

uint32_t Struct::Hash() const {
  if (is_module_) throw Error("unhashable: module");
  uint32_t hash = 9059;
  for (const auto& [name, value] : fields_) hash = hash * 31 + (HashBytes(name) ^ starlark::Hash(value));
  return hash;
}

std::optional<bool> Struct::CompareSameType(CompareOp op, const Object& object, int depth) const {
  if (is_module_ || (op != CompareOp::kEqual && op != CompareOp::kNotEqual)) return std::nullopt;
  const Struct* other = Value(const_cast<Object*>(&object)).As<Struct>();
  bool equal = other != nullptr && fields_.size() == other->fields_.size();
  for (auto left = fields_.begin(); equal && left != fields_.end(); ++left) {
    auto right = other->fields_.find(left->first);
    equal = right != other->fields_.end() && Equal(left->second, right->second, depth - 1);
  }
  return equal == (op == CompareOp::kEqual);
}

void Struct::FreezeContents(Freezer& freezer) const {
  for (const auto& [name, value] : fields_) freezer.Add(value);
}

Value Struct::Attr(std::string_view name) {
  auto found = fields_.find(name);
  return found != fields_.end() ? found->second : Value();
}

std::vector<std::string> Struct::AttrNames() const {
  std::vector<std::string> names;
  for (const auto& [name, value] : fields_) names.push_back(name);
  return names;
}

}  // namespace pkgrepo::starlark
