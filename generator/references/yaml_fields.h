// The fields of YAML mappings in block style, by indentation alone: for files that are templates, or parts of other texts, which no
// reader of YAML takes.
//
//   const YamlFields fields(text);
//   for (const YamlField& field : fields.Around(offset)) …     // of the mapping that has a field in the line of `offset`

#ifndef PKGREPO_REFERENCES_YAML_FIELDS_H_
#define PKGREPO_REFERENCES_YAML_FIELDS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pkgrepo::references {

struct YamlField {
  std::string key;
  // Without quotes and comments; "" of a field that has a mapping or a list below it.
  std::string value;
  // Where the value begins in the text.
  size_t offset = 0;
};

class YamlFields {
 public:
  explicit YamlFields(std::string_view text);

  // Of the mapping with a field in the line of `offset`, in their order; none if that line has none.
  std::vector<YamlField> Around(size_t offset) const;
  // Everywhere in the text.
  std::vector<YamlField> Named(std::string_view key) const;

 private:
  struct Line {
    size_t begin = 0;
    // Of the first character, and of the key: behind the '-' of an item.
    size_t indent = 0;
    size_t key_indent = 0;
    bool begins_item = false;
    bool is_empty = false;
    // Without a key, the line is no field.
    YamlField field = {};
  };

  static Line ReadLine(std::string_view text, size_t begin);
  bool IsField(const Line& line, size_t indent) const {
    return !line.field.key.empty() && line.key_indent == indent;
  }

  std::vector<Line> lines_;
};

// The field with one of these keys; nullptr if there is none.
const YamlField* FindField(const std::vector<YamlField>& fields, const std::vector<std::string_view>& keys);

}  // namespace pkgrepo::references

#endif  // PKGREPO_REFERENCES_YAML_FIELDS_H_
