#include "starlark/values/list.h"

#include "base/error.h"
#include "starlark/values/container_methods.h"
#include "starlark/values/operations.h"

namespace pkgrepo::starlark {

namespace {

constexpr unsigned kListCapabilities = capability::kSequence | capability::kIndex | capability::kSlice;

template <typename Sequence>
class SequenceIterator final : public Iterator {
 public:
  explicit SequenceIterator(Ref<Sequence> sequence) : sequence_(std::move(sequence)) {
    if constexpr (std::is_same_v<Sequence, List>) sequence_->BeginIteration();
  }
  ~SequenceIterator() override {
    if constexpr (std::is_same_v<Sequence, List>) sequence_->EndIteration();
  }
  bool Next(Value& element) override {
    if (next_ >= sequence_->size()) return false;
    element = sequence_->at(next_++);
    return true;
  }

 private:
  Ref<Sequence> sequence_;
  size_t next_ = 0;
};

std::vector<Value> SliceElements(const std::vector<Value>& elements, int64_t start, int64_t end,
                                 int64_t step) {
  std::vector<Value> result;
  for (int64_t i = start; step > 0 ? i < end : i > end; i += step)
    result.push_back(elements[static_cast<size_t>(i)]);
  return result;
}

void PrintElements(std::string& out, PrintStack& stack, const std::vector<Value>& elements) {
  bool first = true;
  for (const Value& element : elements) {
    if (!first) out += ", ";
    first = false;
    stack.Print(out, element);
  }
}

// Lexicographic, as in Python.
bool CompareElements(CompareOp op, const std::vector<Value>& left, const std::vector<Value>& right,
                     int depth) {
  if (left.size() != right.size()) {
    if (op == CompareOp::kEqual) return false;
    if (op == CompareOp::kNotEqual) return true;
  }
  for (size_t i = 0; i < left.size() && i < right.size(); ++i) {
    if (Equal(left[i], right[i], depth - 1)) continue;
    if (op == CompareOp::kEqual) return false;
    if (op == CompareOp::kNotEqual) return true;
    return Compare(op, left[i], right[i], depth - 1);
  }
  return CompareOrder(op, left.size() < right.size() ? -1 : left.size() > right.size() ? 1 : 0);
}

}  // namespace

List::List(std::vector<Value> elements)
    : Container(Kind::kList, kListCapabilities | capability::kSetIndex | capability::kAttributes),
      elements_(std::move(elements)) {}

std::vector<Value>& List::Mutate(std::string_view verb) {
  if (frozen()) throw Error("cannot " + std::string(verb) + " frozen list");
  if (iterators_ > 0) throw Error("cannot " + std::string(verb) + " list during iteration");
  return elements_;
}

void List::Print(std::string& out, PrintStack& stack) const {
  out += "[";
  PrintElements(out, stack, elements_);
  out += "]";
}

std::optional<bool> List::CompareSameType(CompareOp op, const Object& other, int depth) const {
  return CompareElements(op, elements_, static_cast<const List&>(other).elements_, depth);
}

void List::FreezeContents(Freezer& freezer) const {
  for (const Value& element : elements_) freezer.Add(element);
}

void List::SetIndex(int64_t index, const Value& value) {
  Mutate("assign to element of")[static_cast<size_t>(index)] = value;
}

Value List::Slice(int64_t start, int64_t end, int64_t step) {
  return MakeRef<List>(SliceElements(elements_, start, end, step));
}

std::unique_ptr<Iterator> List::Iterate() {
  return std::make_unique<SequenceIterator<List>>(Ref<List>(this));
}

Value List::Attr(std::string_view name) { return BindMethod(ListMethods(), name, Value(this)); }

std::vector<std::string> List::AttrNames() const { return MethodNames(ListMethods()); }

void List::DropReferences() {
  std::vector<Value> dropped;
  dropped.swap(elements_);
}

Tuple::Tuple(std::vector<Value> elements)
    : Container(Kind::kTuple, kListCapabilities), elements_(std::move(elements)) {}

void Tuple::Print(std::string& out, PrintStack& stack) const {
  out += "(";
  PrintElements(out, stack, elements_);
  out += elements_.size() == 1 ? ",)" : ")";
}

// Each tuple once and without recursion: tuples may be nested without bounds, and share what they hold.
uint32_t Tuple::Hash() const {
  struct Level {
    const Tuple* tuple;
    size_t next = 0;
    uint32_t hash = 0x345678;
    uint32_t factor = 1000003;
  };
  std::vector<Level> levels;
  if (hash_ == 0) levels.push_back({this});
  while (!levels.empty()) {
    Level& level = levels.back();
    const std::vector<Value>& elements = level.tuple->elements_;
    if (level.next == elements.size()) {
      level.tuple->hash_ = level.hash != 0 ? level.hash : 1;
      levels.pop_back();
      continue;
    }
    const Tuple* inner = elements[level.next].As<Tuple>();
    if (inner != nullptr && inner->hash_ == 0) {
      levels.push_back({inner});
      continue;
    }
    level.hash ^= inner != nullptr ? inner->hash_ : starlark::Hash(elements[level.next]);
    level.hash *= level.factor;
    level.factor += 82520 + static_cast<uint32_t>(2 * elements.size());
    ++level.next;
  }
  return hash_;
}

std::optional<bool> Tuple::CompareSameType(CompareOp op, const Object& other, int depth) const {
  return CompareElements(op, elements_, static_cast<const Tuple&>(other).elements_, depth);
}

void Tuple::FreezeContents(Freezer& freezer) const {
  for (const Value& element : elements_) freezer.Add(element);
}

Value Tuple::Slice(int64_t start, int64_t end, int64_t step) {
  return MakeRef<Tuple>(SliceElements(elements_, start, end, step));
}

std::unique_ptr<Iterator> Tuple::Iterate() {
  return std::make_unique<SequenceIterator<Tuple>>(Ref<Tuple>(this));
}

void Tuple::DropReferences() {
  std::vector<Value> dropped;
  dropped.swap(elements_);
}

}  // namespace pkgrepo::starlark
