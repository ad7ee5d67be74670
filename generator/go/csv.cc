#include "go/csv.h"

#include <algorithm>

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::go {
namespace {

class CsvReader {
 public:
  // Lines end in "\n" alone.
  explicit CsvReader(std::string_view text) : text_(text), begin_(text.find_first_not_of('\n')), at_(begin_) {
    if (begin_ == text.npos) throw Error("EOF");
  }

  std::vector<std::string> Read() {
    std::vector<std::string> fields;
    while (true) {
      fields.push_back(Peek() == '"' ? ReadQuoted() : ReadPlain());
      if (Peek() != ',') return fields;
      ++at_;
    }
  }

 private:
  // '\n' at the end, too.
  char Peek() const { return at_ < text_.size() ? text_[at_] : '\n'; }

  std::string ReadPlain() {
    const size_t end = std::min(text_.find_first_of(",\n", at_), text_.size());
    const std::string_view field = text_.substr(at_, end - at_);
    if (const size_t quote = field.find('"'); quote != field.npos) {
      Fail(at_ + quote, "bare \" in non-quoted-field");
    }
    at_ = end;
    return std::string(field);
  }

  std::string ReadQuoted() {
    std::string field;
    while (true) {
      ++at_;  // the opening quote, or the second of a pair
      const size_t quote = text_.find('"', at_);
      if (quote == text_.npos) Fail(text_.size(), "extraneous or missing \" in quoted-field");
      field += text_.substr(at_, quote - at_);
      at_ = quote + 1;
      if (Peek() == ',' || Peek() == '\n') return field;
      if (Peek() != '"') Fail(quote, "extraneous or missing \" in quoted-field");
      field += '"';
    }
  }

  size_t LineAt(size_t at) const {
    return static_cast<size_t>(std::count(text_.begin(), text_.begin() + at, '\n')) + 1;
  }

  // The end of the text is on the line of its last character, be that a newline.
  [[noreturn]] void Fail(size_t at, const std::string& reason) const {
    const size_t last = at == text_.size() ? at - 1 : at;
    const size_t before = last == 0 ? text_.npos : text_.rfind('\n', last - 1);
    const size_t line_begin = before == text_.npos ? 0 : before + 1;
    const size_t first_line = LineAt(begin_), line = LineAt(last);
    const std::string record =
        line == first_line ? "" : "record on line " + std::to_string(first_line) + "; ";
    throw Error(record + "parse error on line " + std::to_string(line) + ", column " +
                std::to_string(at - line_begin + 1) + ": " + reason);
  }

  std::string_view text_;
  const size_t begin_;  // of the record: empty lines are passed over
  size_t at_;
};

}  // namespace

std::vector<std::string> ParseCsv(std::string_view text) {
  if (text.empty()) return {};
  std::string lines = ReplaceAll(text, "\r\n", "\n");
  if (lines.ends_with('\r')) lines.pop_back();
  return CsvReader(lines).Read();
}

}  // namespace pkgrepo::go
