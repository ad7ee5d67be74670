// The nodes of a template by number, so that generated code can refer to them: __ytt_tpl2_start_node(4).

#ifndef PKGREPO_YTT_TEMPLATE_TEMPLATE_NODES_H_
#define PKGREPO_YTT_TEMPLATE_TEMPLATE_NODES_H_

#include <string>
#include <utility>
#include <vector>

#include "yaml/node.h"

namespace pkgrepo::ytt {

struct TemplateNode {
  enum class Kind { kDocumentSet, kDocument, kMap, kMapItem, kArray, kArrayItem, kTextRoot, kText };

  Kind kind = Kind::kText;
  int parent = 0;                    // its number; 0 for none
  const yaml::Node* node = nullptr;  // of a document set, map or array
  const yaml::Item* item = nullptr;  // of a document, map item or array item
  std::string text = {};             // of a text
  // Names of the item's annotations with the lines they stand on.
  std::vector<std::pair<std::string, uint32_t>> annotation_lines = {};
  bool is_static = false;  // an item with all below it that holds no code: copied as a whole

  bool is_collection() const {
    return kind == Kind::kDocumentSet || kind == Kind::kMap || kind == Kind::kArray;
  }
  bool is_item() const {
    return kind == Kind::kDocument || kind == Kind::kMapItem || kind == Kind::kArrayItem;
  }
};

class TemplateNodes {
 public:
  // `documents` is what the nodes refer to; null for a text template.
  explicit TemplateNodes(yaml::RefPtr<yaml::Node> documents) : documents_(std::move(documents)) {}

  // Returns the node's number; the first is 1.
  int Add(TemplateNode node) {
    nodes_.push_back(std::move(node));
    return static_cast<int>(nodes_.size());
  }
  // Leaves out so many numbers, for nodes below a static one.
  void Skip(size_t count) { nodes_.resize(nodes_.size() + count); }

  bool Has(int64_t number) const { return number >= 1 && number <= static_cast<int64_t>(nodes_.size()); }
  const TemplateNode& at(int number) const { return nodes_[static_cast<size_t>(number) - 1]; }
  TemplateNode& at(int number) { return nodes_[static_cast<size_t>(number) - 1]; }

 private:
  yaml::RefPtr<yaml::Node> documents_;
  std::vector<TemplateNode> nodes_;
};

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_TEMPLATE_TEMPLATE_NODES_H_
