#include "ytt/overlay/plain_merge.h"

#include "ytt/overlay/annotations.h"

namespace pkgrepo::ytt {

using starlark::Value;
using yaml::Item;

namespace {

void Annotate(Item& item, std::string_view name, std::string_view keyword) {
  MutableAnnotations(item).Set({std::string(name), {}, {{std::string(keyword), Value::Bool(true)}}, {}});
}

void AnnotateArrays(Item& item) {
  if (item.value.is_array()) {
    AnnotateForAssignment(item);
  } else if (item.value.is_map()) {
    for (Item& child : item.value.node()->items) AnnotateArrays(child);
  }
}

}  // namespace

void AnnotateForPlainMerge(Item& document) {
  Annotate(document, kMatchChildDefaultsAnnotation, "missing_ok");
  if (document.value.is_map()) {
    AnnotateArrays(document);
  } else {
    AnnotateForAssignment(document);
  }
}

void AnnotateForAssignment(Item& item) { Annotate(item, "overlay/replace", "or_add"); }

}  // namespace pkgrepo::ytt
