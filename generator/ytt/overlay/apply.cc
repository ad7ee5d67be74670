#include "ytt/overlay/apply.h"

#include "base/error.h"
#include "starlark/values/callable.h"
#include "yaml/key_text.h"
#include "ytt/overlay/overlay_run.h"
#include "ytt/value/annotations.h"
#include "ytt/value/convert.h"

namespace pkgrepo::ytt {

using yaml::Item;
using yaml::Node;
using yaml::RefPtr;

namespace {

void RemoveOverlayAnnotations(Item& item) {
  const Annotations* const annotations = GetAnnotations(item);
  if (annotations == nullptr) return;
  const std::vector<Annotation> all = annotations->all();
  for (const Annotation& annotation : all) {
    if (annotation.name.starts_with("overlay/")) MutableAnnotations(item).Remove(annotation.name);
  }
}

// Makes a result of it: it is not an overlay itself, and knows how deep it nests. Returns whether it is not too
// deep.
bool Settle(Node& node) {
  bool is_fine = true;
  for (Item& item : node.items) {
    RemoveOverlayAnnotations(item);
    if (!item.value.is_node()) continue;
    is_fine = node.Nest(item.value) && is_fine;  // tells the inner one first
    is_fine = Settle(*item.value.node()) && is_fine;
    is_fine = node.Nest(item.value) && is_fine;
  }
  return is_fine;
}

void CheckDepth(bool is_fine) {
  if (!is_fine) throw Error("Expected values to be nested less deeply");
}

}  // namespace

yaml::Value ApplyOverlay(starlark::Thread& thread, const yaml::Value& left, const yaml::Value& right) {
  yaml::Value result = left;
  MakeParsed(result);
  yaml::Value edits = right;
  MakeParsed(edits);
  if (!edits.is_node()) return result;
  RequireSameCollection(result, edits);
  CheckDepth(result.node()->depth() + edits.node()->height() <= yaml::kMaxDepth);
  OverlayRun(thread).ApplyNode(result.shared_node(), *edits.node(), MatchCount());
  CheckDepth(Settle(*result.node()));
  return result;
}

bool IsOverlay(const Item& document) { return FindAnnotation(document, kMatchAnnotation) != nullptr; }

void RefuseEqualKeys(Node& node) {
  for (const Item& item : node.items) {
    if (node.is_map() && node.Find(item.key) != &item) {
      throw Error("Unexpected duplicate key: " + yaml::KeyText(item.key));
    }
    if (item.value.is_node()) RefuseEqualKeys(*item.value.node());
  }
}

OverlayEffects OverlayDocuments(starlark::Thread& thread, const std::vector<RefPtr<Node>>& targets,
                                const Item& document) {
  Item edits = document;
  MakeParsed(edits.value);
  OverlayRun run(thread);
  run.ApplyItem(targets, edits, OverlayPlace::kDocument, MatchCount());
  return run.effects();
}

Item OverlayDocument(starlark::Thread& thread, const Item& base, const Item& overlay) {
  Item edits = overlay;
  const Annotation* const match = FindAnnotation(overlay, kMatchAnnotation);
  Annotation by_all = match != nullptr ? *match : Annotation{std::string(kMatchAnnotation), {}, {}, {}};
  std::erase_if(by_all.named, [](const auto& argument) { return argument.first == "by"; });
  const auto all = [](starlark::Thread&, const starlark::CallArguments&) {
    return starlark::Value::Bool(true);
  };
  by_all.named.emplace_back("by", starlark::MakeBuiltin("overlay.all", all));
  MutableAnnotations(edits).Set(std::move(by_all));

  const auto documents = yaml::MakeRef<Node>(Node::Kind::kDocumentSet);
  Item copy = base;
  copy.value = base.value.DeepCopy();
  MakeParsed(copy.value);
  documents->items.push_back(std::move(copy));
  OverlayDocuments(thread, {documents}, edits);
  if (documents->items.empty()) throw Error("Expected the overlay to leave a document");
  return documents->items.front();
}

}  // namespace pkgrepo::ytt
