// The forms in which `pkgrepo diff` prints what differs between two builds.

#ifndef PKGREPO_CLI_GRAPH_DIFF_FORMAT_H_
#define PKGREPO_CLI_GRAPH_DIFF_FORMAT_H_

#include <string>
#include <utility>
#include <vector>

#include "packaging/build_diff.h"

namespace pkgrepo::cli {

// The git revision that was compared with; empty if that was a build folder.
struct Compared {
  std::string revision = {};
  std::string commit = {};
};

// For a terminal; with colours as escape sequences of ECMA-48.
std::string DiffAsText(const packaging::BuildDiff& diff, const Compared& compared, bool with_colour);

// For a comment on a pull request, in Markdown (https://github.github.com/gfm/): a table of what differs, then the objects of each
// package, folded. What makes it longer than `limit` bytes is left out, and how much that is, is told.
std::string DiffAsMarkdown(const packaging::BuildDiff& diff, const Compared& compared, size_t limit);

// For programs: everything, each value whole.
std::string DiffAsJson(const packaging::BuildDiff& diff, const Compared& compared);

// Which earlier case of the version differs in the same way, so that a reader need not see it twice; null if none.
const packaging::BuildDiff::Case* EqualCase(const packaging::BuildDiff::Version& version, size_t index);

// Whether files of the bundle alone differ, and nothing that a cluster would see.
bool DiffersInFilesAlone(const packaging::BuildDiff::Version& version);

// "main (7944a0c3)"; "" where a build folder was compared with.
std::string NameOf(const Compared& compared);

// "+", "-" or "~".
char SignOf(const packaging::BuildDiff::Texts& texts);
char SignOf(packaging::BuildDiff::Object::Kind kind);

// "2 package versions, 1 stage, no repository".
std::string CountsOf(const packaging::BuildDiff& diff);

// The first digits of a digest, as people tell them apart; "" for "".
std::string ShortDigest(const std::string& digest);

// Whether the field was and is text of several lines, of which those that differ are shown.
bool IsTextOfLines(const packaging::FieldChange& change);

// Lines about the rights of a version, each with its sign, '+', '-' or ' ': "now asks for secrets in all namespaces: list".
std::vector<std::pair<char, std::string>> RightsLines(const packaging::RightsDiff& rights);

// A line for each field, and for texts of several lines those that differ; values are cut off where they are long. Without
// a break at the end of the last line.
std::string FieldLines(const packaging::FieldChange& change);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_GRAPH_DIFF_FORMAT_H_
