#include "annotated_yaml.h"

#include "starlark/values/callable.h"
#include "yaml/reader.h"
#include "ytt/module/modules.h"
#include "ytt/value/annotations.h"

namespace pkgrepo::ytt {

using starlark::CallArguments;
using starlark::Value;
using yaml::Item;
using yaml::Node;

yaml::RefPtr<Node> AnnotatedYaml::Documents(const std::string& name, const std::string& text) {
  const auto source = yaml::MakeRef<yaml::Source>(name, text);
  yaml::RefPtr<Node> documents = yaml::ReadDocuments(source, {.comments = true});
  Annotate(*documents);
  // A text that opens with a comment has an empty document ahead of its first "---".
  std::erase_if(documents->items, [](const Item& item) { return item.value.is_null() && !item.attachment; });
  return documents;
}

Item AnnotatedYaml::Document(const std::string& name, const std::string& text) {
  return Documents(name, text)->items.at(0);
}

void AnnotatedYaml::Annotate(Node& node) {
  for (Item& item : node.items) {
    Annotate(item);
    if (item.value.is_node()) Annotate(*item.value.node());
  }
}

void AnnotatedYaml::Annotate(Item& item) {
  if (!item.comments) return;
  for (const yaml::Comment& comment : item.comments->comments) {
    if (comment.text.size() < 2 || comment.text[0] != '@' || comment.text[1] == ' ') continue;
    const size_t blank = comment.text.find(' ');
    Annotation annotation;
    annotation.name = comment.text.substr(1, blank - 1);
    annotation.position = {item.position.source, comment.line};

    const auto take = [&annotation](starlark::Thread&, const CallArguments& arguments) {
      annotation.positional.assign(arguments.begin(), arguments.end());
      for (size_t i = 0; i < arguments.named_size(); ++i) {
        annotation.named.emplace_back(std::string(arguments.name(i)), arguments.named(i));
      }
      return Value::None();
    };
    const starlark::StringDict predeclared = {{"take", starlark::MakeBuiltin("take", take)},
                                              {"overlay", MakeOverlayModule()},
                                              {"assert", MakeAssertModule()}};
    const std::string arguments = blank == std::string::npos ? "" : comment.text.substr(blank);
    const auto program =
        starlark::Compile("annotation", "take(" + arguments + ")\n",
                          [&](std::string_view name) { return predeclared.find(name) != predeclared.end(); });
    starlark::Run(thread_, *program, predeclared);
    MutableAnnotations(item).Set(annotation);
  }
}

}  // namespace pkgrepo::ytt
