#include "ytt/module/toml_reader.h"

#include <fmt/format.h>

#include <utility>

#include "base/ascii.h"
#include "base/error.h"
#include "base/utf8.h"
#include "go/quote.h"
#include "starlark/values/list.h"
#include "starlark/values/string.h"
#include "yaml/node.h"
#include "ytt/module/toml_scalar.h"
#include "ytt/module/toml_table.h"

namespace pkgrepo::ytt {

using starlark::Value;

namespace {

using Key = std::vector<std::string>;

bool IsBareKeyCharacter(char c) { return IsAlphanumeric(c) || c == '_' || c == '-'; }

std::string JoinKey(const Key& key) {
  std::string out;
  for (const std::string& part : key) out += (out.empty() ? "" : ".") + part;
  return out;
}

class TomlReader {
 public:
  explicit TomlReader(std::string_view text) : text_(text) {}

  Value Read() {
    if (text_.substr(0, 6).find('\0') != std::string_view::npos) {
      Fail("files cannot contain NULL bytes; probably using UTF-16; TOML files must be UTF-8");
    }
    for (SkipBlankLines(); !AtEnd(); SkipBlankLines()) {
      if (Peek() == '[') {
        ReadHeader();
      } else {
        ReadPair(*table_, 0);
      }
      ExpectLineEnd();
    }
    return root_.ToStarlark();
  }

 private:
  bool AtEnd() const { return at_ >= text_.size(); }
  char Peek() const { return AtEnd() ? '\0' : text_[at_]; }
  bool LooksAt(std::string_view word) const { return text_.substr(at_, word.size()) == word; }

  // What is missing at the end of the text is missing on the line before.
  [[noreturn]] void Fail(const std::string& message) const {
    FailAtLine(AtEnd() ? line_ - 1 : line_, message);
  }
  // A newline counts to the next line.
  [[noreturn]] void FailExpecting(const std::string& what) const {
    const int line = AtEnd() ? line_ - 1 : Peek() == '\n' ? line_ + 1 : line_;
    FailAtLine(line, "expected " + what + ", but got " + QuotedHere() + " instead");
  }
  [[noreturn]] void FailAtLine(int line, const std::string& message) const {
    Key last = context_;
    if (!current_key_.empty()) last.push_back(current_key_);
    if (!last_inline_key_.empty()) last = last_inline_key_;
    const std::string where = last.empty() ? "" : fmt::format(" (last key {})", go::QuoteText(JoinKey(last)));
    throw Error(fmt::format("toml: line {}{}: {}", line, where, message));
  }

  // The character here as messages quote it.
  std::string QuotedHere() const {
    if (AtEnd()) return "'\\x00'";
    size_t at = at_;
    return go::QuoteCharacter(DecodeUtf8(text_, at));
  }

  void SkipBlanks() {
    while (Peek() == ' ' || Peek() == '\t') ++at_;
    if (!AtEnd()) RefuseBadCharacter();
  }

  void RefuseBadCharacter() const {
    const auto c = static_cast<uint8_t>(text_[at_]);
    size_t at = at_;
    if (DecodeUtf8(text_, at) == kInvalidCharacter) {
      FailAtLine(line_, fmt::format("invalid UTF-8 byte: {:#02x}", c));
    }
    if ((c < 0x20 && c != '\n' && !LooksAt("\r\n")) || c == 0x7F) {
      FailAtLine(line_, fmt::format("TOML files cannot contain control characters: '0x{:02x}'", c));
    }
  }

  void SkipComment() {
    if (Peek() != '#') return;
    while (!AtEnd() && Peek() != '\n') ++at_;
  }

  bool SkipNewline() {
    if (LooksAt("\r\n")) ++at_;
    if (Peek() != '\n' || AtEnd()) return false;
    ++at_;
    ++line_;
    return true;
  }

  void SkipBlankLines() {
    do {
      SkipBlanks();
      SkipComment();
    } while (SkipNewline());
  }

  void ExpectLineEnd() {
    SkipBlanks();
    SkipComment();
    if (AtEnd() || SkipNewline()) return;
    FailExpecting("a top-level item to end with a newline, comment, or EOF");
  }

  std::string ReadKeyPart() {
    if (Peek() == '"' || Peek() == '\'') {
      return ReadTomlString(text_, at_, line_, TomlQuotes::kSingle, MakeFailure());
    }
    const size_t start = at_;
    while (!AtEnd() && IsBareKeyCharacter(text_[at_])) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  TomlFailure MakeFailure() const {
    return [this](int line, const std::string& message) { FailAtLine(line, message); };
  }

  // A part of a key must stand here.
  void RefuseEmptyPart(bool in_header, bool is_first) const {
    const char c = Peek();
    if (in_header) {
      if (c == ']' || AtEnd()) {
        FailAtLine(line_, "unexpected end of table name (table names cannot be empty)");
      }
      if (c == '.') Fail("unexpected table separator (table names cannot be empty)");
    } else if (c == '=' || AtEnd()) {
      FailAtLine(line_, is_first ? "unexpected '=': key name appears blank" : "unexpected '='");
    } else if (c == '.') {
      Fail(is_first ? "unexpected '.': keys cannot start with a '.'" : "unexpected '.'");
    }
  }

  Key ReadKey(bool in_header) {
    Key key;
    while (true) {
      SkipBlanks();
      RefuseEmptyPart(in_header, key.empty());
      key.push_back(ReadKeyPart());
      if (key.size() > static_cast<size_t>(yaml::kMaxDepth)) Fail("nesting is too deep");
      SkipBlanks();
      if (Peek() != '.' || AtEnd()) return key;
      ++at_;
    }
  }

  void ReadPair(TomlTable& table, int depth) {
    const bool is_inline = depth > 0;
    const Key key = ReadKey(false);
    depth += static_cast<int>(key.size());
    if (depth > yaml::kMaxDepth) Fail("nesting is too deep");
    if (AtEnd()) Fail("unexpected EOF; expected key separator '='");
    if (Peek() != '=') FailExpecting("'.' or '='");
    ++at_;
    const Key outer_context = context_;
    const std::string outer_key = current_key_;
    if (!outer_key.empty()) context_.push_back(outer_key);
    context_.insert(context_.end(), key.begin(), key.end() - 1);
    current_key_ = key.back();
    TomlTable* target = &table;
    for (size_t i = 0; i + 1 < key.size(); ++i) {
      target = target->Enter(key[i]);
      if (target == nullptr) Fail("Key '" + key[i] + "' was already created as a hash.");
    }
    SkipBlanks();
    const int line = line_;
    const bool outer_is_taken = std::exchange(is_taken_, target->members.contains(key.back()));
    if (Peek() == '{') {
      ReadInlineTable(*target, key.back(), depth);
    } else if (!target->Set(key.back(), ReadValue(depth))) {
      line_ = line;
      FailAgain();
    }
    if (is_inline) {
      last_inline_key_ = context_;
      last_inline_key_.push_back(current_key_);
    }
    is_taken_ = outer_is_taken;
    context_ = outer_context;
    current_key_ = outer_key;
  }

  void ReadHeader() {
    const bool is_array = LooksAt("[[");
    at_ += is_array ? 2 : 1;
    const Key key = ReadKey(true);
    if (Peek() != ']') FailExpecting("'.' or ']' to end table name");
    ++at_;
    if (is_array) {
      if (Peek() != ']') FailExpecting("end of table array name delimiter ']'");
      ++at_;
    }
    OpenTable(key, is_array);
  }

  void OpenTable(const Key& key, bool is_array) {
    TomlTable* parent = &root_;
    Key path;
    for (size_t i = 0; i + 1 < key.size(); ++i) {
      path.push_back(key[i]);
      parent = parent->Enter(key[i]);
      if (parent == nullptr) FailAtLine(line_, "Key '" + JoinKey(path) + "' was already created as a hash.");
    }
    context_ = path;
    table_ = is_array ? parent->Append(key.back()) : parent->Define(key.back());
    if (table_ == nullptr) {
      FailAtLine(line_, "Key '" + JoinKey(key) +
                            (is_array ? "' was already created and cannot be used as an array."
                                      : "' has already been defined."));
    }
    context_.push_back(key.back());
  }

  void ReadInlineTable(TomlTable& parent, const std::string& name, int depth) {
    if (depth > yaml::kMaxDepth) Fail("nesting is too deep");
    ++at_;
    TomlTable* table = parent.Define(name);
    // What is wrong with the keys of a table that is not the first one of its name comes before that.
    const bool is_again = table == nullptr;
    if (is_again) table = parent.Find(name);
    TomlTable nowhere;  // for the keys if the name is not a table
    SkipBlanks();
    if (Peek() == '}') {
      ++at_;
      if (is_again) FailAgain();
      return;
    }
    while (true) {
      SkipBlanks();
      if (Peek() == ',') Fail("unexpected comma");
      if (Peek() == '}') Fail("trailing comma not allowed in inline tables");
      if (Peek() == '\n') Fail("newlines not allowed within inline tables");
      ReadPair(table == nullptr ? nowhere : *table, depth + 1);
      if (table == nullptr) FailAgain();
      SkipBlanks();
      const char c = Peek();
      if (c == '\n') Fail("newlines not allowed within inline tables");
      if (c != ',' && c != '}') {
        const std::string found = AtEnd() ? "end of file" : QuotedHere();
        Fail("expected a comma or an inline table terminator '}', but got " + found + " instead");
      }
      ++at_;
      if (c != '}') continue;
      last_inline_key_.clear();
      if (is_again) FailAgain();
      return;
    }
  }

  [[noreturn]] void FailAgain() const {
    Key key = context_;
    key.push_back(current_key_);
    FailAtLine(line_, "Key '" + JoinKey(key) + "' has already been defined.");
  }

  // Of tables within an array, the original makes an array of tables first.
  [[noreturn]] void FailTaken() {
    Key key = context_;
    key.push_back(current_key_);
    current_key_.clear();
    FailAtLine(line_, "Key '" + JoinKey(key) + "' was already created and cannot be used as an array.");
  }

  Value ReadArray(int depth) {
    if (depth > yaml::kMaxDepth) Fail("nesting is too deep");
    ++at_;
    auto list = starlark::MakeRef<starlark::List>();
    while (true) {
      SkipBlankLines();
      if (Peek() == ']') break;
      if (Peek() == ',') Fail("unexpected comma");
      list->Append(ReadValue(depth + 1));
      SkipBlankLines();
      if (Peek() == ']') break;
      if (Peek() != ',') {
        const std::string found = AtEnd() ? "end of file" : QuotedHere();
        Fail("expected a comma (',') or array terminator (']'), but got " + found);
      }
      ++at_;
    }
    ++at_;
    return list;
  }

  Value ReadValue(int depth) {
    if (AtEnd()) Fail("unexpected EOF; expected value");
    switch (Peek()) {
      case '[':
        return ReadArray(depth);
      case '{': {
        if (is_taken_) FailTaken();
        TomlTable holder;
        ReadInlineTable(holder, "", depth);
        return holder.members.begin()->second.tables[0]->ToStarlark();
      }
      case '"':
      case '\'':
        return Value::String(ReadTomlString(text_, at_, line_, TomlQuotes::kOfAnyKind, MakeFailure()));
      case '\n':
        FailAtLine(line_ + 1, "expected value but found '\\n' instead");
      default:
        return ReadTomlWord(text_, at_, line_, MakeFailure());
    }
  }

  std::string_view text_;
  size_t at_ = 0;
  int line_ = 1;
  TomlTable root_;
  TomlTable* table_ = &root_;
  // For messages: the table and the key that is being read.
  Key context_;
  std::string current_key_;
  bool is_taken_ = false;  // something is defined as that key already
  // The key last read within an inline table, which goes ahead of these until the table ends.
  Key last_inline_key_;
};

}  // namespace

Value ReadToml(std::string_view text) { return TomlReader(text).Read(); }

}  // namespace pkgrepo::ytt
