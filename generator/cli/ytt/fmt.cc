#include <memory>
#include <ostream>

#include "base/file_system.h"
#include "cli/ytt/commands.h"
#include "cli/ytt/remote_files.h"
#include "yaml/reader.h"
#include "ytt/files/input_files.h"
#include "ytt/template/format.h"

namespace pkgrepo::cli {
namespace {

struct FmtOptions {
  std::vector<std::string> files;
  bool strict = false;
  bool debug = false;
};

int RunFmt(const FmtOptions& options, const Invocation& invocation) {
  RealFileSystem disk;
  ytt::InputFiles input({.disk = disk, .standard_input = invocation.in, .fetch = FetchUrl, .symlinks = {}});
  for (const ytt::FilePtr& file : input.Resolve(options.files)) {
    if (file->type() != ytt::FileType::kYaml) continue;
    const auto source = yaml::MakeRef<yaml::Source>(file->path(), file->Content());
    const auto documents = yaml::ReadDocuments(source, {.comments = true, .strict = options.strict});
    invocation.out << ytt::FormatDocuments(*documents);
  }
  return 0;
}

}  // namespace

Command MakeYttFmtCommand() {
  auto options = std::make_shared<FmtOptions>();
  Command command{.name = "fmt", .summary = "Print YAML files in a uniform layout"};
  command.flags.StringArray(&options->files, "file", 'f',
                            "Read the file, folder, URL or '-' (standard input); may be repeated");
  command.flags.Bool(&options->strict, "strict", 's',
                     "Refuse YAML whose meaning is ambiguous, such as an unquoted yes or 0755");
  command.flags.Bool(&options->debug, "debug", 0, "Accepted for compatibility; has no effect");
  command.run = [options](const Invocation& invocation) { return RunFmt(*options, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
