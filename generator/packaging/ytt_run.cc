#include "packaging/ytt_run.h"

#include <algorithm>

#include "base/error.h"
#include "base/strings.h"
#include "packaging/app_template.h"
#include "yaml/printer.h"
#include "ytt/datavalues/value_flags.h"
#include "ytt/files/file_marks.h"

namespace pkgrepo::packaging {
namespace {

// Whether a line of `text` is the annotation by which ytt knows values among its files.
bool HasValuesAnnotation(std::string_view text) {
  constexpr std::string_view kMark = "#@";
  for (std::string_view line : SplitLines(text)) {
    line = Trim(line);
    if (line.starts_with(kMark) && Trim(line.substr(kMark.size())).starts_with("data/values")) return true;
  }
  return false;
}

void NoteFile(const std::string& path, StepInputs& inputs) {
  if (inputs.IsDirectory(path)) {
    inputs.Walk(path);
  } else if (!inputs.IsFile(path)) {
    throw Error("no such file or directory: " + path);
  }
}

bool UsesStream(const YttArguments& arguments) {
  const auto has_stream = [](const std::vector<std::string>& files) {
    return std::find(files.begin(), files.end(), kStreamPath) != files.end();
  };
  return has_stream(arguments.files) || has_stream(arguments.values_files);
}

}  // namespace

YttRun::YttRun(YttArguments arguments, StepInputs& inputs)
    : stream_(std::move(arguments.stream)),
      input_({.disk = inputs.files(),
              .standard_input = stream_,
              .fetch = {},
              .symlinks = {},
              .plain_paths = !UsesStream(arguments)}) {
  for (const std::string& file : arguments.files) {
    if (file != kStreamPath) NoteFile(file, inputs);
  }
  ytt::ValueFlags flags;
  for (const std::string& file : arguments.values_files) {
    const bool is_template = file != kStreamPath && HasValuesAnnotation(inputs.Read(file));
    (is_template ? arguments.files : flags.files).push_back(file);
  }
  library_ =
      ytt::LibraryTree::Make(ytt::ApplyFileMarks(input_.Resolve(arguments.files), arguments.file_marks));
  execution_ = std::make_unique<ytt::LibraryExecution>(
      *library_,
      ytt::ExecutionOptions{
          .loader = {.ignore_unknown_comments = arguments.ignore_unknown_comments, .messages = arguments.messages}});
  execution_->AddValues(ytt::ReadValueFlags(flags, {.input = input_, .environment = {}}));
}

YttRun::Result YttRun::Render() {
  const yaml::RefPtr<yaml::Node> documents = execution_->Evaluate().AllDocuments();
  Result result{.manifests = yaml::PrintYaml(*documents), .origins = {}};
  for (const yaml::Item& document : documents->items) {
    const bool has_items = document.value.is_node() && !document.value.node()->items.empty();
    const yaml::Position& position = has_items ? document.value.node()->items[0].position : document.position;
    result.origins.push_back(position.known() ? position.ToString() : "");
  }
  return result;
}

nlohmann::json YttRun::ValuesSchema() {
  std::string text;
  yaml::AppendJson(text, execution_->ReadSchema().schema.OpenApiDocument().value);
  const nlohmann::json schema = nlohmann::json::parse(text).at("components").at("schemas").at("dataValues");
  return schema.contains("properties") ? schema : nlohmann::json();
}

}  // namespace pkgrepo::packaging
