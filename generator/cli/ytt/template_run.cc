#include "cli/ytt/template_run.h"

#include <unistd.h>

#include <istream>
#include <ostream>
#include <set>

#include "base/depfile.h"
#include "base/file_system.h"
#include "base/memory_budget.h"
#include "cli/ytt/bulk.h"
#include "cli/ytt/explain_values.h"
#include "cli/ytt/output.h"
#include "cli/ytt/profile.h"
#include "cli/ytt/remote_files.h"
#include "starlark/values/heap.h"
#include "ytt/files/file_marks.h"
#include "ytt/library/library_execution.h"

namespace pkgrepo::cli {
namespace {

std::vector<std::string> EnvironmentVariables() {
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) variables.emplace_back(*variable);
  return variables;
}

class TemplateRun {
 public:
  TemplateRun(const TemplateCommandOptions& options, const Invocation& invocation)
      : options_(options),
        invocation_(invocation),
        input_({.disk = disk_,
                .standard_input = invocation.in,
                .fetch = FetchUrl,
                .symlinks = options.symlinks}) {}

  int Run() {
    FindFiles();
    try {
      Execute();
    } catch (const Error& error) {
      if (!options_.bulk_out) throw;
      invocation_.out << FormatBulkError(error.message());
      return 0;
    }
    Output();
    WriteDepfile();
    if (options_.profile) profile_.Print(invocation_.err);
    if (options_.debug) profile_.PrintTotal(invocation_.err);
    return 0;
  }

 private:
  void FindFiles() {
    const Profile::Span span = profile_.Measure("find files");
    files_ = options_.bulk_in.empty() ? input_.Resolve(options_.files) : ParseBulkFiles(options_.bulk_in);
  }

  ytt::LibraryExecution MakeExecution() {
    ytt::LibraryExecution execution(
        *library_, {.loader = {.ignore_unknown_comments = options_.ignore_unknown_comments,
                               .implicit_map_key_overrides = options_.implicit_map_key_overrides,
                               .strict = options_.strict,
                               .messages = &invocation_.err},
                    .skip_validation = options_.skip_validation,
                    .on_values = ValuesObserver(),
                    .on_time = TimeObserver()});
    const Profile::Span span = profile_.Measure("read data value flags");
    execution.AddValues(ytt::ReadValueFlags(
        options_.values,
        {.input = input_, .environment = EnvironmentVariables(), .strict = options_.strict}));
    return execution;
  }

  // Explains the values of each library, once if they are the same whenever it is evaluated.
  ytt::ExecutionOptions::ValuesObserver ValuesObserver() {
    if (!options_.explain_values) return nullptr;
    return [this](const ytt::LibraryRef& library, const yaml::Item& values) {
      const std::string text = ExplainValues(library, values);
      if (explained_.insert(text).second) invocation_.err << text;
    };
  }

  ytt::TimeObserver TimeObserver() {
    if (!options_.profile) return nullptr;
    return [this](const std::string& step, std::chrono::nanoseconds duration) {
      profile_.AddStep(step, duration);
    };
  }

  // Finds what to put out.
  void Execute() {
    files_ = ytt::ApplyFileMarks(std::move(files_), options_.file_marks);
    library_ = ytt::LibraryTree::Make(files_);
    if (options_.debug) PrintLibraries(invocation_.err, *library_);
    if (options_.inspect_files) {
      documents_ = InspectFiles(*library_);
      return;
    }
    ytt::LibraryExecution execution = MakeExecution();
    if (options_.inspect_schema) {
      const Profile::Span span = profile_.Measure("schema");
      const ytt::DataValuesSchema schema = execution.ReadSchema();
      RequireOpenApi(ParseOutputTypes(options_.output_types));
      documents_ = SingleDocument(schema.schema.OpenApiDocument());
      return;
    }
    try {
      RefuseOpenApi(ParseOutputTypes(options_.output_types));
    } catch (const Error&) {
      execution.ReadSchema();  // what is wrong with the schema comes first
      throw;
    }
    if (options_.inspect_values) {
      const Profile::Span span = profile_.Measure("data values");
      documents_ = SingleDocument(execution.CalculateValues().document);
      return;
    }
    const Profile::Span span = profile_.Measure("evaluate");
    result_ = execution.Evaluate();
    documents_ = result_.AllDocuments();
  }

  void Output() {
    const Profile::Span span = profile_.Measure("output");
    const bool empty_first = !options_.emptied_output_directory.empty();
    const std::string& directory =
        empty_first ? options_.emptied_output_directory : options_.output_directory;
    if (options_.bulk_out) {
      invocation_.out << FormatBulkFiles(MakeOutputFiles(result_));
    } else if (!directory.empty()) {
      WriteOutputFiles(disk_, directory, empty_first, MakeOutputFiles(result_), invocation_.out);
    } else {
      const std::string text = FormatDocuments(ParseOutputTypes(options_.output_types), *documents_);
      if (options_.debug) invocation_.err << "### result\n";
      invocation_.out << text;
      if (!result_.text_files.empty()) WarnOfTextFiles(invocation_.err);
    }
  }

  // Names what the run depends on; the output of ytt itself may be standard output, so the target is the
  // depfile's name without its extension, which is how Ninja's rules call it.
  void WriteDepfile() {
    if (options_.depfile.empty()) return;
    const size_t dot = options_.depfile.rfind('.');
    pkgrepo::WriteDepfile(disk_, {.file = options_.depfile}, options_.depfile.substr(0, dot),
                          input_.UsedPaths());
  }

  const TemplateCommandOptions& options_;
  const Invocation& invocation_;
  RealFileSystem disk_;
  ytt::InputFiles input_;
  Profile profile_;
  std::vector<ytt::FilePtr> files_;
  std::unique_ptr<ytt::LibraryTree> library_;
  std::set<std::string> explained_;
  ytt::EvaluationResult result_;
  yaml::RefPtr<yaml::Node> documents_;  // of the result, or what there is to inspect
};

}  // namespace

int RunTemplateCommand(const TemplateCommandOptions& options, const Invocation& invocation) {
  const MemoryBudget budget(MemoryLimit());
  starlark::Heap heap;
  return TemplateRun(options, invocation).Run();
}

}  // namespace pkgrepo::cli
