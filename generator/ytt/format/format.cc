#include "ytt/format/format.h"

#include "base/strings.h"
#include "yaml/printer.h"

namespace pkgrepo::ytt {
namespace {

constexpr size_t kIndent = 2;

// A scalar or an empty collection, the lines after the first one indented by `indent`.
std::string FormatScalar(const yaml::Value& value, size_t indent) {
  std::string text;
  yaml::AppendYaml(text, value);
  const std::vector<std::string_view> lines = SplitLines(text);
  std::string out;
  for (size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) out += "\n" + std::string(lines[i].empty() ? 0 : indent, ' ');
    out += lines[i];
  }
  return out;
}

std::string FormatKey(const yaml::Value& key) { return FormatScalar(key, 0); }

bool IsBlock(const yaml::Value& value) { return value.is_node() && !value.node()->items.empty(); }

class Formatter {
 public:
  std::string Format(const yaml::Node& documents) {
    for (size_t i = 0; i < documents.items.size(); ++i) {
      const yaml::Item& document = documents.items[i];
      const std::string beside = CommentBeside(document);
      if (i > 0 && !beside.empty()) empty_line_wanted_ = true;
      const bool has_comments = WriteCommentsAbove(document, 0, i == 0);
      if (i > 0 || has_comments) {
        if (!beside.empty()) StartLine(0);
        Write("---" + beside + "\n");
      }
      WriteContent(document.value, 0);
    }
    return std::move(out_);
  }

 private:
  void Write(std::string_view text) {
    out_ += text;
    empty_line_wanted_ = false;
  }

  // Opens a line of its own at `indent`, after an empty line if one is due.
  void StartLine(size_t indent) {
    if (empty_line_wanted_) out_ += "\n";
    Write(std::string(indent, ' '));
  }

  // Nothing stands between the first item and what it is in.
  bool WriteCommentsAbove(const yaml::Item& item, size_t indent, bool is_first) {
    bool any = false;
    if (!item.comments) return false;
    for (const yaml::Comment& comment : item.comments->comments) {
      if (comment.line == item.position.line) continue;
      if (!any) empty_line_wanted_ = !is_first;
      any = true;
      StartLine(indent);
      Write("#" + comment.text + "\n");
    }
    return any;
  }

  static std::string CommentBeside(const yaml::Item& item) {
    std::string text;
    if (!item.comments) return text;
    for (const yaml::Comment& comment : item.comments->comments) {
      if (comment.line == item.position.line) text += " #" + comment.text;
    }
    return text;
  }

  // The value of a document or of an item whose line is complete.
  void WriteContent(const yaml::Value& value, size_t indent) {
    if (IsBlock(value)) {
      WriteItems(*value.node(), indent, false);
    } else if (!value.is_null()) {
      Write(std::string(indent, ' ') + FormatScalar(value, indent) + "\n");
      out_ += "\n";
    }
  }

  // With `on_line`, the first item goes on behind what is on the line.
  void WriteItems(const yaml::Node& node, size_t indent, bool on_line) {
    for (size_t i = 0; i < node.items.size(); ++i) {
      const yaml::Item& item = node.items[i];
      bool has_comments = false;
      if (!(on_line && i == 0)) {
        if (i == 0) empty_line_wanted_ = false;
        has_comments = WriteCommentsAbove(item, indent, i == 0);
        StartLine(indent);
      }
      if (node.is_map()) {
        WriteMapItem(item, indent);
      } else {
        WriteArrayItem(item, indent);
      }
      if (has_comments) empty_line_wanted_ = true;
    }
  }

  void WriteMapItem(const yaml::Item& item, size_t indent) {
    const std::string beside = CommentBeside(item);
    Write(FormatKey(item.key) + ":");
    if (IsBlock(item.value)) {
      Write(beside + "\n");
      WriteItems(*item.value.node(), indent + kIndent, false);
    } else if (item.value.is_null() && !beside.empty()) {
      Write(beside + "\n");
    } else {
      Write(" " + FormatScalar(item.value, indent) + beside + "\n");
    }
  }

  void WriteArrayItem(const yaml::Item& item, size_t indent) {
    const std::string beside = CommentBeside(item);
    Write("-");
    if (IsBlock(item.value)) {
      const bool first_has_comments = HasCommentsAbove(item.value.node()->items[0]);
      const bool same_line = beside.empty() && !first_has_comments;
      Write(same_line ? " " : beside + "\n");
      WriteItems(*item.value.node(), indent + kIndent, same_line);
    } else if (item.value.is_null() && !beside.empty()) {
      Write(beside + "\n");
    } else {
      Write(" " + FormatScalar(item.value, indent) + beside + "\n");
    }
  }

  static bool HasCommentsAbove(const yaml::Item& item) {
    if (!item.comments) return false;
    for (const yaml::Comment& comment : item.comments->comments) {
      if (comment.line != item.position.line) return true;
    }
    return false;
  }

  std::string out_;
  bool empty_line_wanted_ = false;
};

}  // namespace

std::string FormatDocuments(const yaml::Node& documents) { return Formatter().Format(documents); }

}  // namespace pkgrepo::ytt
