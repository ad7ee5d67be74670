#include "packaging/ytt_run.h"

#include <algorithm>

#include "base/error.h"
#include "base/strings.h"
#include "packaging/app_template.h"
#include "yaml/printer.h"
#include "ytt/datavalues/value_flags.h"
#include "ytt/files/file_marks.h"
#include "ytt/schema/value_comments.h"

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

// The part of ytt's OpenAPI document that is about the values; null if they are none.
nlohmann::json OpenApiOf(ytt::LibraryExecution& execution) {
  std::string text;
  yaml::AppendJson(text, execution.ReadSchema().schema.OpenApiDocument().value);
  const nlohmann::json schema = nlohmann::json::parse(text).at("components").at("schemas").at("dataValues");
  return schema.contains("properties") ? schema : nlohmann::json();
}

void AllowOtherKeys(nlohmann::json& schema) {
  schema.erase("additionalProperties");
  const auto properties = schema.find("properties");
  if (properties == schema.end()) return;
  for (nlohmann::json& property : *properties) AllowOtherKeys(property);
}

}  // namespace

YttRun::YttRun(YttArguments arguments, StepInputs& inputs, std::shared_ptr<YttFiles>& kept)
    : stream_(std::move(arguments.stream)),
      input_({.disk = inputs.files(),
              .standard_input = stream_,
              .fetch = {},
              .symlinks = {},
              .plain_paths = !UsesStream(arguments)}) {
  const bool uses_stream = UsesStream(arguments);
  if (!kept) {
    for (const std::string& file : arguments.files) {
      if (file != kStreamPath) NoteFile(file, inputs);
    }
  }
  ytt::ValueFlags flags;
  for (const std::string& file : arguments.values_files) {
    const bool is_template = file != kStreamPath && HasValuesAnnotation(inputs.Read(file));
    (is_template ? arguments.files : flags.files).push_back(file);
  }
  if (kept && kept->arguments == arguments.files) {
    files_ = kept;
  } else {
    files_ = std::make_shared<YttFiles>(
        YttFiles{.arguments = arguments.files,
                 .library = ytt::LibraryTree::Make(
                     ytt::ApplyFileMarks(input_.Resolve(arguments.files), arguments.file_marks)),
                 .parsed = std::make_shared<ytt::ParsedFiles>(ytt::ParsedFiles::Runs::kMany)});
    if (!uses_stream) kept = files_;
  }
  execution_ = std::make_unique<ytt::LibraryExecution>(
      *files_->library,
      ytt::ExecutionOptions{.loader = {.ignore_unknown_comments = arguments.ignore_unknown_comments,
                                       .messages = arguments.messages,
                                       .parsed_files = files_->parsed}});
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

bool YttRun::HasSchema() { return execution_->ReadSchema().schema.is_given(); }

std::string YttRun::DiskPathOf(const yaml::Position& position) const {
  if (!position.source) return "";
  for (const ytt::FilePtr& file : files_->library->AllFiles()) {
    if (file->path() == position.source->name()) return file->DiskPath();
  }
  return "";
}

std::optional<YttRun::InferredSchema> YttRun::InferSchema(ytt::ListDefaults lists) {
  if (HasSchema()) return std::nullopt;
  const yaml::Value values = execution_->CalculateValues().document.value;
  if (!values.is_map() || values.node()->items.empty()) return std::nullopt;
  InferredSchema schema;
  ytt::ValueComments comments;
  for (const ytt::ValuesDocument& own : execution_->ReadOwnValues()) {
    ytt::AddValueComments(own.document(), comments);
    if (schema.values_file.empty()) schema.values_file = DiskPathOf(own.document().position);
  }
  schema.text = ytt::InferSchema(values, comments, lists);
  return schema;
}

nlohmann::json YttRun::ValuesSchema() {
  if (HasSchema()) return OpenApiOf(*execution_);
  const std::optional<InferredSchema> inferred = InferSchema(ytt::ListDefaults::kGiven);
  if (!inferred) return {};
  const auto content = std::make_shared<ytt::MemoryContent>(inferred->text);
  const auto library = ytt::LibraryTree::Make({std::make_shared<ytt::File>("schema.yaml", content)});
  ytt::LibraryExecution execution(*library, {});
  nlohmann::json schema = OpenApiOf(execution);
  AllowOtherKeys(schema);
  return schema;
}

}  // namespace pkgrepo::packaging
