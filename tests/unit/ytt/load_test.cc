#include <doctest/doctest.h>

#include "rendering.h"

namespace pkgrepo::ytt {
namespace {

TEST_CASE("files are loaded relative to the file, from the root, and from libraries") {
  CHECK(RenderFirst({{"dir/a.yml",
                      "#@ load(\"f.star\", \"f\")\n#@ load(\"/g.lib.yml\", \"g\")\n"
                      "#@ load(\"t.lib.txt\", t=\"text\")\n#@ load(\"@lib:x/h.star\", \"h\")\n"
                      "all: #@ [f(1), g(), t(), h]\n"},
                     {"dir/f.star", "def f(n):\n  return n + 1\nend\n"},
                     {"g.lib.yml", "#@ def g():\nk: v\n#@ end\n"},
                     {"dir/t.lib.txt", "(@ def text(): @)text(@ end @)"},
                     {"dir/_ytt_lib/lib/x/h.star", "load(\"/i.star\", i=\"h\")\nh = i\n"},
                     {"dir/_ytt_lib/lib/i.star", "h = \"deep\"\n"}}) ==
        "all:\n- 2\n- k: v\n- text\n- deep\n");
}

TEST_CASE("values of loaded files are frozen") {
  CHECK(RenderError({{"a.yml", "#@ load(\"f.star\", \"l\")\n#@ l.append(1)\n"}, {"f.star", "l = []\n"}}) ==
        "\n- append: cannot append to frozen list\n    in <toplevel>\n      a.yml:2 | #@ l.append(1)");
}

TEST_CASE("what cannot be loaded is told with the place of the load") {
  const auto load = [](const std::string& path) {
    std::string message = RenderError({{"a.yml", "#@ load(\"" + path + "\", \"x\")\n"}, {"b.yml", "x: 1\n"}});
    return message.substr(0, message.find("\n    in "));
  };
  CHECK(load("no.star") ==
        "\n- cannot load no.star: Expected to find file 'no.star' (hint: only files included via -f flag are "
        "available)");
  CHECK(load("d/no.star") ==
        "\n- cannot load d/no.star: Expected to find file 'd/no.star', but did not: Did not find ''");
  CHECK(load("b.yml") ==
        "\n- cannot load b.yml: Expected file 'b.yml' to be a library file, but was not (hint: library "
        "filename must end "
        "with '.lib.yml' or '.star'; use data.read(...) for loading non-templated file contents)");
  CHECK(load("@lib:f.star") ==
        "\n- cannot load @lib:f.star: Could not find private library (directory '_ytt_lib' missing?)");
  const std::string message =
      RenderError({{"a.yml", "#@ load(\"_ytt_lib/l/f.star\", \"x\")\n"}, {"_ytt_lib/l/f.star", "x = 1\n"}});
  CHECK(message.find("but did not: Encountered private library '_ytt_lib'") != std::string::npos);
  CHECK(load("@ytt:no") ==
        "\n- cannot load @ytt:no: builtin ytt library does not have module 'no' (hint: is it available in "
        "newer version of "
        "ytt?)");
}

TEST_CASE("files that load each other end in an error") {
  const std::string message = RenderError({{"a.yml", "#@ load(\"b.star\", \"x\")\n"},
                                           {"b.star", "load(\"c.star\", \"x\")\n"},
                                           {"c.star", "load(\"b.star\", \"x\")\n"}});
  CHECK(message.find("File 'b.star' loads itself") != std::string::npos);
}

TEST_CASE("an error in a loaded file is shown below the load") {
  CHECK(RenderError({{"a.yml", "#@ load(\"f.star\", \"f\")\n"}, {"f.star", "x = {}\ny = x[\"k\"]\n"}}) ==
        "\n- cannot load f.star: Evaluating starlark template: \n    in <toplevel>\n      a.yml:1 | #@ "
        "load(\"f.star\", "
        "\"f\")\n\n    reason:\n     - key \"k\" not in dict\n         in <toplevel>\n           2 | y = "
        "x[\"k\"]");
}

}  // namespace
}  // namespace pkgrepo::ytt
