// YAML with annotations, for tests of what works on annotated nodes: "#@overlay/match by=overlay.all" and the
// like are evaluated, without the rest of templating.
//
//   AnnotatedYaml yaml;
//   Item document = yaml.Document("a.yml", "#@overlay/match missing_ok=True\na: 1\n");

#ifndef PKGREPO_TESTS_UNIT_YTT_ANNOTATED_YAML_H_
#define PKGREPO_TESTS_UNIT_YTT_ANNOTATED_YAML_H_

#include <string>

#include "starlark/eval/interpreter.h"
#include "starlark/values/heap.h"
#include "yaml/node.h"

namespace pkgrepo::ytt {

class AnnotatedYaml {
 public:
  AnnotatedYaml() : thread_(host_) {}

  // The documents of a text. Arguments of annotations may use the modules overlay and assert.
  yaml::RefPtr<yaml::Node> Documents(const std::string& name, const std::string& text);
  // The first of them.
  yaml::Item Document(const std::string& name, const std::string& text);

  starlark::Thread& thread() { return thread_; }

 private:
  class NoHost final : public starlark::Host {
   public:
    starlark::StringDict Load(starlark::Thread&, std::string_view) override { return {}; }
    void Print(starlark::Thread&, std::string_view) override {}
  };

  void Annotate(yaml::Node& node);
  void Annotate(yaml::Item& item);

  starlark::Heap heap_;
  NoHost host_;
  starlark::Thread thread_;
};

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_TESTS_UNIT_YTT_ANNOTATED_YAML_H_
