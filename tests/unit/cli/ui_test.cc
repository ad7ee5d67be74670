#include "cli/ui.h"

#include <doctest/doctest.h>

#include <sstream>

#include "base/error.h"

namespace pkgrepo::cli {
namespace {

// What `print` prints with these flags.
template <typename Print>
std::string Show(const UiFlags& flags, Print print) {
  std::ostringstream out;
  Ui ui(flags, out);
  print(ui);
  return out.str();
}

const UiFlags kPipe = {};
const UiFlags kTerminal = {.tty = true};
const UiFlags kJson = {.json = true};

Table Tags() {
  return {.title = "Tags",
          .content = "tags",
          .header = {"Name", "Image URL"},
          .rows = {{"v2", "b"}, {"v10", ""}, {"v2", "a"}},
          .sort_by = {0, 1}};
}

}  // namespace

TEST_CASE("a pipe gets blocks and rows alone") {
  const auto print = [](Ui& ui) {
    ui.PrintLine("progress");
    ui.PrintRaw("more\n");
    ui.PrintBlock("block");
    ui.PrintTable(Tags());
    ui.Finish();
  };
  CHECK(Show(kPipe, print) == "blockv10\t-\t\nv2 \ta\t\nv2 \tb\t\n");
}

TEST_CASE("a terminal gets all, set apart by empty lines") {
  const auto print = [](Ui& ui) {
    ui.PrintRaw("dir: .\n");
    ui.PrintRaw("file: a\n");
    ui.PrintLine("Lock config");
    ui.PrintBlock("a: 1\n");
    ui.PrintBlock("b: 2\n");
    ui.Finish();
  };
  CHECK(Show(kTerminal, print) == "dir: .\nfile: a\n\nLock config\n\na: 1\nb: 2\n\nSucceeded\n");
  const auto unfinished_line = [](Ui& ui) {
    ui.PrintRaw("Pushed 'x'");
    ui.Finish();
  };
  CHECK(Show(kTerminal, unfinished_line) == "Pushed 'x'\nSucceeded\n");
}

TEST_CASE("tables for a terminal") {
  CHECK(Show(kTerminal, [](Ui& ui) { ui.PrintTable(Tags()); }) ==
        "Tags\n\nName  Image URL  \nv10   -  \nv2    a  \nv2    b  \n\n3 tags\n");
}

TEST_CASE("JSON collects everything for the end") {
  const auto print = [](Ui& ui) {
    ui.PrintLine("line");
    ui.PrintBlock("<block>\n");
    ui.PrintTable({.title = "Tags", .content = "tags", .header = {"Image URL"}, .rows = {{"u"}}});
    ui.Finish();
  };
  CHECK(Show(kJson, print) == R"({
    "Tables": [
        {
            "Content": "tags",
            "Header": {
                "image_url": "Image URL"
            },
            "Rows": [
                {
                    "image_url": "u"
                }
            ],
            "Notes": null
        }
    ],
    "Blocks": [
        "\u003cblock\u003e\n"
    ],
    "Lines": [
        "line",
        "Succeeded"
    ]
})");
  CHECK(Show(kJson, [](Ui& ui) { ui.PrintLine("before a failure"); }).empty());
}

TEST_CASE("columns may be chosen") {
  const UiFlags flags = {.columns = {"image_url"}};
  CHECK(Show(flags, [](Ui& ui) { ui.PrintTable(Tags()); }) == "-\t\na\t\nb\t\n");
  const UiFlags unknown = {.columns = {"size"}};
  CHECK_THROWS_AS(Show(unknown, [](Ui& ui) { ui.PrintTable(Tags()); }), Error);
}

TEST_CASE("transposed tables have a line a cell") {
  Table table = {.title = "Images",
                 .content = "images",
                 .header = {"Image", "Metadata"},
                 .rows = {{"a", "x:\n  y"}, {"b", ""}},
                 .transpose = true};
  CHECK(Show(kPipe, [&](Ui& ui) { ui.PrintTable(table); }) == "a\t\nx:\t\n  y\t\n\nb\t\n-\t\n");
  CHECK(Show(kTerminal, [&](Ui& ui) { ui.PrintTable(table); }) ==
        "Images\n\nImage     a  \nMetadata  x:  \n            y  \n\nImage     b  \nMetadata  -  \n\n2 "
        "images\n");
}

}  // namespace pkgrepo::cli
