#include "starlark/values/range.h"

#include <algorithm>

#include "base/error.h"
#include "go/quote.h"
#include "go/unicode.h"
#include "starlark/values/operations.h"

namespace pkgrepo::starlark {

namespace {

class RangeIterator final : public Iterator {
 public:
  explicit RangeIterator(Ref<Range> range) : range_(std::move(range)) {}
  bool Next(Value& element) override {
    if (next_ >= range_->Length()) return false;
    element = Value::Int(range_->at(next_++));
    return true;
  }

 private:
  Ref<Range> range_;
  int64_t next_ = 0;
};

class StringIterator final : public Iterator {
 public:
  using Unit = StringIterable::Unit;
  StringIterator(Ref<String> string, Unit unit)
      : string_(std::move(string)), rest_(string_->view()), unit_(unit) {}
  bool Next(Value& element) override {
    if (rest_.empty()) return false;
    bool bytes = unit_ == Unit::kElems || unit_ == Unit::kElemOrds;
    size_t length = 1;
    char32_t code = bytes ? static_cast<unsigned char>(rest_[0]) : go::DecodeRune(rest_, length);
    bool ordinals = unit_ == Unit::kElemOrds || unit_ == Unit::kCodepointOrds;
    element = ordinals ? Value::Int(code) : Value::String(rest_.substr(0, length));
    rest_.remove_prefix(length);
    return true;
  }

 private:
  Ref<String> string_;
  std::string_view rest_;
  Unit unit_;
};

int64_t RangeLength(int64_t start, int64_t stop, int64_t step) {
  if (step > 0 ? start >= stop : start <= stop) return 0;
  uint64_t span = step > 0 ? static_cast<uint64_t>(stop) - static_cast<uint64_t>(start)
                           : static_cast<uint64_t>(start) - static_cast<uint64_t>(stop);
  uint64_t stride = step > 0 ? static_cast<uint64_t>(step) : ~static_cast<uint64_t>(step) + 1;
  return static_cast<int64_t>(std::min<uint64_t>((span - 1) / stride + 1, INT64_MAX));
}

}  // namespace

Range::Range(int64_t start, int64_t stop, int64_t step)
    : Object(Kind::kRange, capability::kSequence | capability::kIndex | capability::kSlice),
      start_(start),
      stop_(stop),
      step_(step),
      length_(RangeLength(start, stop, step)) {}

int64_t Range::at(int64_t index) const {
  return static_cast<int64_t>(static_cast<uint64_t>(start_) +
                              static_cast<uint64_t>(index) * static_cast<uint64_t>(step_));
}

void Range::Print(std::string& out, PrintStack&) const {
  out += "range(";
  if (step_ != 1 || start_ != 0) out += std::to_string(start_) + ", ";
  out += std::to_string(stop_);
  if (step_ != 1) out += ", " + std::to_string(step_);
  out += ")";
}

std::optional<bool> Range::CompareSameType(CompareOp op, const Object& object, int) const {
  if (op != CompareOp::kEqual && op != CompareOp::kNotEqual) return std::nullopt;
  const Range& other = static_cast<const Range&>(object);
  bool equal = length_ == other.length_ &&
               (length_ == 0 || (start_ == other.start_ && (length_ == 1 || step_ == other.step_)));
  return equal == (op == CompareOp::kEqual);
}

uint32_t Range::Hash() const { throw Error("unhashable: range"); }

Value Range::Slice(int64_t start, int64_t end, int64_t step) {
  auto wrap = [this](int64_t index) { return at(index); };
  int64_t new_step = static_cast<int64_t>(static_cast<uint64_t>(step_) * static_cast<uint64_t>(step));
  if (new_step == 0) throw Error("range step overflows");
  return MakeRef<Range>(wrap(start), wrap(end), new_step);
}

std::unique_ptr<Iterator> Range::Iterate() { return std::make_unique<RangeIterator>(Ref<Range>(this)); }

bool Range::Has(const Value& number) const {
  if (!number.is_small_int() || length_ == 0) return false;
  int64_t offset;
  if (__builtin_sub_overflow(number.as_int(), start_, &offset) || (step_ == -1 && offset == INT64_MIN))
    return false;
  return offset % step_ == 0 && offset / step_ >= 0 && offset / step_ < length_;
}

StringIterable::StringIterable(Ref<String> string, Unit unit)
    : Object(Kind::kStringIterable, capability::kIterable), string_(std::move(string)), unit_(unit) {}

std::string_view StringIterable::TypeName() const {
  return unit_ == Unit::kElems || unit_ == Unit::kElemOrds ? "elems" : "codepoints";
}

void StringIterable::Print(std::string& out, PrintStack&) const {
  static constexpr std::string_view kSuffixes[] = {".elems()", ".elem_ords()", ".codepoints()",
                                                   ".codepoint_ords()"};
  go::AppendQuoted(out, string_->view());
  out += kSuffixes[static_cast<size_t>(unit_)];
}

uint32_t StringIterable::Hash() const { throw Error("unhashable: " + std::string(TypeName())); }

std::optional<bool> StringIterable::CompareSameType(CompareOp op, const Object& object, int) const {
  if (op != CompareOp::kEqual && op != CompareOp::kNotEqual) return std::nullopt;
  const StringIterable& other = static_cast<const StringIterable&>(object);
  const bool equal = unit_ == other.unit_ && string_->view() == other.string_->view();
  return equal == (op == CompareOp::kEqual);
}

std::unique_ptr<Iterator> StringIterable::Iterate() {
  return std::make_unique<StringIterator>(string_, unit_);
}

}  // namespace pkgrepo::starlark
