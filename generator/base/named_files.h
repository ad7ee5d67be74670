// Files that a user names on a command line, with errors in Go's words, which the Carvel tools print:
// "open lock.yml: no such file or directory".
//
//   std::string text = ReadNamedFile(disk, "/dev/stdin");     // pipes and devices are files as well
//   WriteNamedFile(disk, "out/lock.yml", text, 0600);         // the folder has to be there

#ifndef PKGREPO_BASE_NAMED_FILES_H_
#define PKGREPO_BASE_NAMED_FILES_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/file_system.h"

namespace pkgrepo {

std::string ReadNamedFile(const FileSystem& files, const std::string& path);

// Throws Error where a file of this name cannot be: a folder has that name, or the folder above it is missing or is a file.
void CheckNamedOutput(const FileSystem& files, const std::string& path);
// CheckNamedOutput(), and FileSystem::WriteFile().
void WriteNamedFile(FileSystem& files, const std::string& path, std::string_view content,
                    uint32_t mode = 0666);

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_NAMED_FILES_H_
