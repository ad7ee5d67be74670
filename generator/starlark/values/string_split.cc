// String methods that split and join.

#include <algorithm>

#include "base/error.h"
#include "go/unicode.h"
#include "starlark/values/operations.h"
#include "starlark/values/string_methods.h"
#include "starlark/values/unpack.h"

namespace pkgrepo::starlark::string_methods {

namespace {

using Parts = std::vector<std::string_view>;

Value ToList(const Parts& parts) {
  std::vector<Value> elements;
  elements.reserve(parts.size());
  for (std::string_view part : parts) elements.push_back(Value::String(part));
  return MakeRef<List>(std::move(elements));
}

// The length of the white space at the start of `text`.
size_t LeadingSpace(std::string_view text) {
  size_t end = 0, length = 0;
  while (end < text.size() && go::IsSpaceRune(go::DecodeRune(text.substr(end), length))) end += length;
  return end;
}

size_t LeadingWord(std::string_view text) {
  size_t end = 0, length = 0;
  while (end < text.size() && !go::IsSpaceRune(go::DecodeRune(text.substr(end), length))) end += length;
  return end;
}

// Words, at most `limit` splits; what follows the last split stays whole but for its leading space.
Parts SplitWords(std::string_view text, int64_t limit) {
  Parts words;
  for (text.remove_prefix(LeadingSpace(text)); !text.empty(); text.remove_prefix(LeadingSpace(text))) {
    if (limit >= 0 && static_cast<int64_t>(words.size()) == limit) {
      words.push_back(text);
      break;
    }
    words.push_back(text.substr(0, LeadingWord(text)));
    text.remove_prefix(words.back().size());
  }
  return words;
}

// The same from the end: what precedes the first split keeps its leading space only.
Parts SplitWordsFromEnd(std::string_view text, int64_t limit) {
  Parts words = SplitWords(text, -1);
  if (limit < 0 || static_cast<int64_t>(words.size()) <= limit) return words;
  size_t kept = words.size() - static_cast<size_t>(limit);
  const char* end = words[kept - 1].data() + words[kept - 1].size();
  Parts result = {std::string_view(text.data(), static_cast<size_t>(end - text.data()))};
  result.insert(result.end(), words.begin() + static_cast<std::ptrdiff_t>(kept), words.end());
  return result;
}

Parts SplitAt(std::string_view text, std::string_view separator, int64_t limit) {
  Parts parts;
  while (limit < 0 || static_cast<int64_t>(parts.size()) < limit) {
    size_t found = text.find(separator);
    if (found == std::string_view::npos) break;
    parts.push_back(text.substr(0, found));
    text.remove_prefix(found + separator.size());
  }
  parts.push_back(text);
  return parts;
}

Parts SplitAtFromEnd(std::string_view text, std::string_view separator, int64_t limit) {
  Parts parts;
  while (limit < 0 || static_cast<int64_t>(parts.size()) < limit) {
    size_t found = text.rfind(separator);
    if (found == std::string_view::npos) break;
    parts.push_back(text.substr(found + separator.size()));
    text = text.substr(0, found);
  }
  parts.push_back(text);
  std::reverse(parts.begin(), parts.end());
  return parts;
}

Value SplitEither(std::string_view name, Receiver receiver, Arguments arguments, bool from_end) {
  Value separator = Value::None();
  int limit = -1;
  UnpackPositional(name, arguments, 0, separator, limit);
  std::string_view text = receiver.as_string();
  if (separator.is_none()) return ToList(from_end ? SplitWordsFromEnd(text, limit) : SplitWords(text, limit));
  if (!separator.is_string()) {
    throw Error("split: got " + std::string(TypeName(separator)) + " for separator, want string");
  }
  if (separator.as_string().empty()) throw Error("split: empty separator");
  return ToList(from_end ? SplitAtFromEnd(text, separator.as_string(), limit)
                         : SplitAt(text, separator.as_string(), limit));
}

Value PartitionEither(std::string_view name, Receiver receiver, Arguments arguments, bool from_end) {
  std::string_view separator;
  UnpackPositional(name, arguments, 1, separator);
  if (separator.empty()) throw Error(std::string(name) + ": empty separator");
  std::string_view text = receiver.as_string();
  size_t found = from_end ? text.rfind(separator) : text.find(separator);
  std::vector<Value> parts;
  if (found != std::string_view::npos) {
    parts = {Value::String(text.substr(0, found)), Value::String(separator),
             Value::String(text.substr(found + separator.size()))};
  } else if (from_end) {
    parts = {Value::String(""), Value::String(""), receiver};
  } else {
    parts = {receiver, Value::String(""), Value::String("")};
  }
  return MakeRef<Tuple>(std::move(parts));
}

}  // namespace

Value Join(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  IterableArgument iterable;
  UnpackPositional(name, arguments, 1, iterable);
  std::string result;
  std::unique_ptr<Iterator> iterator = Iterate(iterable.value);
  bool first = true;
  for (Value element; iterator->Next(element); first = false) {
    if (!first) result += receiver.as_string();
    if (!element.is_string()) {
      throw Error(std::string(name) + ": in list, want string, got " + std::string(TypeName(element)));
    }
    result += element.as_string();
  }
  return Value::String(result);
}

Value Partition(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return PartitionEither(name, receiver, arguments, false);
}

Value RPartition(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return PartitionEither(name, receiver, arguments, true);
}

Value RSplit(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return SplitEither(name, receiver, arguments, true);
}

Value Split(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  return SplitEither(name, receiver, arguments, false);
}

Value SplitLines(Thread&, std::string_view name, Receiver receiver, Arguments arguments) {
  bool keep_ends = false;
  UnpackPositional(name, arguments, 0, keep_ends);
  Parts lines;
  for (std::string_view text = receiver.as_string(); !text.empty();) {
    size_t newline = text.find('\n');
    size_t next = newline == std::string_view::npos ? text.size() : newline + 1;
    lines.push_back(text.substr(0, keep_ends ? next : newline));
    text.remove_prefix(next);
  }
  return ToList(lines);
}

}  // namespace pkgrepo::starlark::string_methods
