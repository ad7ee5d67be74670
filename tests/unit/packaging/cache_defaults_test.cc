#include "packaging/cache_defaults.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace pkgrepo::packaging {
namespace {

TEST_CASE("Defaults are those of set(… CACHE …) and option()") {
  const CacheDefaults defaults = ParseCacheDefaults(
      R"({"version":{"major":1,"minor":2}}
{"args":["REGISTRY","r.example.com","CACHE","STRING","Where"],"cmd":"set","file":"/s/CMakeLists.txt","line":1}
{"args":["REGISTRY","other","CACHE","STRING","Where"],"cmd":"set","file":"/s/CMakeLists.txt","line":2}
{"args":["LIST","a","b","CACHE","STRING",""],"cmd":"SET","file":"/s/CMakeLists.txt","line":3}
{"args":["EMPTY","CACHE","STRING","Doc"],"cmd":"set","file":"/s/CMakeLists.txt","line":3}
{"args":["FORCED","a","CACHE","STRING","Doc"],"cmd":"set","file":"/s/CMakeLists.txt","line":4}
{"args":["FORCED","b","CACHE","STRING","Doc","FORCE"],"cmd":"set","file":"/s/CMakeLists.txt","line":4}
{"args":["plain","value"],"cmd":"set","file":"/s/CMakeLists.txt","line":5}
{"args":["FAST","Doc","yes"],"cmd":"option","file":"/s/CMakeLists.txt","line":6}
{"args":["SLOW","Doc"],"cmd":"option","file":"/s/CMakeLists.txt","line":7}
{"args":["ONE","Doc","1"],"cmd":"option","file":"/s/CMakeLists.txt","line":8}
{"args":["NONE","Doc","0"],"cmd":"option","file":"/s/CMakeLists.txt","line":8}
{"args":["ODD","Doc","nonsense"],"cmd":"option","file":"/s/CMakeLists.txt","line":8}
)");
  CHECK(defaults == CacheDefaults{{"REGISTRY", "r.example.com"},
                                  {"LIST", "a;b"},
                                  {"EMPTY", ""},
                                  {"FORCED", "b"},
                                  {"FAST", "ON"},
                                  {"SLOW", "OFF"},
                                  {"ONE", "ON"},
                                  {"NONE", "OFF"},
                                  {"ODD", "OFF"}});
  CHECK(IsDefault({.name = "REGISTRY", .type = "STRING", .value = "r.example.com"}, defaults));
  CHECK_FALSE(IsDefault({.name = "REGISTRY", .type = "STRING", .value = "other"}, defaults));
  CHECK_FALSE(IsDefault({.name = "UNKNOWN", .type = "STRING", .value = ""}, defaults));
}

TEST_CASE("CMake writes paths in its own form") {
  const CacheDefaults defaults = {{"FOLDER", "/a//b/"}};
  CHECK(IsDefault({.name = "FOLDER", .type = "PATH", .value = "/a/b"}, defaults));
  CHECK_FALSE(IsDefault({.name = "FOLDER", .type = "STRING", .value = "/a/b"}, defaults));
}

TEST_CASE("What is no trace is refused") {
  CHECK(ParseCacheDefaults("").empty());
  CHECK_THROWS_AS(ParseCacheDefaults("{\"args\":[]"), Error);
  CHECK_THROWS_AS(ParseCacheDefaults("{\"cmd\":\"set\",\"args\":[1]}"), Error);
}

}  // namespace
}  // namespace pkgrepo::packaging
