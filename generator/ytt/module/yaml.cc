// @ytt:yaml: encode(value), decode(text).

#include "ytt/module/yaml.h"

#include "base/error.h"
#include "yaml/printer.h"
#include "yaml/reader.h"
#include "ytt/module/modules.h"
#include "ytt/value/convert.h"
#include "ytt/value/module_function.h"

namespace pkgrepo::ytt {

using starlark::CallArguments;
using starlark::Thread;
using starlark::Value;

namespace {

Value YamlEncode(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  return Value::String(EncodeYaml(arguments[0]));
}

Value YamlDecode(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  const std::string text(ExpectString(arguments[0]));
  const auto source = yaml::MakeRef<yaml::Source>("", text);
  const yaml::RefPtr<yaml::Node> documents = yaml::ReadDocuments(source, {});
  if (documents->items.size() != 1) throw Error("Expected to find exactly one YAML document");
  return ToDict(documents->items[0].value);
}

}  // namespace

std::string EncodeYaml(const Value& value) {
  const yaml::Value content = ToYaml(value);
  if (content.is_document_set()) return yaml::PrintYaml(*content.node());
  yaml::Node documents(yaml::Node::Kind::kDocumentSet);
  documents.items.emplace_back(yaml::Value(), content, yaml::Position());
  return yaml::PrintYaml(documents);
}

Value MakeYamlModule() {
  return starlark::Struct::MakeModule("yaml", {{"encode", MakeModuleFunction("yaml.encode", YamlEncode)},
                                               {"decode", MakeModuleFunction("yaml.decode", YamlDecode)}});
}

}  // namespace pkgrepo::ytt
