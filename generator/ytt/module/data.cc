#include "ytt/module/data.h"

#include "base/error.h"
#include "starlark/values/list.h"
#include "ytt/value/convert.h"
#include "ytt/value/module_function.h"

namespace pkgrepo::ytt {
namespace {

using starlark::CallArguments;
using starlark::Value;

// The paths of all files below a folder, relative to it; with a leading '/' if the folder was given so.
void AppendPaths(const LibraryTree& folder, const std::string& prefix, std::vector<Value>& paths) {
  for (const FilePtr& file : folder.files()) {
    paths.push_back(Value::String(prefix + std::string(BaseName(file->path()))));
  }
  for (const auto& child : folder.folders()) {
    if (!child->is_private()) AppendPaths(*child, prefix + child->name() + '/', paths);
  }
}

Value List(const LoadLocation& location, const CallArguments& arguments) {
  if (arguments.size() > 1) throw Error("expected exactly zero or one argument");
  const std::string path(arguments.size() == 1 ? ExpectString(arguments[0]) : "");
  std::vector<Value> paths;
  const bool from_root = !path.empty() && path[0] == '/';
  AppendPaths(FindFolderAt(path, location), from_root ? "/" : "", paths);
  return starlark::MakeRef<starlark::List>(std::move(paths));
}

Value Read(const LoadLocation& location, const CallArguments& arguments) {
  ExpectArguments(arguments, 1);
  return Value::String(FindFileAt(ExpectString(arguments[0]), location).Content());
}

}  // namespace

Value MakeDataModule(const yaml::Value& values, const LoadLocation& location) {
  const auto bind = [&](Value (*function)(const LoadLocation&, const CallArguments&)) {
    return [location, function](starlark::Thread&, const CallArguments& arguments) {
      return function(location, arguments);
    };
  };
  return starlark::Struct::MakeModule("data", {{"list", MakeModuleFunction("data.list", bind(List))},
                                               {"read", MakeModuleFunction("data.read", bind(Read))},
                                               {"values", ToStruct(values)}});
}

}  // namespace pkgrepo::ytt
