#include "ytt/template/text_compiler.h"

#include "base/strings.h"
#include "ytt/template/text_parts.h"

namespace pkgrepo::ytt {
namespace {

// A piece of code may have several lines; each becomes one of the program.
void AddCodeLines(Code& code, const TextPart& part, yaml::Position position, bool is_inline) {
  for (const std::string_view line : Split(part.content, '\n')) {
    code.Add({std::string(line), position, std::string(line), is_inline});
    ++position.line;
  }
}

}  // namespace

void AddTextInstructions(CompiledTemplate& compiled, std::string_view text, const yaml::Position& start,
                         bool is_inline) {
  Code& code = compiled.code;
  const std::string& prefix = compiled.prefix;
  code.AddGenerated(CodeText(prefix, "set_ctx_type").Add("(\"text\")"));
  code.AddGenerated(CodeText(prefix, "start_ctx").Add("(\"text\")"));
  const int root = compiled.nodes.Add({.kind = TemplateNode::Kind::kTextRoot});
  code.AddGenerated(CodeText(prefix, "start_node").Add("(" + std::to_string(root) + ')'));
  for (const TextPart& part : ParseTextTemplate(text, start.line)) {
    const yaml::Position position{start.source, start.line + part.line_offset};
    if (part.is_code && !part.prints) {
      AddCodeLines(code, part, position, is_inline);
      continue;
    }
    TemplateNode node{.kind = TemplateNode::Kind::kText, .parent = root};
    if (!part.is_code) node.text = part.content;
    const std::string number = std::to_string(compiled.nodes.Add(std::move(node)));
    const std::string shown(part.shown);
    code.Add({CodeText(prefix, "start_node").Add("(" + number + ')'), position, shown, is_inline});
    const std::string value = part.is_code ? ", (" + std::string(part.content) + ')' : "";
    code.Add({CodeText(prefix, "set_node").Add("(" + number + value + ')'), position, shown, is_inline});
  }
}

CompiledTemplate CompileTextTemplate(int number, const yaml::RefPtr<const yaml::Source>& source) {
  CompiledTemplate compiled(number, Code(source->name()));
  AddTextInstructions(compiled, source->text(), {source, 1}, false);
  compiled.code.AddGenerated(CodeText(compiled.prefix, "end_ctx").Add("()"));
  return compiled;
}

}  // namespace pkgrepo::ytt
