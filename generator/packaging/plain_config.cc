#include "packaging/plain_config.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"

namespace pkgrepo::packaging {
namespace {

constexpr size_t kMaxPlainDepth = 100;
constexpr size_t kMaxPlainKey = 200;  // yaml-cpp refuses keys that are much longer

// Of the content.
struct PlainLine {
  int number = 0;     // from 1
  size_t offset = 0;  // of its first byte that is no blank
  size_t indent = 0;
  std::string_view text;  // from there
};

// What is thrown where something else than plain configuration begins.
struct NotPlain {};

bool IsPlainNull(std::string_view plain) {
  return plain == "null" || plain == "Null" || plain == "NULL" || plain == "~" || plain.empty();
}

bool BeginsItem(std::string_view text) { return text == "-" || text.starts_with("- "); }

// The length of the key with which `text` begins, 0 if it does not begin with one.
size_t KeyLength(std::string_view text) {
  const auto is_of_key = [](char c) { return IsAlphanumeric(c) || c == '_' || c == '.' || c == '/' || c == '-'; };
  size_t length = 0;
  while (length < text.size() && is_of_key(text[length])) ++length;
  const bool is_key = length > 0 && length <= kMaxPlainKey && text[0] != '-' && length < text.size() && text[length] == ':' &&
                      (length + 1 == text.size() || text[length + 1] == ' ');
  return is_key && !IsPlainNull(text.substr(0, length)) ? length : 0;
}

bool IsPlainScalar(std::string_view text) {
  constexpr std::string_view kFirst = "_./+$(";
  if (!IsAlphanumeric(text[0]) && kFirst.find(text[0]) == std::string_view::npos) return false;
  return text.back() != ' ' && text.back() != ':' && text.find(": ") == std::string_view::npos &&
         text.find(" #") == std::string_view::npos;
}

bool IsPlainWord(std::string_view text) {
  const auto is_of_word = [](char c) { return IsAlphanumeric(c) || c == '_' || c == '.' || c == '/' || c == '-' || c == '+'; };
  return !text.empty() && IsAlphanumeric(text[0]) && std::ranges::all_of(text, is_of_word) && !IsPlainNull(text);
}

std::vector<PlainLine> PlainLines(std::string_view content) {
  std::vector<PlainLine> lines;
  int number = 0;
  for (size_t begin = 0; begin < content.size();) {
    const size_t end = std::min(content.find('\n', begin), content.size());
    const size_t first = std::min(content.find_first_not_of(' ', begin), end);
    ++number;
    if (first != end && content[first] != '#') {
      lines.push_back({.number = number, .offset = first, .indent = first - begin, .text = content.substr(first, end - first)});
    }
    begin = end + 1;
  }
  return lines;
}

class PlainReader {
 public:
  PlainReader(std::vector<PlainLine> lines, std::deque<ConfigValue>& values) : lines_(std::move(lines)), values_(values) {}

  const ConfigValue* ReadDocument() {
    const ConfigValue* root = ReadBlock(Current().indent);
    if (next_ != lines_.size()) throw NotPlain();
    return root;
  }

 private:
  bool AtEnd() const { return next_ == lines_.size(); }
  const PlainLine& Current() const { return AtEnd() ? throw NotPlain() : lines_[next_]; }

  ConfigValue& Add(ConfigValue::Kind kind, const PlainLine& line) {
    return values_.emplace_back(ConfigValue{.kind = kind, .line = line.number, .offset = line.offset});
  }

  const ConfigValue* AddScalar(const PlainLine& line, std::string_view text) {
    ConfigValue& value = Add(ConfigValue::Kind::kScalar, line);
    value.text = text;
    return &value;
  }

  // What begins at the current line and is indented by `indent`.
  const ConfigValue* ReadBlock(size_t indent) {
    if (++depth_ > kMaxPlainDepth) throw NotPlain();
    const ConfigValue* value = BeginsItem(Current().text) ? ReadList(indent) : ReadMap(indent);
    --depth_;
    return value;
  }

  const ConfigValue* ReadList(size_t indent) {
    ConfigValue& list = Add(ConfigValue::Kind::kList, Current());
    while (!AtEnd() && Current().indent == indent && BeginsItem(Current().text)) {
      PlainLine& line = lines_[next_];
      const size_t begin = line.text.find_first_not_of(' ', 1);
      if (begin == std::string_view::npos) throw NotPlain();
      // What follows the dash is read as a line of its own.
      line.offset += begin;
      line.indent += begin;
      line.text.remove_prefix(begin);
      if (BeginsItem(line.text)) throw NotPlain();
      list.children.push_back(KeyLength(line.text) > 0 ? ReadBlock(line.indent) : ReadScalar(indent));
    }
    return &list;
  }

  const ConfigValue* ReadMap(size_t indent) {
    ConfigValue& map = Add(ConfigValue::Kind::kMap, Current());
    while (!AtEnd() && Current().indent == indent && !BeginsItem(Current().text)) {
      PlainLine& line = lines_[next_];
      const size_t length = KeyLength(line.text);
      if (length == 0) throw NotPlain();
      map.children.push_back(AddScalar(line, line.text.substr(0, length)));
      const size_t begin = line.text.find_first_not_of(' ', length + 1);
      if (begin == std::string_view::npos) {
        if (line.text.size() > length + 1) throw NotPlain();
        ++next_;
        const bool is_below = Current().indent > indent || (Current().indent == indent && BeginsItem(Current().text));
        map.children.push_back(is_below ? ReadBlock(Current().indent) : throw NotPlain());
      } else {
        line.offset += begin;
        line.text.remove_prefix(begin);
        map.children.push_back(ReadScalar(indent));
      }
    }
    return &map;
  }

  // The rest of the current line, which is a value of what is indented by `indent`.
  const ConfigValue* ReadScalar(size_t indent) {
    const PlainLine& line = Current();
    ++next_;
    if (!AtEnd() && Current().indent > indent) throw NotPlain();
    const std::string_view text = line.text;
    const char first = text[0];
    if (text == "{}") return &Add(ConfigValue::Kind::kMap, line);
    if (first == '[') return ReadFlowList(line);
    if (first == '"' || first == '\'') {
      const std::string_view inner = text.substr(1, text.size() - 2);
      const bool is_simple = text.size() > 1 && text.back() == first && inner.find(first) == std::string_view::npos &&
                             (first == '\'' || inner.find('\\') == std::string_view::npos);
      return is_simple ? AddScalar(line, inner) : throw NotPlain();
    }
    if (!IsPlainScalar(text) || IsPlainNull(text)) throw NotPlain();
    return AddScalar(line, text);
  }

  const ConfigValue* ReadFlowList(const PlainLine& line) {
    ConfigValue& list = Add(ConfigValue::Kind::kList, line);
    if (line.text.back() != ']') throw NotPlain();
    const std::string_view inner = line.text.substr(1, line.text.size() - 2);
    for (size_t begin = 0; begin < inner.size();) {
      const size_t end = std::min(inner.find(", ", begin), inner.size());
      const std::string_view word = inner.substr(begin, end - begin);
      if (!IsPlainWord(word) || end + 2 == inner.size()) throw NotPlain();
      list.children.push_back(AddScalar({.number = line.number, .offset = line.offset + 1 + begin}, word));
      begin = end + 2;
    }
    return &list;
  }

  std::vector<PlainLine> lines_;
  std::deque<ConfigValue>& values_;
  size_t next_ = 0;
  size_t depth_ = 0;
};

}  // namespace

bool ReadPlainConfig(std::string_view content, ConfigDocuments& documents) {
  if (!std::ranges::all_of(content, [](char c) { return (c >= ' ' && c <= '~') || c == '\n'; })) return false;
  std::vector<PlainLine> lines = PlainLines(content);
  if (!lines.empty() && lines[0].indent == 0 && lines[0].text == "---") lines.erase(lines.begin());
  if (lines.empty()) return false;
  std::deque<ConfigValue> values;
  try {
    const ConfigValue* root = PlainReader(std::move(lines), values).ReadDocument();
    documents.values = std::move(values);  // where they are they stay
    documents.roots = {root};
    return true;
  } catch (const NotPlain&) {
    return false;
  }
}

}  // namespace pkgrepo::packaging
