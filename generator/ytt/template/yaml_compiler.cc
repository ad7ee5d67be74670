#include <unordered_set>

#include "base/error.h"
#include "ytt/template/comment.h"
#include "ytt/template/compiled_template.h"
#include "ytt/template/text_compiler.h"

namespace pkgrepo::ytt {
namespace {

using yaml::Item;
using yaml::Node;
using Kind = TemplateNode::Kind;

constexpr std::string_view kTextTemplated = "yaml/text-templated-strings";

Kind ItemKind(const Node& parent) {
  if (parent.is_map()) return Kind::kMapItem;
  return parent.is_array() ? Kind::kArrayItem : Kind::kDocument;
}

// How many template nodes there are below the item.
size_t CountBelow(const Item& item) {
  if (!item.value.is_node()) return 0;
  size_t count = 1;
  for (const Item& child : item.value.node()->items) count += 1 + CountBelow(child);
  return count;
}

// How many instructions ytt has for the item's value.
size_t CountInstructions(const Item& item) {
  size_t count = 1;  // the scalar is set, or the collection started
  if (!item.value.is_node()) return count;
  for (const Item& child : item.value.node()->items) count += 1 + CountInstructions(child);
  return count;
}

bool HasLines(const yaml::Value& key) {
  return key.is_string() && key.string().find('\n') != std::string_view::npos;
}

// ytt says behind an instruction what node it is about. That shows in errors about lines that have no place in
// the template; and a key of several lines becomes code by it.
std::string Remark(const Item& item, Kind kind) {
  if (kind == Kind::kMapItem && HasLines(item.key))
    return " # *yamlmeta.MapItem key=" + std::string(item.key.string());
  return kind == Kind::kDocument && !item.position.known() ? " # *yamlmeta.Document" : "";
}

bool HasEqualKeys(const Node& map) {
  std::unordered_set<std::string_view> texts;
  for (const Item& item : map.items) {
    // Keys that are not texts, or span several lines, are rare: maps that have some are built item by item.
    if (!item.key.is_string() || !texts.insert(item.key.string()).second || HasLines(item.key)) return true;
  }
  return false;
}

// Whether nothing below the item is code, so that it can be copied as a whole.
bool IsPlainBelow(const Item& item) {
  if (!item.value.is_node()) return true;
  const Node& node = *item.value.node();
  if (node.is_map() && HasEqualKeys(node)) return false;
  for (const Item& child : node.items) {
    if (child.comments || !IsPlainBelow(child)) return false;
  }
  return true;
}

// "if/end x:" is "if x:" for the next node only.
bool TakeEndSugar(std::string& code) {
  const size_t start = code.find_first_not_of(' ');
  if (start == std::string::npos) return false;
  for (const std::string_view word : {"if", "elif", "else", "for", "def"}) {
    if (code.compare(start, word.size(), word) == 0 && code.compare(start + word.size(), 4, "/end") == 0) {
      code.erase(start + word.size(), 4);
      return true;
    }
  }
  return false;
}

// Which nodes get code: those that need some, or all.
enum class Extent { kNeeded, kComplete };

class YamlCompiler {
 public:
  YamlCompiler(CompiledTemplate& compiled, yaml::RefPtr<const yaml::Source> source,
               const TemplateOptions& options, Extent extent)
      : compiled_(compiled),
        code_(compiled.code),
        prefix_(compiled.prefix),
        source_(std::move(source)),
        options_(options),
        extent_(extent) {}

  void Compile(const Node& documents) {
    code_.AddGenerated(CodeText(prefix_, "set_ctx_type").Add("(\"yaml\")"));
    code_.AddGenerated(CodeText(prefix_, "start_ctx").Add("(\"yaml\")"));
    AddCollection(documents, 0, false);
    code_.AddGenerated(CodeText(prefix_, "end_ctx").Add("(None)"));
  }

 private:
  // What the comments of an item say.
  struct Directives {
    std::vector<std::pair<std::string_view, yaml::Position>> values;  // code
    bool ends_block = false;
    bool text_templated = false;
  };

  void AddCollection(const Node& node, int parent, bool text_templated) {
    const Kind kind = node.is_map() ? Kind::kMap : node.is_array() ? Kind::kArray : Kind::kDocumentSet;
    const int number = compiled_.nodes.Add({.kind = kind, .parent = parent, .node = &node});
    AddInstruction(Call("start_node", number).Add(")"), node.position);
    for (const Item& item : node.items) AddItem(item, ItemKind(node), number, text_templated);
  }

  void AddItem(const Item& item, Kind kind, int parent, bool text_templated) {
    const int number = compiled_.nodes.Add({.kind = kind, .parent = parent, .item = &item});
    const std::string remark = Remark(item, kind);
    const Directives directives = AddComments(item, number, remark);
    text_templated = text_templated || directives.text_templated;
    if (text_templated && kind == Kind::kMapItem && item.key.is_string()) {
      AddText(item.key.string(), item.position, Call("set_map_item_key", number), remark);
    }
    AddInstruction(Call("start_node", number).Add(")"), item.position, remark);
    if (!directives.values.empty()) {
      for (const auto& [value, position] : directives.values) {
        AddInstruction(Call("set_node", number).Add(", (").Add(value).Add("))"), position, remark);
      }
    } else if (extent_ == Extent::kNeeded && !text_templated && !HasLines(item.key) && IsPlainBelow(item)) {
      compiled_.nodes.at(number).is_static = true;
      compiled_.nodes.Skip(CountBelow(item));
      code_.Omit(CountInstructions(item));
    } else {
      AddValue(item, number, text_templated, remark);
    }
    if (directives.ends_block) code_.AddGenerated(std::string("end"));
  }

  void AddValue(const Item& item, int number, bool text_templated, std::string_view remark) {
    if (item.value.is_node()) {
      AddCollection(*item.value.node(), number, text_templated);
    } else if (text_templated && item.value.is_string()) {
      AddText(item.value.string(), item.position, Call("set_node", number), remark);
    } else {
      AddInstruction(Call("set_node", number).Add(")"), item.position, remark);
    }
  }

  // Code that makes a text and hands it to a call that lacks its last argument.
  void AddText(std::string_view text, const yaml::Position& position, CodeText call,
               std::string_view remark) {
    AddTextInstructions(compiled_, text, position, true);
    AddInstruction(call.Add(", (").Name(prefix_, "end_ctx").Add("()))"), position, remark);
    code_.AddGenerated(CodeText(prefix_, "set_ctx_type").Add("(\"yaml\")"));
  }

  // Code comes first, wherever it stands, so that annotations may use what it defines.
  Directives AddComments(const Item& item, int number, std::string_view remark) {
    Directives result;
    if (!item.comments) return result;
    std::vector<std::pair<YttComment, yaml::Position>> annotations;
    for (const yaml::Comment& comment : item.comments->comments) {
      const YttComment parsed = ParseComment(comment, options_.ignore_unknown_comments);
      const yaml::Position position{source_, comment.line};
      const bool beside = comment.line == item.position.line;
      if (parsed.kind == YttComment::Kind::kAnnotation) {
        annotations.emplace_back(parsed, position);
      } else if (parsed.kind == YttComment::Kind::kValue ||
                 (parsed.kind == YttComment::Kind::kCodeOrValue && beside)) {
        TakeValue(result, parsed.content, position, item);
      } else if (parsed.kind != YttComment::Kind::kNote) {
        AddCode(result, std::string(parsed.content), position);
      }
    }
    for (const auto& [parsed, position] : annotations)
      AddAnnotation(result, parsed, position, number, remark);
    return result;
  }

  void AddAnnotation(Directives& result, const YttComment& parsed, const yaml::Position& position, int number,
                     std::string_view remark) {
    if (parsed.name == kTextTemplated) result.text_templated = true;
    compiled_.nodes.at(number).annotation_lines.emplace_back(parsed.name, position.line);
    CodeText call = Call("start_node_annotation", number).Add(", \"").Add(parsed.name).Add("\", ");
    call.Name(prefix_, "collect_node_annotation").Add("(").Add(parsed.content).Add("))");
    AddInstruction(std::move(call), position, remark);
  }

  static void TakeValue(Directives& result, std::string_view value, const yaml::Position& position,
                        const Item& item) {
    if (!item.value.is_null()) {
      throw Error("Expected YAML node at " + position.ToSentence() +
                  " to have either computed or YAML value, but found both");
    }
    result.values.emplace_back(value, position);
  }

  void AddCode(Directives& result, std::string code, const yaml::Position& position) {
    if (result.ends_block) {
      throw Error("Unexpected code at " + position.ToSentence() +
                  " after use of '*/end', expected YAML node");
    }
    result.ends_block = TakeEndSugar(code);
    code_.Add(std::move(code), position);
  }

  // The beginning of a call that is about a node.
  CodeText Call(std::string_view builtin, int number) const {
    return std::move(CodeText(prefix_, builtin).Add("(").Add(std::to_string(number)));
  }

  void AddInstruction(CodeText call, const yaml::Position& position, std::string_view remark = {}) {
    call.Add(remark);
    if (position.known()) {
      code_.Add(std::move(call), position);
    } else {
      code_.AddGenerated(std::move(call));
    }
  }

  CompiledTemplate& compiled_;
  Code& code_;
  const std::string& prefix_;
  yaml::RefPtr<const yaml::Source> source_;
  const TemplateOptions& options_;
  const Extent extent_;
};

}  // namespace

CompiledTemplate CompileYamlTemplate(int number, const yaml::RefPtr<const yaml::Source>& source,
                                     const yaml::RefPtr<Node>& documents, const TemplateOptions& options) {
  const auto compile = [=](Extent extent) {
    CompiledTemplate compiled(number, Code(source->name()), documents);
    YamlCompiler(compiled, source, options, extent).Compile(*documents);
    return compiled;
  };
  CompiledTemplate compiled = compile(Extent::kNeeded);
  compiled.complete_code = [compile] { return compile(Extent::kComplete).code; };
  return compiled;
}

}  // namespace pkgrepo::ytt
