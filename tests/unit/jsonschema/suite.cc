// Runs the official tests of JSON Schema for drafts 4, 6 and 7, of https://github.com/json-schema-org/JSON-Schema-Test-Suite:
//
//   json_schema_suite /usr/share/json-schema-test-suite/tests
//
// A test that is not passed has to be among the exceptions below, and each of these has to be met with, or it is in vain.

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "jsonschema/schema.h"

namespace {

using nlohmann::json;
using pkgrepo::Error;
using pkgrepo::jsonschema::JsonSchema;

struct Exception {
  // The beginning of "file.json: group: test", whatever the draft.
  std::string_view test;
  std::string_view reason;
};

constexpr std::string_view kOtherDocuments = "nothing is fetched: references to other documents are refused";
constexpr std::string_view kAsHelm = "so does Helm";

constexpr std::array<Exception, 11> kExceptions = {{
    {"definitions.json: valid definition", kOtherDocuments},
    {"definitions.json: invalid definition", kOtherDocuments},
    {"ref.json: remote ref, containing refs itself", kOtherDocuments},
    {"refRemote.json: ", kOtherDocuments},
    {"optional/content.json: validation of ", "no content is decoded: nor does Helm"},
    {"optional/format.json: validation of date-time strings: case-insensitive T and Z", kAsHelm},
    {"optional/format/date-time.json: validation of date-time strings: case-insensitive T and Z", kAsHelm},
    {"optional/format/idn-hostname.json: ", "a format that is not checked: nor does Helm"},
    {"optional/format/iri.json: validation of IRIs: an invalid IRI based on IPv6", kAsHelm},
    {"optional/format/time.json: validation of time strings: only RFC3339 not all of ISO 8601 are valid",
     kAsHelm},
    {"optional/zeroTerminatedFloats.json: ", "1.0 is an integer in all dialects, as for Helm"},
}};

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Suite {
 public:
  void RunDraft(const std::filesystem::path& folder, const std::string& draft) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder / draft)) {
      if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    passed_ = 0;
    for (const std::filesystem::path& file : files) {
      for (const json& group : json::parse(ReadFile(file)))
        RunGroup(draft, file.lexically_relative(folder).string() + ": ", group);
    }
    std::printf("%s: %d passed\n", draft.c_str(), passed_);
  }

  // Returns whether all is as it should be.
  bool Finish() const {
    bool is_right = faults_ == 0;
    for (const Exception& exception : kExceptions) {
      if (met_.contains(exception.test)) continue;
      is_right = false;
      std::printf("passes, and need be no exception: %s\n", std::string(exception.test).c_str());
    }
    std::printf("%d failures as expected, %d others\n", exceptions_, faults_);
    return is_right;
  }

 private:
  void RunGroup(const std::string& draft, const std::string& file, const json& group) {
    json schema = group.at("schema");
    if (schema.is_object() && !schema.contains("$schema"))
      schema["$schema"] = "http://json-schema.org/draft-0" + draft.substr(5) + "/schema#";
    for (const json& test : group.at("tests")) {
      const std::string name = file + group.at("description").get<std::string>() + ": " +
                               test.at("description").get<std::string>();
      const std::string answer = Answer(schema, test.at("data"));
      if (answer.empty() == test.at("valid").get<bool>() && !answer.starts_with("error: ")) {
        ++passed_;
      } else {
        Report(name, answer.empty() ? "nothing was found" : answer);
      }
    }
  }

  static std::string Answer(const json& schema, const json& data) {
    try {
      const auto findings = JsonSchema::Parse("schema", schema.dump()).Check(data);
      return findings.empty() ? "" : "found: " + findings.front().message;
    } catch (const Error& error) {
      return "error: " + error.Render();
    }
  }

  // `name` begins with the draft.
  void Report(const std::string& name, const std::string& answer) {
    for (const Exception& exception : kExceptions) {
      if (!name.substr(name.find('/') + 1).starts_with(exception.test)) continue;
      met_.insert(exception.test);
      ++exceptions_;
      return;
    }
    ++faults_;
    std::printf("%s: %s\n", name.c_str(), answer.c_str());
  }

  std::set<std::string_view> met_;
  int passed_ = 0;
  int exceptions_ = 0;
  int faults_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: json_schema_suite FOLDER\n", stderr);
    return 2;
  }
  Suite suite;
  for (const char* draft : {"draft4", "draft6", "draft7"}) suite.RunDraft(argv[1], draft);
  return suite.Finish() ? 0 : 1;
}
