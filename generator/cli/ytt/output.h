// What becomes of the results of `ytt`: printed in one of several forms, or written as files.

#ifndef PKGREPO_CLI_YTT_OUTPUT_H_
#define PKGREPO_CLI_YTT_OUTPUT_H_

#include <iosfwd>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "ytt/library/library_execution.h"

namespace pkgrepo::cli {

struct OutputFormat {
  enum class Form { kYaml, kJson, kPositions };
  Form form = Form::kYaml;
  bool open_api = false;
};

// From the values of --output; the first of each kind counts. Throws Error for an unknown one.
OutputFormat ParseOutputTypes(const std::vector<std::string>& types);

// The schema can be had as OpenAPI only, and nothing else can. Throw Error.
void RequireOpenApi(const OutputFormat& format);
void RefuseOpenApi(const OutputFormat& format);

std::string FormatDocuments(const OutputFormat& format, const yaml::Node& documents);

// A document set that holds this document alone.
yaml::RefPtr<yaml::Node> SingleDocument(yaml::Item document);

// --files-inspect: the paths of all files but those in libraries.
yaml::RefPtr<yaml::Node> InspectFiles(const ytt::LibraryTree& library);

struct OutputFile {
  std::string path;
  std::string content;
};

// Text files first, then YAML files that are not empty.
std::vector<OutputFile> MakeOutputFiles(const ytt::EvaluationResult& result);

// Writes the files below `directory`, for their owner only, and prints a line for each. With `empty_first`
// everything in the directory is removed ahead of that; throws Error if it is "/", "." or the like.
void WriteOutputFiles(FileSystem& disk, const std::string& directory, bool empty_first,
                      const std::vector<OutputFile>& files, std::ostream& out);

void WarnOfTextFiles(std::ostream& err);

// --debug: the folders and files of a run.
void PrintLibraries(std::ostream& out, const ytt::LibraryTree& library);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_YTT_OUTPUT_H_
