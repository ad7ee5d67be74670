// Dependency files as Ninja reads them: what a step found on the way to its output.
//
//   WriteDepfile(disk, {.file = "app/bundle.json.d"}, "app/bundle.json", {"config/app.yaml", "docs/Q&A.md"});
//
// names config/app.yaml as it is, and docs/Q&A.md by a link, app/bundle.json.links/5f0c….
//
// Ninja's reader of such files knows no way to write some characters (https://ninja-build.org/manual.html#ref_headers and
// src/depfile_parser.in.cc; those of 1.11 are counted on here), nor a path of more than 60 names. Such a path is named
// through a symbolic link: Ninja looks at what a link leads to, so that a change or a removal is seen as with any other.
//
// Newer versions of CMake rewrite such files for Ninja (policy CMP0116), and take the relative paths in them as relative to
// another folder than that in which the step runs. A file that is rewritten is given as that folder is left, `/./`, and the
// place of the file: `../.././app/bundle.json.d` has `../../config/app.yaml` in it, and is written to app/bundle.json.d.

#ifndef PKGREPO_BASE_DEPFILE_H_
#define PKGREPO_BASE_DEPFILE_H_

#include <string>
#include <vector>

#include "base/file_system.h"

namespace pkgrepo {

struct DepfilePlace {
  std::string file;
  std::string base;  // stands ahead of relative paths in a file that CMake rewrites, else empty
};

// Reads the place as a step is given it.
DepfilePlace ParseDepfilePlace(const std::string& word);

// Writes the inputs of `output`: sorted, each once. The links stand in a folder beside the depfile, named like it with
// ".links" for ".d", which is there only if there are any; those of earlier times are removed. Throws Error.
void WriteDepfile(FileSystem& files, const DepfilePlace& place, const std::string& output,
                  const std::vector<std::string>& inputs);

// How much of a clean path, from its start to the end of one of its names, a depfile cannot name; 0 if it can name all.
// CMake before 4.4 does not write `$` and `#` as it has read them.
size_t LengthToLink(std::string_view path, bool is_rewritten = false);

// "output: input1 input2" in Make's syntax, escaped as Ninja has it; inputs sorted, each once. Only for paths that have
// nothing to link.
std::string FormatDepfile(const std::string& output, std::vector<std::string> inputs);

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_DEPFILE_H_
