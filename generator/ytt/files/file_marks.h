// File marks: `--file-mark PATTERN:KEY=VALUE` changes what the files are that match.
//
//   path=NEW                     another path, for loads and output alike
//   exclude=true                 as if the file had not been given
//   type=yaml-template, yaml-plain, text-template, text-plain, starlark, data
//   for-output=true              it gives a result, even if it is a library file
//   exclusive-for-output=true    only files so marked give results
//
// A pattern has one wildcard at most: `*` stands for anything but slashes, `**/*` for anything.

#ifndef PKGREPO_YTT_FILES_FILE_MARKS_H_
#define PKGREPO_YTT_FILES_FILE_MARKS_H_

#include <string>
#include <vector>

#include "ytt/files/file.h"

namespace pkgrepo::ytt {

// Applies `marks` in order and returns the files that are left. Throws Error for a malformed mark and for one
// that matches no file.
std::vector<FilePtr> ApplyFileMarks(std::vector<FilePtr> files, const std::vector<std::string>& marks);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_FILES_FILE_MARKS_H_
