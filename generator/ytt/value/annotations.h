// Annotations: what "#@overlay/match by="name"" leaves on the node that it precedes.
//
//   if (const Annotation* match = FindAnnotation(item, "overlay/match")) {
//     for (const auto& [name, value] : match->named) …
//   }
//   MutableAnnotations(item).Remove("overlay/match");
//
// Copies of an item share its annotations; MutableAnnotations() makes them the item's own first.

#ifndef PKGREPO_YTT_VALUE_ANNOTATIONS_H_
#define PKGREPO_YTT_VALUE_ANNOTATIONS_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "starlark/values/value.h"
#include "yaml/node.h"

namespace pkgrepo::ytt {

struct Annotation {
  std::string name;  // "overlay/match"
  std::vector<starlark::Value> positional;
  std::vector<std::pair<std::string, starlark::Value>> named;  // in the order written
  yaml::Position position;                                     // of the comment

  // The keyword argument, or null.
  const starlark::Value* Named(std::string_view name) const;
};

// " (at file.yml:3)" and " (by file.yml:3)", as messages close.
std::string At(const Annotation& annotation);
std::string By(const Annotation& annotation);

// Base of what later passes attach for themselves, such as a schema type or validation rules.
class NodeMetadata {
 public:
  virtual ~NodeMetadata() = default;
};

class Annotations : public yaml::Attachment {
 public:
  yaml::RefPtr<yaml::Attachment> Clone() const override;

  const Annotation* Find(std::string_view name) const;
  // Replaces one of the same name.
  void Set(Annotation annotation);
  void Remove(std::string_view name);
  const std::vector<Annotation>& all() const { return all_; }

  std::shared_ptr<const NodeMetadata> schema_type;
  std::shared_ptr<const NodeMetadata> validations;

 private:
  std::vector<Annotation> all_;
};

// Null where the item or node has none.
const Annotations* GetAnnotations(const yaml::Item& item);
const Annotations* GetAnnotations(const yaml::Node& node);
const Annotation* FindAnnotation(const yaml::Item& item, std::string_view name);

// Not shared with other items; made if there are none.
Annotations& MutableAnnotations(yaml::Item& item);
Annotations& MutableAnnotations(yaml::Node& node);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_VALUE_ANNOTATIONS_H_
