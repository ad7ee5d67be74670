#include <algorithm>
#include <iterator>
#include <vector>

#include "yaml/key_text.h"
#include "yaml/printer.h"

namespace pkgrepo::yaml {
namespace {

constexpr size_t kMargin = 10;  // blanks ahead of the position that sets the width

// The lines, with the place of each.
class PositionWriter {
 public:
  void Add(const Node& node, int level) {
    for (size_t i = 0; i < node.items.size(); ++i) {
      const Item& item = node.items[i];
      const std::string label = node.is_map()            ? KeyText(item.key) + ':'
                                : node.is_document_set() ? std::string("[doc]")
                                                         : '[' + std::to_string(i) + ']';
      AddItem(item, label, level, !node.is_document_set());
    }
  }

  std::string Print() const {
    size_t width = 0;  // grows when a position does not fit
    std::string out;
    for (const Line& line : lines_) {
      if (line.has_place) {
        if (line.position.size() > width) width = line.position.size() + kMargin;
        out.append(width - line.position.size(), ' ');
        out += line.position + " | ";
      }
      out += line.text + '\n';
    }
    return out;
  }

 private:
  struct Line {
    bool has_place;
    std::string position;
    std::string text;
  };

  static std::string ScalarText(const Value& value) {
    std::string text;
    AppendYaml(text, value);
    text.pop_back();
    return text;
  }

  void AddItem(const Item& item, const std::string& label, int level, bool inline_scalars) {
    const std::string indent(static_cast<size_t>(level) * 2, ' ');
    const bool has_place = item.position.known();
    const std::string position = item.position.ToString();
    const bool is_parsed = item.value.is_node() && !item.value.node()->is_computed();
    if (is_parsed) {
      lines_.push_back({has_place, position, indent + label});
      Add(*item.value.node(), level + 1);
      return;
    }
    const std::string text = ScalarText(item.value);
    if (inline_scalars && text.find('\n') == std::string::npos) {
      lines_.push_back({has_place, position, indent + label + ' ' + text});
    } else {
      lines_.push_back({has_place, position, indent + label});
      lines_.push_back({true, "", indent + "  " + text});
    }
  }

  std::vector<Line> lines_;
};

}  // namespace

std::string PrintPositions(const Node& documents) {
  Node printed(Node::Kind::kDocumentSet);
  std::copy_if(documents.items.begin(), documents.items.end(), std::back_inserter(printed.items), IsPrinted);
  PositionWriter writer;
  writer.Add(printed, 0);
  return writer.Print();
}

}  // namespace pkgrepo::yaml
