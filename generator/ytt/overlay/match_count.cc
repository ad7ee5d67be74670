#include "ytt/overlay/match_count.h"

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "base/strings.h"
#include "starlark/values/callable.h"
#include "starlark/values/list.h"
#include "ytt/value/module_function.h"
#include "ytt/value/type_names.h"

namespace pkgrepo::ytt {

using starlark::Thread;
using starlark::Value;

namespace {

// One check of a number of matches against an expectation. Both expects= and when= go through it: a count
// that does not fit is told apart from an expectation that makes no sense, which is an error for both.
class CountCheck {
 public:
  CountCheck(Thread& thread, std::string_view keyword, const std::vector<yaml::Position>& matched)
      : thread_(thread), keyword_(keyword), matched_(matched), count_(static_cast<int64_t>(matched.size())) {}

  // Empty if the count fits, else why not. `depth` is how many more lists may nest: one may hold itself.
  std::string Mismatch(const Value& expected, int depth = 10) const {
    if (expected.is_small_int()) return CheckNumber(expected.as_int());
    if (expected.is_string()) return CheckMinimum(expected.as_string());
    const auto* const list = expected.As<starlark::List>();
    if (list != nullptr && depth > 0) return CheckAnyOf(*list, depth - 1);
    if (starlark::IsCallable(expected)) return CheckByCall(expected);
    throw Error("Expected 'overlay/match' annotation keyword argument '" + std::string(keyword_) +
                "' to be either int, string or function, but was " + HostTypeName(expected));
  }

 private:
  std::string CheckNumber(int64_t number) const {
    if (count_ == number) return "";
    return "Expected number of matched nodes to be " + std::to_string(number) + Found();
  }

  std::string CheckMinimum(std::string_view text) const {
    int64_t minimum = 0;
    const char* const end = text.data() + text.size();
    const bool has_sign = text.starts_with("+") && text.size() > 1 && text[1] != '-';
    const auto parsed = std::from_chars(text.data() + (has_sign ? 1 : 0), end, minimum);
    if (parsed.ec != std::errc() || std::string_view(parsed.ptr, end) != "+") {
      throw Error("Expected '" + std::string(text) + "' to be in format 'i+' where i is an integer");
    }
    if (count_ >= minimum) return "";
    return "Expected number of matched nodes to be >= " + std::to_string(minimum) + Found();
  }

  // The first alternative that fits decides; if none does, the last one says why.
  std::string CheckAnyOf(const starlark::List& alternatives, int depth) const {
    std::string mismatch;
    std::optional<Error> error;
    const std::vector<Value> elements = alternatives.elements();
    for (const Value& alternative : elements) {
      error.reset();
      try {
        mismatch = Mismatch(alternative, depth);
        if (mismatch.empty()) break;
      } catch (const Error& caught) {
        error = Error(caught.message());
      }
    }
    if (error) throw Error(*error);
    return mismatch;
  }

  std::string CheckByCall(const Value& function) const {
    const Value fits = starlark::Call(thread_, function, {Value::Int(count_)});
    if (!fits.is_bool()) {
      throw Error("Expected keyword argument '" + std::string(keyword_) +
                  "' to have a function that returns a boolean");
    }
    return fits.as_bool() ? "" : "Expectation of number of matched nodes failed";
  }

  std::string Found() const {
    std::string text = ", but was " + std::to_string(count_);
    if (matched_.empty()) return text;
    std::vector<std::string> lines;
    for (const yaml::Position& position : matched_) lines.push_back(position.ToString());
    std::sort(lines.begin(), lines.end());
    return text + " (lines: " + Join(lines, ", ") + ")";
  }

  Thread& thread_;
  std::string_view keyword_;
  const std::vector<yaml::Position>& matched_;
  int64_t count_;
};

}  // namespace

bool MatchCount::Set(std::string_view keyword, const Value& value) {
  if (keyword == "expects") {
    expects_ = value;
  } else if (keyword == "missing_ok") {
    missing_ok_ = value;
  } else if (keyword == "when") {
    when_ = value;
  } else {
    return false;
  }
  return true;
}

bool MatchCount::Admits(Thread& thread, const std::vector<yaml::Position>& matched) const {
  CheckExclusive();
  if (when_.is_set()) return CountCheck(thread, "when", matched).Mismatch(when_).empty();

  Value expected = Value::Int(1);
  if (missing_ok_.is_set()) {
    if (!missing_ok_.is_bool()) throw Error("Expected keyword argument 'missing_ok' to be a boolean");
    if (missing_ok_.as_bool() && matched.empty()) return true;
  } else if (expects_.is_set()) {
    expected = expects_;
  }
  const std::string mismatch = CountCheck(thread, "expects", matched).Mismatch(expected);
  if (!mismatch.empty()) throw Error(mismatch);
  return true;
}

void MatchCount::CheckExclusive() const {
  const auto refuse = [](const char* names) {
    throw Error("Expected only one of keyword arguments (" + std::string(names) + ") specified");
  };
  if (missing_ok_.is_set() && expects_.is_set()) refuse("'missing_ok', 'expects'");
  if (missing_ok_.is_set() && when_.is_set()) refuse("'missing_ok', 'when'");
  if (when_.is_set() && expects_.is_set()) refuse("'when', 'expects'");
}

}  // namespace pkgrepo::ytt
