// Dependency files as Ninja reads them: what a step found on the way to its output.
//
//   WriteDepfile(disk, "app/bundle.json.d", "app/bundle.json", {"config/app.yaml", "docs/Q&A.md"});
//
// names config/app.yaml as it is, and docs/Q&A.md by a link, app/bundle.json.links/5f0c….
//
// Ninja's reader of such files knows no way to write some characters (https://ninja-build.org/manual.html#ref_headers and
// src/depfile_parser.in.cc; those of 1.11 are counted on here), nor a path of more than 60 names. Such a path is named
// through a symbolic link: Ninja looks at what a link leads to, so that a change or a removal is seen as with any other.

#ifndef PKGREPO_BASE_DEPFILE_H_
#define PKGREPO_BASE_DEPFILE_H_

#include <string>
#include <vector>

#include "base/file_system.h"

namespace pkgrepo {

// Writes the inputs of `output`: sorted, each once. The links stand in a folder beside the depfile, named like it with
// ".links" for ".d", which is there only if there are any; those of earlier times are removed. Throws Error.
void WriteDepfile(FileSystem& files, const std::string& depfile, const std::string& output,
                  const std::vector<std::string>& inputs);

// How much of a clean path, from its start to the end of one of its names, a depfile cannot name; 0 if it can name all.
size_t LengthToLink(std::string_view path);

// "output: input1 input2" in Make's syntax, escaped as Ninja has it; inputs sorted, each once. Only for paths that have
// nothing to link.
std::string FormatDepfile(const std::string& output, std::vector<std::string> inputs);

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_DEPFILE_H_
