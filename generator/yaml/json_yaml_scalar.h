// Strings as YAML scalars: which style a text needs, and how its lines are folded.
//
// The rules are those of libyaml's emitter, of which Go's yaml.v2 is a relative, with a width of 80 columns:
// plain if the text reads back as the same string, single quotes where that is enough, else double quotes
// with escapes; a block scalar ("|") for what holds newlines.

#ifndef PKGREPO_YAML_JSON_YAML_SCALAR_H_
#define PKGREPO_YAML_JSON_YAML_SCALAR_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace pkgrepo::yaml {

// A text under construction that knows in which column it is.
class YamlText {
 public:
  // Appends one printed character (its bytes) and counts one column.
  void PutChar(std::string_view character) {
    text_ += character;
    ++column_;
    at_line_start_ = false;
  }
  // Appends ASCII without line breaks.
  void Put(std::string_view ascii) {
    text_ += ascii;
    column_ += ascii.size();
    at_line_start_ = at_line_start_ && ascii.empty();
  }
  // Appends a line break, which may be one of Unicode's others.
  void PutBreak(std::string_view line_break) {
    text_ += line_break;
    column_ = 0;
    at_line_start_ = true;
  }
  // Goes to column `indent` of a line that holds nothing yet, starting a new one if needed.
  void StartLine(size_t indent) {
    if (!at_line_start_) PutBreak("\n");
    text_.append(indent, ' ');
    column_ = indent;
    at_line_start_ = indent == 0;
  }

  size_t column() const { return column_; }
  std::string Take() && { return std::move(text_); }

 private:
  std::string text_;
  size_t column_ = 0;
  bool at_line_start_ = true;
};

// Whether `text` may be the key of a "key: value" line; others are printed as "? key", ": value".
bool IsSimpleKey(std::string_view text);

// Writes `text` where a key stands: on one line. Precondition: IsSimpleKey(text).
void WriteKeyScalar(std::string_view text, YamlText* out);

// Writes `text` where a value or item stands; further lines begin at column `indent`.
void WriteValueScalar(std::string_view text, size_t indent, YamlText* out);

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_JSON_YAML_SCALAR_H_
