// @ytt:url: parse(text), path_segment_encode/decode(text), query_param_value_encode/decode(text),
// query_params_encode(dict of lists), query_params_decode(text).

#include <map>

#include "base/error.h"
#include "go/url_escape.h"
#include "go/url_parts.h"
#include "starlark/values/dict.h"
#include "starlark/values/list.h"
#include "ytt/module/modules.h"
#include "ytt/value/convert.h"
#include "ytt/value/module_function.h"
#include "ytt/value/struct_value.h"

namespace pkgrepo::ytt {

using starlark::CallArguments;
using starlark::Thread;
using starlark::Value;

namespace {

Value MakeUser(const go::UrlUser& user) {
  return starlark::MakeRef<StructValue>(
      "@ytt:url.user", "@ytt:url.user does not automatically encode (hint: use .string())",
      StructValue::Fields{{"name", Value::String(user.name)},
                          {"password", user.password ? Value::String(*user.password) : Value::None()},
                          {"string", MakeGetter("string", [=] { return Value::String(user.ToString()); })}});
}

Value MakeUrl(const go::UrlParts& url) {
  auto without_user = [url] {
    go::UrlParts copy = url;
    copy.user.reset();
    return MakeUrl(copy);
  };
  return starlark::MakeRef<StructValue>(
      "@ytt:url.value", "@ytt:url.value does not automatically encode (hint: use .string())",
      StructValue::Fields{
          {"user", url.user ? MakeUser(*url.user) : Value::None()},
          {"without_user", MakeGetter("url.value.without_user", without_user)},
          {"string", MakeGetter("url.value.string", [=] { return Value::String(url.ToString()); })},
          {"hostname", MakeGetter("url.value.hostname", [=] { return Value::String(url.HostName()); })}});
}

Value Parse(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  return MakeUrl(go::UrlParts::Parse(ExpectString(arguments[0])));
}

Value MakeTextFunction(std::string name, std::string (*function)(std::string_view, go::UrlPart),
                       go::UrlPart part) {
  return MakeModuleFunction(std::move(name), [=](Thread&, const CallArguments& arguments) {
    ExpectArguments(arguments, 1);
    return Value::String(function(ExpectString(arguments[0]), part));
  });
}

// What messages call a value: the type in the original's implementation.
std::string HostTypeOfScalar(const yaml::Value& value) {
  switch (value.type()) {
    case yaml::Value::Type::kNull:
      return "<nil>";
    case yaml::Value::Type::kBool:
      return "bool";
    case yaml::Value::Type::kInt:
      return "int64";
    case yaml::Value::Type::kUint:
      return "uint64";
    case yaml::Value::Type::kFloat:
      return "float64";
    case yaml::Value::Type::kString:
      return "string";
    case yaml::Value::Type::kNode:
      break;
  }
  const yaml::Node& node = *value.node();
  if (node.is_document_set()) return "*yamlmeta.DocumentSet";
  if (node.is_computed()) return node.is_map() ? "*orderedmap.Map" : "[]interface {}";
  return node.is_map() ? "*yamlmeta.Map" : "*yamlmeta.Array";
}

using QueryParameters = std::map<std::string, std::vector<std::string>>;

QueryParameters ParametersOf(const yaml::Value& value) {
  if (!value.is_map() || !value.node()->is_computed()) {
    throw Error("expected argument to be a map, but was " + HostTypeOfScalar(value));
  }
  QueryParameters parameters;
  for (const yaml::Item& item : value.node()->items) {
    if (!item.key.is_string())
      throw Error("expected map key to be string, but was " + HostTypeOfScalar(item.key));
    if (!item.value.is_array() || !item.value.node()->is_computed()) {
      throw Error("expected map value to be array, but was " + HostTypeOfScalar(item.value));
    }
    auto& values = parameters[std::string(item.key.string())];
    for (const yaml::Item& element : item.value.node()->items) {
      if (!element.value.is_string()) {
        throw Error("expected array value to be string, but was " + HostTypeOfScalar(element.value));
      }
      values.emplace_back(element.value.string());
    }
  }
  return parameters;
}

Value EncodeParameters(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  std::string out;
  for (const auto& [key, values] : ParametersOf(ToYaml(arguments[0]))) {
    for (const std::string& value : values) {
      if (!out.empty()) out += '&';
      out += go::EscapeUrl(key, go::UrlPart::kQueryComponent) + "=" +
             go::EscapeUrl(value, go::UrlPart::kQueryComponent);
    }
  }
  return Value::String(out);
}

// Semicolons separate as well.
Value DecodeParameters(Thread&, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  QueryParameters parameters;
  std::string_view text = ExpectString(arguments[0]);
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of("&;"), text.size());
    const std::string_view pair = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (pair.empty()) continue;
    const size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view value = equals == pair.size() ? std::string_view() : pair.substr(equals + 1);
    std::string key = go::UnescapeUrl(pair.substr(0, equals), go::UrlPart::kQueryComponent);
    parameters[std::move(key)].push_back(go::UnescapeUrl(value, go::UrlPart::kQueryComponent));
  }
  auto dict = starlark::MakeRef<starlark::Dict>();
  for (const auto& [key, values] : parameters) {
    auto list = starlark::MakeRef<starlark::List>();
    for (const std::string& value : values) list->Append(Value::String(value));
    dict->Set(key, list);
  }
  return dict;
}

}  // namespace

Value MakeUrlModule() {
  return starlark::Struct::MakeModule(
      "url", {{"parse", MakeModuleFunction("url.parse", Parse)},
              {"path_segment_encode",
               MakeTextFunction("url.path_segment_encode", go::EscapeUrl, go::UrlPart::kPathSegment)},
              {"path_segment_decode",
               MakeTextFunction("url.path_segment_decode", go::UnescapeUrl, go::UrlPart::kPathSegment)},
              {"query_param_value_encode",
               MakeTextFunction("url.query_param_value_encode", go::EscapeUrl, go::UrlPart::kQueryComponent)},
              {"query_param_value_decode", MakeTextFunction("url.query_param_value_decode", go::UnescapeUrl,
                                                            go::UrlPart::kQueryComponent)},
              {"query_params_encode", MakeModuleFunction("url.query_params_encode", EncodeParameters)},
              {"query_params_decode", MakeModuleFunction("url.query_params_decode", DecodeParameters)}});
}

}  // namespace pkgrepo::ytt
