#include "ytt/template/format.h"

#include "base/strings.h"
#include "yaml/key_text.h"
#include "yaml/printer.h"

namespace pkgrepo::ytt {
namespace {

constexpr size_t kIndent = 2;

// Lines of text, of which one may be left open for what comes next.
class Lines {
 public:
  enum class End { kClosed, kOpen };

  // `text` on a line of its own, or behind what the line is left open for. Its further lines are indented by
  // one level less.
  void Add(size_t indent, std::string_view text, End end = End::kClosed) {
    if (last_ == Last::kOpen) {
      out_ += ' ';
    } else {
      Start(indent);
    }
    Append(indent, text, end);
  }

  // `text` on a line of its own in any case.
  void AddAlone(size_t indent, std::string_view text) {
    if (last_ == Last::kOpen) out_ += '\n';
    Start(indent);
    Append(indent, text, End::kClosed);
  }

  // An empty line ahead of what comes next, if anything does.
  void AddSpace() { last_ = Last::kSpace; }

  std::string Take() { return std::move(out_); }

 private:
  enum class Last { kClosed, kOpen, kSpace };

  void Start(size_t indent) {
    if (last_ == Last::kSpace) out_ += '\n';
    out_.append(indent, ' ');
  }

  void Append(size_t indent, std::string_view text, End end) {
    const std::string further(indent < kIndent ? 0 : indent - kIndent, ' ');
    out_ += ReplaceAll(text, "\n", "\n" + further);
    if (end == End::kClosed) out_ += '\n';
    last_ = end == End::kOpen ? Last::kOpen : Last::kClosed;
  }

  std::string out_;
  Last last_ = Last::kClosed;
};

std::string ScalarText(const yaml::Value& value) {
  std::string text;
  yaml::AppendYaml(text, value);
  text.pop_back();
  return text;
}

class Formatter {
 public:
  std::string Format(const yaml::Node& documents) {
    for (size_t i = 0; i < documents.items.size(); ++i) {
      const yaml::Item& document = documents.items[i];
      const Comments comments = WriteComments(document, 0, i == 0);
      if (i > 0 || !comments.beside.empty()) lines_.AddAlone(0, "---" + comments.beside);
      if (!document.value.is_null()) WriteValue(document.value, 0);
      if (comments.any_above) lines_.AddSpace();
    }
    return lines_.Take();
  }

 private:
  struct Comments {
    std::string beside;
    bool any_above = false;
  };

  // Writes those above the item, with an empty line in front; nothing stands between the first item and what
  // it is in.
  Comments WriteComments(const yaml::Item& item, size_t indent, bool is_first) {
    Comments result;
    if (!item.comments) return result;
    for (const yaml::Comment& comment : item.comments->comments) {
      if (item.position.known() && comment.line == item.position.line) {
        result.beside = " #" + comment.text;
        continue;
      }
      if (!result.any_above && !is_first) lines_.AddSpace();
      result.any_above = true;
      lines_.AddAlone(indent, "#" + comment.text);
    }
    return result;
  }

  void WriteValue(const yaml::Value& value, size_t indent) {
    if (!value.is_node()) return lines_.Add(indent, ScalarText(value));
    const yaml::Node& node = *value.node();
    for (size_t i = 0; i < node.items.size(); ++i) {
      const yaml::Item& item = node.items[i];
      const Comments comments = WriteComments(item, indent, i == 0);
      WriteItem(item, node.is_map(), comments.beside, indent);
      if (comments.any_above) lines_.AddSpace();
    }
  }

  void WriteItem(const yaml::Item& item, bool in_map, const std::string& beside, size_t indent) {
    const std::string label = in_map ? yaml::KeyText(item.key) + ':' : "-";
    const std::string text = item.value.is_node() ? "" : ScalarText(item.value);
    if (item.value.is_node() || text.find('\n') != std::string::npos) {
      // A list's item and a text of several lines begin on the same line.
      const bool open = beside.empty() && !(in_map && item.value.is_node());
      lines_.Add(indent, label + beside, open ? Lines::End::kOpen : Lines::End::kClosed);
      WriteValue(item.value, indent + kIndent);
    } else {
      const bool is_left_out = item.value.is_null() && !beside.empty();
      lines_.Add(indent, label + (is_left_out ? "" : " " + text) + beside);
    }
  }

  Lines lines_;
};

}  // namespace

std::string FormatDocuments(const yaml::Node& documents) { return Formatter().Format(documents); }

}  // namespace pkgrepo::ytt
