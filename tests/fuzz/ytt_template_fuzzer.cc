// Any text as a YAML template and as a text template, run with a bounded number of steps.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/error.h"
#include "base/memory_budget.h"
#include "starlark/values/heap.h"
#include "yaml/printer.h"
#include "yaml/reader.h"
#include "ytt/module/modules.h"
#include "ytt/template/run.h"

using namespace pkgrepo;

namespace {

constexpr uint64_t kMaxSteps = 20000;
constexpr uint64_t kMemory = uint64_t{1} << 30;

class NoFiles final : public starlark::Host {
 public:
  starlark::StringDict Load(starlark::Thread&, std::string_view path) override {
    constexpr std::string_view kModules = "@ytt:";
    if (!path.starts_with(kModules)) throw Error("there are no files");
    path.remove_prefix(kModules.size());
    std::optional<starlark::Value> module = ytt::MakeModule(path);
    if (!module) throw Error("there is no such module");
    return {{std::string(path), *module}};
  }
  void Print(starlark::Thread&, std::string_view) override {}
};

void Run(starlark::Thread& thread, ytt::CompiledTemplate compiled) {
  const auto evaluation = std::make_shared<ytt::Evaluation>(std::move(compiled), ytt::TemplateOptions());
  ytt::CodeTable codes;
  thread.set_max_steps(kMaxSteps);
  ytt::RunTemplate(*evaluation, thread, codes);
  if (!evaluation->documents()) return;
  yaml::PrintYaml(*evaluation->documents());
}

template <typename Action>
void Try(Action action) {
  starlark::Heap heap;
  try {
    action();
  } catch (const Error&) {
  } catch (const std::bad_alloc&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const MemoryBudget budget(kMemory);
  static NoFiles host;
  static starlark::Thread thread(host);  // one for all inputs, as its stack is large
  const std::string text(reinterpret_cast<const char*>(data), size);
  Try([&] {
    const auto source = yaml::MakeRef<yaml::Source>("input.yml", text);
    const auto documents = yaml::ReadDocuments(source, {.comments = true});
    Run(thread, ytt::CompileYamlTemplate(2, source, documents, {.ignore_unknown_comments = true}));
  });
  Try([&] { Run(thread, ytt::CompileTextTemplate(2, yaml::MakeRef<yaml::Source>("input.txt", text))); });
  return 0;
}
