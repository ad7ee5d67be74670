#include "ytt/template/evaluation.h"

#include <cstdint>

#include "base/error.h"
#include "starlark/values/operations.h"
#include "starlark/values/string.h"
#include "yaml/key_text.h"
#include "ytt/value/convert.h"
#include "ytt/value/fragment.h"
#include "ytt/value/type_names.h"

namespace pkgrepo::ytt {
namespace {

using starlark::CallArguments;
using starlark::Value;
using yaml::Item;
using yaml::Node;
using Kind = TemplateNode::Kind;

constexpr std::string_view kMapKeyOverride = "yaml/map-key-override";

// Stands for the value of template.replace(), which has done its work already.
class ReplacedMark final : public starlark::Object {
 public:
  std::string_view TypeName() const override { return "noop"; }
};

// The arguments of an annotation, on their way from collect_node_annotation to start_node_annotation.
class CollectedArguments final : public starlark::Object {
 public:
  explicit CollectedArguments(const CallArguments& arguments)
      : positional(arguments.begin(), arguments.end()) {
    for (size_t i = 0; i < arguments.named_size(); ++i) {
      named.emplace_back(std::string(arguments.name(i)), arguments.named(i));
    }
  }
  std::string_view TypeName() const override { return "annotation"; }

  std::vector<Value> positional;
  std::vector<std::pair<std::string, Value>> named;
};

Node::Kind CollectionKind(Kind kind) {
  if (kind == Kind::kMap) return Node::Kind::kMap;
  return kind == Kind::kArray ? Node::Kind::kArray : Node::Kind::kDocumentSet;
}

std::string KindName(Kind kind) {
  switch (kind) {
    case Kind::kDocumentSet:
      return "document set";
    case Kind::kDocument:
      return "document";
    case Kind::kMap:
      return "map";
    case Kind::kMapItem:
      return "map item";
    case Kind::kArray:
      return "array";
    case Kind::kArrayItem:
      return "array item";
    default:
      return "text";
  }
}

std::string ContentsOf(Kind kind) {
  switch (kind) {
    case Kind::kDocumentSet:
      return "documents";
    case Kind::kMap:
      return "map items";
    case Kind::kArray:
      return "array items";
    case Kind::kArrayItem:
      return "maps, arrays, or scalars";
    default:
      return "arrays, maps, or scalars";
  }
}

[[noreturn]] void ThrowMisplaced(Kind parent, Kind child) {
  throw Error(KindName(parent) + "s can only contain " + ContentsOf(parent) + "; this is a " +
              KindName(child));
}

int NodeNumber(const Value& argument) { return static_cast<int>(argument.as_int()); }

void RemoveKey(Node& map, const yaml::Value& key) {
  const Item* found = map.Find(key);
  if (found != nullptr) map.items.erase(map.items.begin() + (found - map.items.data()));
}

}  // namespace

// Handlers may rely on what is said here: it is checked before they are called.
struct Evaluation::Builtin {
  static constexpr size_t kMostParameters = 3;

  std::string_view name;
  Handler handler;
  size_t required = 0;
  size_t count = 0;
  Parameter parameters[kMostParameters] = {};
  bool takes_anything = false;  // any number of arguments, named ones too
};

std::span<const Evaluation::Builtin> Evaluation::AllBuiltins() {
  using enum Parameter;
  static constexpr Builtin kBuiltins[] = {
      {"set_ctx_type", &Evaluation::SetContextType, 1, 1, {kText}},
      {"start_ctx", &Evaluation::StartContext, 1, 1, {kText}},
      {"end_ctx", &Evaluation::EndContext, 0, 1, {kAny}},
      {"start_node", &Evaluation::StartNode, 1, 1, {kNode}},
      {"set_node", &Evaluation::SetNode, 1, 2, {kNode, kAny}},
      {"set_map_item_key", &Evaluation::SetMapItemKey, 2, 2, {kItem, kAny}},
      {"collect_node_annotation", &Evaluation::CollectAnnotation, 0, 0, {}, true},
      {"start_node_annotation", &Evaluation::StartAnnotation, 3, 3, {kItem, kText, kCollected}},
  };
  return kBuiltins;
}

bool Evaluation::IsOf(Parameter parameter, const Value& argument) const {
  const bool is_node = argument.is_small_int() && compiled_.nodes.Has(argument.as_int());
  switch (parameter) {
    case Parameter::kNode:
      return is_node;
    case Parameter::kItem:
      return is_node && compiled_.nodes.at(NodeNumber(argument)).item != nullptr;
    case Parameter::kText:
      return argument.is_string();
    case Parameter::kCollected:
      return argument.As<CollectedArguments>() != nullptr;
    case Parameter::kAny:
      return true;
  }
  return false;
}

// A user's code cannot name the builtins, but what it puts between the parentheses of a generated call may hold more
// parentheses than it should.
void Evaluation::CheckArguments(const Builtin& builtin, const CallArguments& arguments) const {
  if (builtin.takes_anything) return;
  if (arguments.size() < builtin.required || arguments.size() > builtin.count || arguments.named_size() > 0) {
    throw Error("called with a wrong number of arguments");
  }
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (!IsOf(builtin.parameters[i], arguments[i])) {
      throw Error("called with a wrong argument: " + std::string(starlark::TypeName(arguments[i])));
    }
  }
}

starlark::StringDict Evaluation::Builtins() {
  starlark::StringDict builtins;
  for (const Builtin& builtin : AllBuiltins()) {
    const std::string name = compiled_.prefix + std::string(builtin.name);
    builtins[name] = starlark::MakeBuiltin(name, [self = shared_from_this(), &builtin, context = name + ": "](
                                                     starlark::Thread&, const CallArguments& arguments) {
      return WithContext(context, [&] {
        self->CheckArguments(builtin, arguments);
        return (self.get()->*builtin.handler)(arguments);
      });
    });
  }
  return builtins;
}

Value Evaluation::ReplaceFunction() {
  return starlark::MakeBuiltin(
      "template.replace", [self = shared_from_this()](starlark::Thread&, const CallArguments& arguments) {
        return WithContext("template.replace: ", [&] { return self->Replace(arguments); });
      });
}

Evaluation::Context& Evaluation::Current() {
  if (contexts_.empty()) throw Error("no node is being built");
  return contexts_.back();
}

// The type matters to the compiler only, which has seen it.
Value Evaluation::SetContextType(const CallArguments&) { return Value::None(); }

Value Evaluation::StartContext(const CallArguments& arguments) {
  const bool is_text = arguments[0].as_string() == "text";
  contexts_.push_back({is_text ? ContextType::kText : ContextType::kYaml, {}, {}, {}});
  return Value::None();
}

// The value of the function that ends: its argument, if the function returns something of its own.
Value Evaluation::EndContext(const CallArguments& arguments) {
  Context context = std::move(Current());
  contexts_.pop_back();
  if (!has_run_ && contexts_.empty()) {
    has_run_ = true;
    documents_ = std::move(context.root);
    text_ = std::move(context.text);
    return Value::None();
  }
  if (arguments.size() > 0) return arguments[0];
  if (context.type == ContextType::kText) return Value::String(context.text);
  return starlark::MakeRef<Fragment>(std::move(context.root));
}

Value Evaluation::StartNode(const CallArguments& arguments) {
  const int number = NodeNumber(arguments[0]);
  Context& context = Current();
  const TemplateNode& node = compiled_.nodes.at(number);
  if (node.kind == Kind::kText || node.kind == Kind::kTextRoot) return Value::None();
  if (context.open.empty()) {
    StartRoot(context, number);
  } else {
    UnwindToParentOf(context, number);
  }
  if (node.is_item()) {
    AddItem(context, number);
  } else if (context.open.back().number != number) {
    AddCollection(context, number);
  }
  return Value::None();
}

// The first node of a context: a collection is the context's value; the first of some items belongs to a
// collection that the others will join.
void Evaluation::StartRoot(Context& context, int number) {
  const TemplateNode& node = compiled_.nodes.at(number);
  const int root = node.is_item() ? node.parent : number;
  const TemplateNode& root_node = compiled_.nodes.at(root);
  context.root = yaml::MakeRef<Node>(CollectionKind(root_node.kind), root_node.node->position);
  context.open.push_back({root, context.root, false});
}

bool Evaluation::IsAncestor(int ancestor, int number) const {
  for (int parent = compiled_.nodes.at(number).parent; parent != 0;
       parent = compiled_.nodes.at(parent).parent) {
    if (parent == ancestor) return true;
  }
  return false;
}

// Nodes are given in the order of the template, but blocks of code may leave any number of levels at once.
void Evaluation::UnwindToParentOf(Context& context, int number) {
  while (!context.open.empty() && !IsAncestor(context.open.back().number, number)) context.open.pop_back();
  if (context.open.empty()) {
    throw Error("expected to find node tag " + std::to_string(compiled_.nodes.at(number).parent) +
                " when unwinding");
  }
}

void Evaluation::AddCollection(Context& context, int number) {
  const TemplateNode& node = compiled_.nodes.at(number);
  const Open& parent = context.open.back();
  const Kind parent_kind = compiled_.nodes.at(parent.number).kind;
  if (!parent.is_item || node.kind == Kind::kDocumentSet) ThrowMisplaced(parent_kind, node.kind);
  auto collection = yaml::MakeRef<Node>(CollectionKind(node.kind), node.node->position);
  parent.collection->items.back().value = collection;
  context.open.push_back({number, std::move(collection), false});
}

void Evaluation::AddItem(Context& context, int number) {
  const TemplateNode& node = compiled_.nodes.at(number);
  const Open& parent = context.open.back();
  const Kind parent_kind = compiled_.nodes.at(parent.number).kind;
  const bool fits = (parent_kind == Kind::kMap && node.kind == Kind::kMapItem) ||
                    (parent_kind == Kind::kArray && node.kind == Kind::kArrayItem) ||
                    (parent_kind == Kind::kDocumentSet && node.kind == Kind::kDocument);
  if (!fits) ThrowMisplaced(parent_kind, node.kind);
  Item item = MakeItem(number);
  if (node.kind == Kind::kMapItem) CheckKey(*parent.collection, item);
  yaml::RefPtr<Node> collection = parent.collection;
  collection->items.push_back(std::move(item));
  context.open.push_back({number, std::move(collection), true});
}

Item Evaluation::MakeItem(int number) {
  const TemplateNode& node = compiled_.nodes.at(number);
  const Item& original = *node.item;
  Item item(original.key, node.is_static ? original.value.DeepCopy() : yaml::Value(), original.position);
  if (key_ && key_->first == number) {
    item.key = std::move(key_->second);
    key_.reset();
  }
  const auto annotations = annotations_.find(number);
  if (annotations != annotations_.end()) {
    item.attachment = std::move(annotations->second);
    annotations_.erase(annotations);
  }
  return item;
}

void Evaluation::CheckKey(Node& map, const Item& item) {
  if (map.Find(item.key) == nullptr) return;
  if (!options_.implicit_map_key_overrides && FindAnnotation(item, kMapKeyOverride) == nullptr) {
    throw Error("expected key '" + yaml::KeyText(item.key) + "' to not be specified again (unless '" +
                std::string(kMapKeyOverride) + "' annotation is added)");
  }
  RemoveKey(map, item.key);
}

// `value` becomes that of the innermost open item.
void Evaluation::NoteNesting(const Context& context, const yaml::Value& value) {
  if (!value.is_node()) return;
  size_t levels = 0;
  for (auto open = context.open.rbegin(); open != context.open.rend(); ++open) {
    if (open->is_item) CheckNesting(*open->collection, value, ++levels);
  }
}

Value Evaluation::SetNode(const CallArguments& arguments) {
  const int number = NodeNumber(arguments[0]);
  const TemplateNode& node = compiled_.nodes.at(number);
  Context& context = Current();
  const bool has_value = arguments.size() > 1;
  if (node.kind == Kind::kText) {
    if (has_value && !arguments[1].is_string()) {
      throw Error("cannot set non-string value (" + GoTypeName(arguments[1]) +
                  "), consider using str(...) to convert to string");
    }
    context.text += has_value ? arguments[1].as_string() : std::string_view(node.text);
    return Value::None();
  }
  if (has_value && arguments[1].As<ReplacedMark>() != nullptr) return Value::None();
  while (!context.open.empty() && context.open.back().number != number) context.open.pop_back();
  if (context.open.empty()) throw Error("expected the node to be started");
  if (!context.open.back().is_item) throw Error("expected the number of an item");
  yaml::Value value = has_value ? ToYaml(arguments[1]) : node.item->value;
  if (value.is_document_set()) ThrowMisplaced(node.kind, Kind::kDocumentSet);
  if (context.open.back().is_replaced) return Value::None();
  NoteNesting(context, value);
  context.open.back().collection->items.back().value = std::move(value);
  return Value::None();
}

Value Evaluation::SetMapItemKey(const CallArguments& arguments) {
  key_.emplace(NodeNumber(arguments[0]), ToYaml(arguments[1]));
  return Value::None();
}

Value Evaluation::CollectAnnotation(const CallArguments& arguments) {
  return starlark::MakeRef<CollectedArguments>(arguments);
}

Value Evaluation::StartAnnotation(const CallArguments& arguments) {
  const int number = NodeNumber(arguments[0]);
  const auto collected = arguments[2].As<CollectedArguments>();
  const TemplateNode& node = compiled_.nodes.at(number);
  Annotation annotation{.name = std::string(arguments[1].as_string()),
                        .positional = std::move(collected->positional),
                        .named = std::move(collected->named),
                        .position = {}};
  for (const auto& [name, line] : node.annotation_lines) {
    if (name == annotation.name) annotation.position = {node.item->position.source, line};
  }
  yaml::RefPtr<Annotations>& annotations = annotations_[number];
  if (!annotations) annotations = yaml::MakeRef<Annotations>();
  annotations->Set(std::move(annotation));
  return Value::None();
}

Value Evaluation::Replace(const CallArguments& arguments) {
  if (arguments.size() != 1) throw Error("expected exactly one argument");
  Context& context = Current();
  if (context.open.empty()) throw Error("expected to replace document value, map item or array item");
  const Open open = context.open.back();
  if (!open.is_item) {
    throw Error("expected to replace document value, map item or array item, but found " +
                KindName(compiled_.nodes.at(open.number).kind));
  }
  ReplaceItem(open, arguments[0]);
  context.open.back().is_replaced = true;
  return starlark::MakeRef<ReplacedMark>();
}

// Puts the items of `value` in the place of the collection's last item.
void Evaluation::ReplaceItem(const Open& open, const Value& value) {
  Node& collection = *open.collection;
  const Kind kind = compiled_.nodes.at(open.number).kind;
  const yaml::Value given = ToYaml(value);
  const bool fits = kind == Kind::kMapItem ? given.is_map()
                    : kind == Kind::kArrayItem
                        ? given.is_array()
                        : given.is_document_set() || (given.is_array() && given.node()->is_computed());
  if (!fits) {
    const std::string_view wanted = kind == Kind::kMapItem     ? "map"
                                    : kind == Kind::kArrayItem ? "array"
                                                               : "document set";
    throw Error("expected value to be " + std::string(wanted) + ", but was " + YamlTypeName(value));
  }
  const std::string missing = "expected to find placeholder " + KindName(kind) + " in " +
                              KindName(kind == Kind::kMapItem     ? Kind::kMap
                                       : kind == Kind::kArrayItem ? Kind::kArray
                                                                  : Kind::kDocumentSet);
  if (open.is_replaced) throw Error(missing);
  const Node& replacement = *given.node();
  const yaml::Position position = collection.items.back().position;
  if (kind == Kind::kMapItem) {
    const yaml::Value placeholder = collection.items.back().key;
    for (const Item& item : replacement.items) {
      if (replacement.is_computed()) {
        RemoveKey(collection, item.key);
      } else {
        CheckKey(collection, item);
      }
    }
    if (collection.Find(placeholder) == nullptr) throw Error(missing);
  }
  collection.items.pop_back();
  for (const Item& item : replacement.items) {
    NoteNesting(Current(), item.value);
    Item& placed = collection.items.emplace_back(item);
    if (kind == Kind::kDocument) continue;  // computed documents stay without a place
    if (!placed.position.known()) placed.position = position;
    MakeParsed(placed.value, position);
  }
}

}  // namespace pkgrepo::ytt
