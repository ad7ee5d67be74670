#include "ytt/library/template_loader.h"

#include <ostream>
#include <unordered_map>
#include <unordered_set>

#include "base/error.h"
#include "yaml/reader.h"
#include "ytt/files/load_path.h"
#include "ytt/module/data.h"
#include "ytt/module/modules.h"
#include "ytt/template/run.h"

namespace pkgrepo::ytt {
namespace {

using starlark::StringDict;
using yaml::Node;
using yaml::RefPtr;
using yaml::Source;

}  // namespace

struct TemplateLoader::Implementation {
  class FileHost;

  explicit Implementation(Context loader_context);

  void AddFolders(const LibraryTree& folder);
  LoadLocation LocationOf(const File& file) const;

  RefPtr<Node> EvaluateYaml(const File& file, const LoadLocation& location, StringDict& globals);
  std::string EvaluateText(const File& file, const LoadLocation& location, StringDict& globals);
  StringDict EvaluateStarlark(const File& file, const LoadLocation& location);
  StringDict EvaluateGlobals(const File& file, const LoadLocation& location);

  StringDict Load(std::string_view path, const LoadLocation& from, FileHost& host);
  starlark::Value MakeModuleFor(std::string_view name, const LoadLocation& from, FileHost& host);

  const TemplateOptions template_options() const {
    return {context.options.ignore_unknown_comments, context.options.implicit_map_key_overrides};
  }
  int NextNumber() { return ++*context.options.template_count; }

  Context context;
  std::unordered_map<const File*, const LibraryTree*> folders;
  std::unordered_set<const File*> loading;  // what is being loaded now
  CodeTable codes;
  std::unique_ptr<FileHost> root_host;
  std::unique_ptr<starlark::Thread> root_thread;
};

// What a file that runs can ask for. Each run has a thread of its own, so that call stacks end at the file.
class TemplateLoader::Implementation::FileHost final : public starlark::Host {
 public:
  FileHost(Implementation& owner, LoadLocation location, std::shared_ptr<Evaluation> evaluation)
      : owner_(owner), location_(location), evaluation_(std::move(evaluation)) {}

  StringDict Load(starlark::Thread&, std::string_view module) override {
    return owner_.Load(module, location_, *this);
  }
  void Print(starlark::Thread&, std::string_view text) override {
    if (owner_.context.options.messages != nullptr) *owner_.context.options.messages << text << '\n';
  }

  // The template that runs; null for a Starlark file.
  const std::shared_ptr<Evaluation>& evaluation() const { return evaluation_; }

 private:
  Implementation& owner_;
  LoadLocation location_;
  std::shared_ptr<Evaluation> evaluation_;
};

TemplateLoader::Implementation::Implementation(Context loader_context)
    : context(std::move(loader_context)), codes(context.options.codes) {
  AddFolders(context.root);
  root_host = std::make_unique<FileHost>(*this, LoadLocation{&context.root, &context.root}, nullptr);
  root_thread = std::make_unique<starlark::Thread>(*root_host);
}

void TemplateLoader::Implementation::AddFolders(const LibraryTree& folder) {
  for (const FilePtr& file : folder.files()) folders[file.get()] = &folder;
  for (const auto& child : folder.folders()) AddFolders(*child);
}

LoadLocation TemplateLoader::Implementation::LocationOf(const File& file) const {
  const auto found = folders.find(&file);
  return {&context.root, found == folders.end() ? &context.root : found->second};
}

RefPtr<Node> TemplateLoader::Implementation::EvaluateYaml(const File& file, const LoadLocation& location,
                                                          StringDict& globals) {
  const ParsedFile input = context.options.parsed_files->Take(file, context.options.strict);
  if (!input.has_templating) {
    yaml::MergeEqualKeys(*input.documents);
    return input.documents;
  }
  CompiledTemplate compiled = WithContext("Compiling YAML template '" + file.path() + "': ", [&] {
    return CompileYamlTemplate(NextNumber(), input.source, input.documents, template_options());
  });
  const auto evaluation = std::make_shared<Evaluation>(std::move(compiled), template_options());
  FileHost host(*this, location, evaluation);
  starlark::Thread thread(host);
  globals = RunTemplate(*evaluation, thread, codes);
  return evaluation->documents();
}

std::string TemplateLoader::Implementation::EvaluateText(const File& file, const LoadLocation& location,
                                                         StringDict& globals) {
  if (!file.has_code()) return file.Content();
  const auto source = yaml::MakeRef<Source>(file.path(), file.Content());
  CompiledTemplate compiled = WithContext("Parsing text template '" + file.path() + "': ",
                                          [&] { return CompileTextTemplate(NextNumber(), source); });
  const auto evaluation = std::make_shared<Evaluation>(std::move(compiled), template_options());
  FileHost host(*this, location, evaluation);
  starlark::Thread thread(host);
  globals =
      WithContext("Evaluating text template: ", [&] { return RunTemplate(*evaluation, thread, codes); });
  return evaluation->text();
}

StringDict TemplateLoader::Implementation::EvaluateStarlark(const File& file, const LoadLocation& location) {
  const auto source = yaml::MakeRef<Source>(file.path(), file.Content());
  FileHost host(*this, location, nullptr);
  starlark::Thread thread(host);
  return WithContext("Evaluating starlark template: ",
                     [&] { return RunStarlark(NextNumber(), source, thread, codes); });
}

StringDict TemplateLoader::Implementation::EvaluateGlobals(const File& file, const LoadLocation& location) {
  if (!loading.insert(&file).second) throw Error("File '" + file.path() + "' loads itself");
  StringDict globals;
  try {
    switch (file.type()) {
      case FileType::kYaml:
        EvaluateYaml(file, location, globals);
        break;
      case FileType::kText:
        EvaluateText(file, location, globals);
        break;
      case FileType::kStarlark:
        globals = EvaluateStarlark(file, location);
        break;
      case FileType::kUnknown:
        throw Error("File '" + file.path() + "' type is not a known");
    }
  } catch (...) {
    loading.erase(&file);
    throw;
  }
  loading.erase(&file);
  starlark::Freeze(globals);
  return globals;
}

StringDict TemplateLoader::Implementation::Load(std::string_view path, const LoadLocation& from,
                                                FileHost& host) {
  if (const auto module = ModuleName(path))
    return {{std::string(*module), MakeModuleFor(*module, from, host)}};
  const LoadTarget target = FindLoadTarget(path, from);
  return EvaluateGlobals(*target.file, target.location);
}

starlark::Value TemplateLoader::Implementation::MakeModuleFor(std::string_view name, const LoadLocation& from,
                                                              FileHost& host) {
  if (name == "data") return MakeDataModule(context.values, from);
  if (name == "library") return context.make_library_module(*from.folder);
  if (name == "template" && host.evaluation()) {
    return starlark::Struct::MakeModule("template", {{"replace", host.evaluation()->ReplaceFunction()}});
  }
  if (std::optional<starlark::Value> module = MakeModule(name)) return *module;
  throw Error("builtin ytt library does not have module '" + std::string(name) +
              "' (hint: is it available in newer version of ytt?)");
}

TemplateLoader::TemplateLoader(Context context)
    : implementation_(std::make_unique<Implementation>(std::move(context))) {}

TemplateLoader::~TemplateLoader() = default;

RefPtr<Node> TemplateLoader::ParseYaml(const File& file) {
  const LoaderOptions& options = implementation_->context.options;
  return options.parsed_files->Get(file, options.strict).documents;
}

RefPtr<Node> TemplateLoader::EvaluateYaml(const File& file) {
  StringDict globals;
  return implementation_->EvaluateYaml(file, implementation_->LocationOf(file), globals);
}

std::string TemplateLoader::EvaluateText(const File& file) {
  StringDict globals;
  return implementation_->EvaluateText(file, implementation_->LocationOf(file), globals);
}

StringDict TemplateLoader::EvaluateGlobals(const File& file) {
  return implementation_->EvaluateGlobals(file, implementation_->LocationOf(file));
}

starlark::Thread& TemplateLoader::thread() { return *implementation_->root_thread; }

}  // namespace pkgrepo::ytt
