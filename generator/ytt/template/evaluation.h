// Runs the instructions of a compiled template: builds documents, or a text.
//
//   auto evaluation = std::make_shared<Evaluation>(CompileYamlTemplate(…), options);
//   StringDict builtins = evaluation->Builtins();       // __ytt_tpl2_start_node and so on
//   Run(thread, program, builtins);
//   evaluation->documents();
//
// Every call of a function with a YAML or text body builds in a context of its own, on top of its caller's.
// Functions stay callable after the template itself has run; the builtins keep the evaluation alive.

#ifndef PKGREPO_YTT_TEMPLATE_EVALUATION_H_
#define PKGREPO_YTT_TEMPLATE_EVALUATION_H_

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "starlark/values/callable.h"
#include "starlark/values/struct.h"
#include "ytt/template/compiled_template.h"
#include "ytt/value/annotations.h"

namespace pkgrepo::ytt {

class Evaluation : public std::enable_shared_from_this<Evaluation> {
 public:
  Evaluation(CompiledTemplate compiled, const TemplateOptions& options)
      : compiled_(std::move(compiled)), options_(options) {}

  const CompiledTemplate& compiled() const { return compiled_; }
  // Hands the program over: the evaluation needs only the nodes.
  Code TakeCode() { return std::move(compiled_.code); }

  // The functions that the generated code calls, by name. They share ownership of this object.
  starlark::StringDict Builtins();
  // template.replace() for code of this template.
  starlark::Value ReplaceFunction();

  // What a YAML template made; null before it has run. Nodes may be shared with values that code still holds.
  const yaml::RefPtr<yaml::Node>& documents() const { return documents_; }
  // What a text template made.
  const std::string& text() const { return text_; }

 private:
  using Handler = starlark::Value (Evaluation::*)(const starlark::CallArguments&);
  // What an argument of a builtin is: the number of a node, of an item, a text, what collect_node_annotation gave, or
  // anything.
  enum class Parameter : uint8_t { kNode, kItem, kText, kCollected, kAny };
  struct Builtin;

  // A node being built. An item is the last one of the collection that holds it, unless template.replace()
  // put others in its place.
  struct Open {
    int number;
    yaml::RefPtr<yaml::Node> collection;
    bool is_item;
    bool is_replaced = false;
  };
  struct Context {
    ContextType type;
    std::vector<Open> open;         // outermost first
    yaml::RefPtr<yaml::Node> root;  // null before the first node
    std::string text;
  };

  static std::span<const Builtin> AllBuiltins();
  // Throws unless the arguments have the number and types that the builtin takes.
  void CheckArguments(const Builtin& builtin, const starlark::CallArguments& arguments) const;
  bool IsOf(Parameter parameter, const starlark::Value& argument) const;
  starlark::Value SetContextType(const starlark::CallArguments& arguments);
  starlark::Value StartContext(const starlark::CallArguments& arguments);
  starlark::Value EndContext(const starlark::CallArguments& arguments);
  starlark::Value StartNode(const starlark::CallArguments& arguments);
  starlark::Value SetNode(const starlark::CallArguments& arguments);
  static void NoteNesting(const Context& context, const yaml::Value& value);
  starlark::Value SetMapItemKey(const starlark::CallArguments& arguments);
  starlark::Value CollectAnnotation(const starlark::CallArguments& arguments);
  starlark::Value StartAnnotation(const starlark::CallArguments& arguments);
  starlark::Value Replace(const starlark::CallArguments& arguments);

  Context& Current();
  void StartRoot(Context& context, int number);
  void UnwindToParentOf(Context& context, int number);
  bool IsAncestor(int ancestor, int number) const;
  void AddCollection(Context& context, int number);
  void AddItem(Context& context, int number);
  yaml::Item MakeItem(int number);
  void CheckKey(yaml::Node& map, const yaml::Item& item);
  void ReplaceItem(const Open& open, const starlark::Value& value);

  CompiledTemplate compiled_;
  TemplateOptions options_;
  std::vector<Context> contexts_;
  std::unordered_map<int, yaml::RefPtr<Annotations>> annotations_;  // of nodes about to start
  std::optional<std::pair<int, yaml::Value>> key_;  // computed, of the map item about to start
  bool has_run_ = false;
  yaml::RefPtr<yaml::Node> documents_;
  std::string text_;
};

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_TEMPLATE_EVALUATION_H_
