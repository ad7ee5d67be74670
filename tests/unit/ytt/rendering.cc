#include "rendering.h"

#include "base/error.h"
#include "starlark/values/heap.h"
#include "yaml/printer.h"
#include "ytt/files/library_tree.h"
#include "ytt/library/template_loader.h"

namespace pkgrepo::ytt {

std::string RenderFirst(const TestFiles& test_files) {
  starlark::Heap heap;
  std::vector<FilePtr> files;
  for (const auto& [path, content] : test_files) {
    files.push_back(std::make_shared<File>(path, std::make_shared<MemoryContent>(content)));
  }
  const auto root = LibraryTree::Make(files);
  TemplateLoader loader({.root = *root,
                         .values = yaml::MakeRef<yaml::Node>(yaml::Node::Kind::kMap),
                         .make_library_module = [](const LibraryTree&) { return starlark::Value::None(); },
                         .options = {}});
  if (files[0]->type() == FileType::kText) return loader.EvaluateText(*files[0]);
  return yaml::PrintYaml(*loader.EvaluateYaml(*files[0]));
}

std::string RenderYaml(const std::string& content) { return RenderFirst({{"config.yml", content}}); }

std::string RenderError(const TestFiles& files) {
  try {
    RenderFirst(files);
  } catch (const Error& error) {
    return error.message();
  }
  return "";
}

}  // namespace pkgrepo::ytt
