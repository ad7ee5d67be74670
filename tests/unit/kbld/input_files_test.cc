#include "kbld/input_files.h"

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

#include "base/error.h"
#include "support/fake_http_client.h"
#include "support/memory_file_system.h"

namespace pkgrepo::kbld {
namespace {

class Fixture {
 public:
  // The kinds of what is read.
  std::vector<std::string> Read(const std::vector<std::string>& paths) {
    std::vector<std::string> kinds;
    for (const nlohmann::json& resource : ReadInputs(paths, {files, http, standard_input})) {
      kinds.push_back(resource["kind"]);
    }
    return kinds;
  }

  std::string ErrorOf(const std::string& path) {
    try {
      Read({path});
    } catch (const Error& error) {
      return error.message();
    }
    return "";
  }

  MemoryFileSystem files;
  net::FakeHttpClient http{[](const net::HttpRequest& request) {
    if (request.url == "https://x.test/a.yml") return net::HttpResponse{.status = 200, .body = "kind: Web"};
    return net::HttpResponse{.status = 404, .body = "kind: NotFound"};
  }};
  std::istringstream standard_input{"kind: In"};
};

using Kinds = std::vector<std::string>;

TEST_CASE_FIXTURE(Fixture, "folders are read in the order of whole paths") {
  files.WriteFile("d/s/b.yaml", "kind: B");
  files.WriteFile("d/s.yml", "kind: D");
  files.WriteFile("d/.h/x.yml", "kind: H");
  files.WriteFile("d/a.json", "{\"kind\": \"C\"}");
  files.WriteFile("d/x.txt", "kind: T");
  files.WriteFile("d/U.YML", "kind: U");
  CHECK(Read({"d"}) == Kinds{"H", "C", "D", "B"});
  CHECK(Read({"d/x.txt", "d/s.yml", "d/s.yml"}) == Kinds{"T", "D", "D"});
}

TEST_CASE_FIXTURE(Fixture, "standard input and URLs") {
  CHECK(Read({"-", "https://x.test/a.yml", "-"}) == Kinds{"In", "Web"});
}

TEST_CASE_FIXTURE(Fixture, "errors name the input") {
  files.WriteFile("bad.yml", "kind: A\n---\n[");
  CHECK(
      ErrorOf("bad.yml").starts_with("Parsing file 'bad.yml' doc 2: error converting YAML to JSON: yaml: "));
  CHECK(ErrorOf("none.yml") == "Unable to stat file: stat none.yml: no such file or directory");
  CHECK(ErrorOf("http://x.test/b.yml") ==
        "Parsing HTTP URL 'http://x.test/b.yml': Requesting URL 'http://x.test/b.yml': unexpected status "
        "code 404");
  standard_input.str("[");
  CHECK(ErrorOf("-").starts_with("Parsing stdin doc 1: "));
}

}  // namespace
}  // namespace pkgrepo::kbld
