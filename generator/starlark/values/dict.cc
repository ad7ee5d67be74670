#include "starlark/values/dict.h"

#include "base/error.h"
#include "starlark/values/container_methods.h"
#include "starlark/values/operations.h"

namespace pkgrepo::starlark {

namespace {

template <typename Table>
class KeyIterator final : public Iterator {
 public:
  explicit KeyIterator(Ref<Table> table) : table_(std::move(table)) { table_->BeginIteration(); }
  ~KeyIterator() override { table_->EndIteration(); }
  bool Next(Value& element) override {
    const std::vector<HashTable::Entry>& entries = table_->table().entries();
    while (next_ < entries.size()) {
      const HashTable::Entry& entry = entries[next_++];
      if (!entry.key.is_set()) continue;
      element = entry.key;
      return true;
    }
    return false;
  }

 private:
  Ref<Table> table_;
  size_t next_ = 0;
};

void CheckMutable(bool frozen, int iterators, std::string_view verb) {
  if (frozen) throw Error("cannot " + std::string(verb) + " frozen hash table");
  if (iterators > 0) throw Error("cannot " + std::string(verb) + " hash table during iteration");
}

void FreezeTable(const HashTable& table, Freezer& freezer) {
  for (const HashTable::Entry& entry : table.entries()) {
    freezer.Add(entry.key);
    freezer.Add(entry.value);
  }
}

bool EqualDicts(const Dict& left, const Dict& right, int depth) {
  if (left.size() != right.size()) return false;
  for (const HashTable::Entry& entry : left.table().entries()) {
    if (!entry.key.is_set()) continue;
    const Value* other = right.Find(entry.key);
    if (other == nullptr || !Equal(entry.value, *other, depth - 1)) return false;
  }
  return true;
}

bool EqualSets(const Set& left, const Set& right) {
  if (left.size() != right.size()) return false;
  for (const HashTable::Entry& entry : left.table().entries()) {
    if (entry.key.is_set() && !right.Has(entry.key)) return false;
  }
  return true;
}

}  // namespace

Dict::Dict()
    : Container(Kind::kDict, capability::kSequence | capability::kMapping | capability::kSetKey |
                                 capability::kItems | capability::kAttributes) {}

HashTable& Dict::Mutate(std::string_view verb) {
  CheckMutable(frozen(), iterators_, verb);
  return table_;
}

void Dict::Print(std::string& out, PrintStack& stack) const {
  out += "{";
  bool first = true;
  for (const HashTable::Entry& entry : table_.entries()) {
    if (!entry.key.is_set()) continue;
    if (!first) out += ", ";
    first = false;
    stack.Print(out, entry.key);
    out += ": ";
    stack.Print(out, entry.value);
  }
  out += "}";
}

std::optional<bool> Dict::CompareSameType(CompareOp op, const Object& other, int depth) const {
  if (op != CompareOp::kEqual && op != CompareOp::kNotEqual) return std::nullopt;
  return EqualDicts(*this, static_cast<const Dict&>(other), depth) == (op == CompareOp::kEqual);
}

void Dict::FreezeContents(Freezer& freezer) const { FreezeTable(table_, freezer); }

Value Dict::Get(const Value& key) {
  const Value* value = table_.Find(key);
  return value != nullptr ? *value : Value();
}

std::vector<std::pair<Value, Value>> Dict::Items() {
  std::vector<std::pair<Value, Value>> items;
  items.reserve(size());
  for (const HashTable::Entry& entry : table_.entries()) {
    if (entry.key.is_set()) items.emplace_back(entry.key, entry.value);
  }
  return items;
}

std::unique_ptr<Iterator> Dict::Iterate() { return std::make_unique<KeyIterator<Dict>>(Ref<Dict>(this)); }

Value Dict::Attr(std::string_view name) { return BindMethod(DictMethods(), name, Value(this)); }

std::vector<std::string> Dict::AttrNames() const { return MethodNames(DictMethods()); }

Set::Set() : Container(Kind::kSet, capability::kSequence | capability::kAttributes) {}

HashTable& Set::Mutate(std::string_view verb) {
  CheckMutable(frozen(), iterators_, verb);
  return table_;
}

void Set::Print(std::string& out, PrintStack& stack) const {
  out += "set([";
  bool first = true;
  for (const HashTable::Entry& entry : table_.entries()) {
    if (!entry.key.is_set()) continue;
    if (!first) out += ", ";
    first = false;
    stack.Print(out, entry.key);
  }
  out += "])";
}

std::optional<bool> Set::CompareSameType(CompareOp op, const Object& other, int) const {
  if (op != CompareOp::kEqual && op != CompareOp::kNotEqual) return std::nullopt;
  return EqualSets(*this, static_cast<const Set&>(other)) == (op == CompareOp::kEqual);
}

void Set::FreezeContents(Freezer& freezer) const { FreezeTable(table_, freezer); }

std::unique_ptr<Iterator> Set::Iterate() { return std::make_unique<KeyIterator<Set>>(Ref<Set>(this)); }

Value Set::Attr(std::string_view name) { return BindMethod(SetMethods(), name, Value(this)); }

std::vector<std::string> Set::AttrNames() const { return MethodNames(SetMethods()); }

}  // namespace pkgrepo::starlark
