// A piece of YAML as Starlark code sees it: what a function with a YAML body returns, type "yamlfragment".
//
// A map is a mapping (fragment["key"], `in`, iteration over keys); an array and a document set are indexed by
// non-negative integers and iterate over their values. Fragments have no attributes and cannot be changed, sliced,
// compared or hashed. A fragment shares its node: overlays that change the node show in the fragment. Where a function
// reaches none of its YAML, its fragment is empty and has no node.

#ifndef PKGREPO_YTT_VALUE_FRAGMENT_H_
#define PKGREPO_YTT_VALUE_FRAGMENT_H_

#include "starlark/values/value.h"
#include "yaml/node.h"

namespace pkgrepo::ytt {

class Fragment final : public starlark::Container {
 public:
  static constexpr std::string_view kTypeName = "yamlfragment";

  explicit Fragment(yaml::RefPtr<yaml::Node> node);

  // Null for the empty fragment.
  const yaml::RefPtr<yaml::Node>& node() const { return node_; }

  std::string_view TypeName() const override { return kTypeName; }
  void Print(std::string& out, starlark::PrintStack& stack) const override;
  bool Truth() const override { return Length() > 0; }
  std::optional<bool> CompareSameType(starlark::CompareOp op, const Object& other, int depth) const override;
  int64_t Length() const override;
  starlark::Value Get(const starlark::Value& key) override;
  void SetKey(const starlark::Value& key, const starlark::Value& value) override;
  starlark::Value Slice(int64_t start, int64_t end, int64_t step) override;
  std::vector<std::pair<starlark::Value, starlark::Value>> Items() override;
  std::unique_ptr<starlark::Iterator> Iterate() override;
  void DropReferences() override;

 private:
  yaml::RefPtr<yaml::Node> node_;
};

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_VALUE_FRAGMENT_H_
