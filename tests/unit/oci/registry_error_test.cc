#include "oci/registry_error.h"

#include <doctest/doctest.h>

namespace pkgrepo::oci {

TEST_CASE("a registry's explanation in upstream's words") {
  const std::pair<std::string, std::string> cases[] = {
      {R"({"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown","detail":{"Tag":"1"}}]})",
       "MANIFEST_UNKNOWN: manifest unknown; map[Tag:1]"},
      {R"({"errors":[{"code":"A","message":"b"}]})", "A: b"},
      {R"({"errors":[{"code":"UNAUTHORIZED","message":"m","detail":[{"Action":"pull","Name":"x"}]}]})",
       "UNAUTHORIZED: m; [map[Action:pull Name:x]]"},
      {R"({"errors":[{"code":"A","message":"b"},{"code":"C","message":"d"}]})",
       "multiple errors returned: A: b; C: d"},
      {"", "unexpected status code 404 Not Found"},
      {"plain text", "unexpected status code 404 Not Found: plain text"},
      {R"({"errors":[]})", R"(unexpected status code 404 Not Found: {"errors":[]})"}};
  for (const auto& entry : cases) {
    const auto& [body, text] = entry;
    CAPTURE(entry.first);
    const RegistryError error = MakeRegistryError({.url = "http://h/v2/x"}, {.status = 404, .body = body});
    CHECK(error.message() == "GET http://h/v2/x: " + text);
    CHECK(error.status() == 404);
  }
}

TEST_CASE("HEAD has no explanation") {
  CHECK(MakeRegistryError({.method = "HEAD", .url = "http://h/"}, {.status = 500}).message() ==
        "HEAD http://h/: unexpected status code 500 Internal Server Error (HEAD responses have no body, use "
        "GET "
        "for details)");
}

TEST_CASE("a nesting bomb of details is cut") {
  std::string detail;
  for (int i = 0; i < 1000; ++i) detail += "[";
  for (int i = 0; i < 1000; ++i) detail += "]";
  const std::string body = R"({"errors":[{"code":"A","message":"b","detail":)" + detail + "}]}";
  CHECK(MakeRegistryError({.url = "u"}, {.status = 400, .body = body}).message().size() < 200);
}

TEST_CASE("an explanation without an end is cut") {
  const std::string text(1'000'000, 'x');
  const std::string entry = R"({"code":"A","message":")" + text + "\"}";
  for (const std::string& body :
       {text, "{\"errors\":[" + entry + "]}", "{\"errors\":[" + entry + "," + entry + "]}"}) {
    CHECK(MakeRegistryError({.url = "u"}, {.status = 400, .body = body}).message().size() < 5000);
  }
}

}  // namespace pkgrepo::oci
