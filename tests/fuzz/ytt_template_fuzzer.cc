// Any text as a YAML template and as a text template, run with a bounded number of steps.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/error.h"
#include "starlark/values/heap.h"
#include "yaml/printer.h"
#include "yaml/reader.h"
#include "ytt/template/run.h"

using namespace pkgrepo;

namespace {

constexpr uint64_t kMaxSteps = 20000;

class NoFiles final : public starlark::Host {
 public:
  starlark::StringDict Load(starlark::Thread&, std::string_view) override {
    throw Error("there are no files");
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
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
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
