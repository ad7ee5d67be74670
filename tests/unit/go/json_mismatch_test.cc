// The tables hold what Go 1.21.13 gave for the same arguments.

#include "go/json_mismatch.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace pkgrepo::go {
namespace {

using namespace std::literals;

using nlohmann::json;

TEST_CASE("Values that do not fit are told of as json.Unmarshal does it") {
  CHECK(DescribeMismatch(json(1), {.type = "main.config"}) ==
        "json: cannot unmarshal number into Go value of type main.config");
  CHECK(DescribeMismatch(json::array(), {.type = "string", .field = "inner.a.b"}) ==
        "json: cannot unmarshal array into Go struct field inner.a.b of type string");
  CHECK(DescribeMismatch(json(true), {.type = "string", .field = "inner.a.b"}) ==
        "json: cannot unmarshal bool into Go struct field inner.a.b of type string");
  CHECK(DescribeMismatch(json("x"), {.type = "[]string", .field = "config.list"}) ==
        "json: cannot unmarshal string into Go struct field config.list of type []string");
  CHECK(DescribeMismatch(json::object(), {.type = "int8"}) ==
        "json: cannot unmarshal object into Go value of type int8");
  CHECK(DescribeKindMismatch("number 300", {.type = "int8", .field = "config.n"}) ==
        "json: cannot unmarshal number 300 into Go struct field config.n of type int8");
}

}  // namespace
}  // namespace pkgrepo::go
