#include "ytt/datavalues/value_flags.h"

#include <doctest/doctest.h>

#include <sstream>

#include "base/error.h"
#include "support/memory_file_system.h"
#include "yaml/printer.h"

namespace pkgrepo::ytt {
namespace {

struct Fixture {
  MemoryFileSystem disk;
  std::istringstream in;
  std::vector<std::string> environment;

  // Each document in one line, with the library that it is for.
  std::vector<std::string> Read(const ValueFlags& flags) {
    InputFiles input({.disk = disk, .standard_input = in, .fetch = nullptr, .symlinks = {}});
    std::vector<std::string> lines;
    for (const ValuesDocument& document :
         ReadValueFlags(flags, {.input = input, .environment = environment})) {
      std::string line = FormatLibraryRef(document.library());
      yaml::AppendJson(line, document.document().value);
      lines.push_back(line);
    }
    return lines;
  }

  std::string Failure(const ValueFlags& flags) {
    try {
      Read(flags);
    } catch (const Error& error) {
      return error.message();
    }
    return "none";
  }
};

using Strings = std::vector<std::string>;

TEST_CASE_FIXTURE(Fixture, "values and their libraries") {
  CHECK(Read({.values = {"a.b=1=2", "@lib~x@in:c="}}) ==
        Strings{R"({"a":{"b":"1=2"}})", R"(@lib~x@in{"c":""})"});
  CHECK(Read({.yaml_values = {"a=[1, yes]"}}) == Strings{R"({"a":[1,true]})"});
}

TEST_CASE_FIXTURE(Fixture, "the order does not depend on the flags") {
  disk.WriteFile("v.yml", "f: 1\n---\n---\ng: 2\n");
  environment = {"P_m__k=x", "PATH=/bin", "P_n=1"};
  CHECK(Read({.files = {"v.yml"},
              .environment_prefixes = {"P"},
              .yaml_environment_prefixes = {"P"},
              .values = {"a=1"},
              .value_files = {"t=v.yml"}}) == Strings{R"({"f":1})", R"({"g":2})", R"({"m":{"k":"x"}})",
                                                      R"({"n":"1"})", R"({"m":{"k":"x"}})", R"({"n":1})",
                                                      R"({"a":"1"})", R"({"t":"f: 1\n---\n---\ng: 2\n"})"});
}

TEST_CASE_FIXTURE(Fixture, "files below a directory are YAML") {
  disk.WriteFile("v/a.yml", "a: 1\n");
  disk.WriteFile("v/s/n.txt", "[");
  CHECK(Read({.files = {"v"}}) == Strings{R"({"a":1})"});
}

TEST_CASE_FIXTURE(Fixture, "errors") {
  disk.WriteFile("t.yml", "#@ x = 1\na: 1\n");
  CHECK(Failure({.values = {"a"}}) == "Extracting data value from KV: Expected format key=value");
  CHECK(Failure({.values = {"a:b=1"}}) ==
        "Extracting data value from KV: Expected at most one library-key separator ':' in 'a:b'");
  CHECK(Failure({.values = {"@l~:a=1"}}) ==
        "Extracting data value from KV: Expected library alias to not be empty");
  CHECK(
      Failure({.files = {"nope"}}) ==
      "Extracting data value from file: Find files 'nope': Checking file 'nope': lstat nope: no such file or "
      "directory");
  CHECK(Failure({.files = {"t.yml"}}) ==
        "Extracting data value from file: Checking data values file 't.yml': Expected to be plain YAML, "
        "having no "
        "annotations (hint: remove comments starting with `#@`)");
}

}  // namespace
}  // namespace pkgrepo::ytt
