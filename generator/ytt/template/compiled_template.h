// What compiling a template gives: Starlark code and the nodes it refers to.

#ifndef PKGREPO_YTT_TEMPLATE_COMPILED_TEMPLATE_H_
#define PKGREPO_YTT_TEMPLATE_COMPILED_TEMPLATE_H_

#include <functional>
#include <string>
#include <string_view>

#include "ytt/template/code.h"
#include "ytt/template/template_nodes.h"

namespace pkgrepo::ytt {

enum class ContextType { kYaml, kText };

struct CompiledTemplate {
  CompiledTemplate(int template_number, Code template_code, yaml::RefPtr<yaml::Node> documents = {})
      : number(template_number),
        prefix("__ytt_tpl" + std::to_string(template_number) + '_'),
        code(std::move(template_code)),
        nodes(std::move(documents)) {}

  int number;          // in the order of compilation; part of the names of its builtins
  std::string prefix;  // "__ytt_tpl2_"
  Code code;
  TemplateNodes nodes;
  // Makes the code again, with lines for all nodes, also for those that do not need any: what the code of a template
  // leaves open is reported at the line that comes next. Empty if `code` has them all.
  std::function<Code()> complete_code = {};
};

struct TemplateOptions {
  bool ignore_unknown_comments = false;
  bool implicit_map_key_overrides = false;
};

// A YAML template, read with its comments. Throws Error for comments that ytt does not know and for nodes
// with both a value and code; callers put "Compiling YAML template" ahead of the message.
CompiledTemplate CompileYamlTemplate(int number, const yaml::RefPtr<const yaml::Source>& source,
                                     const yaml::RefPtr<yaml::Node>& documents,
                                     const TemplateOptions& options);

// A text template: (@ code @) and (@= value @). Throws Error for unbalanced marks.
CompiledTemplate CompileTextTemplate(int number, const yaml::RefPtr<const yaml::Source>& source);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_TEMPLATE_COMPILED_TEMPLATE_H_
