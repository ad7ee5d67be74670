#include "ytt/library/library_module.h"

#include "base/error.h"
#include "ytt/overlay/plain_merge.h"
#include "ytt/overlay/words.h"
#include "ytt/schema/schema.h"
#include "ytt/value/annotations.h"
#include "ytt/value/convert.h"
#include "ytt/value/fragment.h"
#include "ytt/value/module_function.h"

namespace pkgrepo::ytt {

using starlark::CallArguments;
using starlark::Thread;
using starlark::Value;

namespace {

// What library.get() gives. A value: with_data_values() makes another one.
struct Instance {
  const LibraryTree* library = nullptr;
  std::string name = {};  // "path~alias", for messages
  ExecutionOptions options = {};
  // From outside, then what the code passed.
  ValuesDocuments values = {};
  ValuesDocuments passed_values = {};
  ValuesDocuments schemas = {};
};

Value MakeInstance(const Instance& instance);

LibraryExecution MakeExecution(const Instance& instance) {
  LibraryExecution execution(*instance.library, instance.options);
  ValuesDocuments before, after;
  for (const ValuesDocument& values : instance.values) {
    (values.after_library_module() ? after : before).push_back(values);
  }
  execution.AddValues(before);
  execution.AddValues(instance.passed_values);
  execution.AddValues(after);
  execution.AddSchemas(instance.schemas);
  return execution;
}

// "name: value", as violations of a schema show a value that has no line.
std::string DescribeCalculated(const yaml::Item& item, bool in_array) {
  std::string text = "- ";
  if (!in_array) text = (item.key.is_string() ? std::string(item.key.string()) : SyntaxText(item.key)) + ": ";
  return item.value.is_node() ? text : text + SyntaxText(item.value);
}

// Gives items without a position a source that describes them.
void DescribeCalculated(yaml::Node& node) {
  for (yaml::Item& item : node.items) {
    if (!item.position.known())
      item.position.source = yaml::MakeRef<yaml::Source>("", DescribeCalculated(item, node.is_array()));
    if (item.value.is_node()) DescribeCalculated(*item.value.node());
  }
}

// Plain values are without annotations.
void RefuseAnnotations(const yaml::Value& value) {
  if (!value.is_node()) return;
  for (const yaml::Item& item : value.node()->items) {
    if (GetAnnotations(item) != nullptr) {
      throw Error(
          "Expected to be plain YAML, having no annotations (hint: remove comments starting with `#@`)");
    }
    RefuseAnnotations(item.value);
  }
}

struct PassedDocument {
  yaml::Item document;
  bool is_plain = false;
};

// The argument of with_data_values() and with_data_values_schema() as a document.
PassedDocument ReadPassed(const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  PassedDocument passed;
  for (size_t i = 0; i < arguments.named_size(); ++i) {
    if (arguments.name(i) != "plain") throw Error("invalid argument name: " + std::string(arguments.name(i)));
    passed.is_plain = ExpectBool(arguments.named(i));
  }
  const yaml::Value content = ToYaml(arguments[0]);
  if (content.is_document_set()) {
    throw Error("Expected value to be a map, array, or scalar, but was document set");
  }
  passed.document.value = content.DeepCopy();
  MakeParsed(passed.document.value);
  return passed;
}

Value WithDataValues(const Instance& instance, const CallArguments& arguments) {
  PassedDocument passed = ReadPassed(arguments);
  if (passed.document.value.is_node()) DescribeCalculated(*passed.document.value.node());
  if (passed.is_plain) {
    RefuseAnnotations(passed.document.value);
    AnnotateForPlainMerge(passed.document);
  }
  Instance changed = instance;
  changed.passed_values.emplace_back(std::move(passed.document), LibraryRef());
  return MakeInstance(changed);
}

Value WithDataValuesSchema(const Instance& instance, const CallArguments& arguments) {
  const PassedDocument passed = ReadPassed(arguments);
  Schema::FromDocument(passed.document);  // what is not a schema is refused here
  Instance changed = instance;
  changed.schemas.emplace_back(passed.document, LibraryRef());
  return MakeInstance(changed);
}

void ExpectNoArguments(const CallArguments& arguments) {
  if (arguments.size() != 0) throw Error("expected no arguments");
}

Value Eval(const Instance& instance, const CallArguments& arguments) {
  ExpectNoArguments(arguments);
  return starlark::MakeRef<Fragment>(MakeExecution(instance).Evaluate().AllDocuments());
}

Value GetDataValues(const Instance& instance, const CallArguments& arguments) {
  ExpectNoArguments(arguments);
  return ToStruct(MakeExecution(instance).CalculateValues().document.value);
}

Value Export(const Instance& instance, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  const std::string name(ExpectString(arguments[0]));
  std::string path;
  for (size_t i = 0; i < arguments.named_size(); ++i) {
    if (arguments.name(i) != "path") {
      throw Error("Unexpected keyword argument '" + std::string(arguments.name(i)) + "'");
    }
    path = ExpectString(arguments.named(i));
  }
  if (name.substr(0, 1) == "_") {
    throw Error("Symbols starting with '_' are private, and cannot be exported");
  }
  return MakeExecution(instance).Export(name, path);
}

// `described` goes ahead of errors: "Evaluating library 'app': ".
Value MakeMethod(const std::string& name, const Instance& instance, const std::string& described,
                 Value (*method)(const Instance&, const CallArguments&)) {
  const std::string context = described.empty() ? "" : described + " library '" + instance.name + "': ";
  return MakeModuleFunction(name, [=](Thread&, const CallArguments& arguments) {
    return WithContext(context, [&] { return method(instance, arguments); });
  });
}

Value MakeInstance(const Instance& instance) {
  return starlark::Struct::MakeModule(
      "library",
      {{"with_data_values", MakeMethod("library.with_data_values", instance, "", WithDataValues)},
       {"with_data_values_schema",
        MakeMethod("library.with_data_values_schema", instance, "", WithDataValuesSchema)},
       {"eval", MakeMethod("library.eval", instance, "Evaluating", Eval)},
       {"export", MakeMethod("library.export", instance, "Exporting from", Export)},
       {"data_values", MakeMethod("library.data_values", instance, "Exporting from", GetDataValues)}});
}

Value Get(const LibraryModuleContext& context, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  const std::string path(ExpectString(arguments[0]));
  if (path.substr(0, 1) == "@") throw Error("Expected library '" + path + "' to be specified without '@'");
  Instance instance{.options = context.options};
  std::string alias;
  for (size_t i = 0; i < arguments.named_size(); ++i) {
    const std::string_view name = arguments.name(i);
    const Value& value = arguments.named(i);
    if (name == "alias") {
      alias = ExpectString(value);
    } else if (name == "ignore_unknown_comments") {
      instance.options.loader.ignore_unknown_comments = ExpectBool(value);
    } else if (name == "implicit_map_key_overrides") {
      instance.options.loader.implicit_map_key_overrides = ExpectBool(value);
    } else if (name == "strict") {
      instance.options.loader.strict = ExpectBool(value);
    } else if (name == "dangerous_data_values_disable_validation") {
      // Once left out, validation stays so for all libraries below.
      instance.options.skip_validation = ExpectBool(value) || context.options.skip_validation;
    } else {
      throw Error("Unexpected kwarg '" + std::string(name) + "'");
    }
  }
  instance.options.library.push_back({path, alias});
  instance.name = alias.empty() ? path : path + "~" + alias;
  instance.library = &context.library.FindLibrary(path);
  instance.values = DescendTo(context.values, path, alias);
  instance.schemas = DescendTo(context.schemas, path, alias);
  return MakeInstance(instance);
}

}  // namespace

Value MakeLibraryModule(const LibraryModuleContext& context) {
  auto get = [context](Thread&, const CallArguments& arguments) { return Get(context, arguments); };
  return starlark::Struct::MakeModule("library", {{"get", MakeModuleFunction("library.get", get)}});
}

}  // namespace pkgrepo::ytt
