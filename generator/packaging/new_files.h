// New files of a source tree, which are written all or not at all, and over nothing that is there.
//
//   NewFiles files;
//   files.Add("packages/foo/1.0.0/bundle/config/schema.yaml", text);
//   if (dry_run) out << files.Show(); else files.Write(disk);

#ifndef PKGREPO_PACKAGING_NEW_FILES_H_
#define PKGREPO_PACKAGING_NEW_FILES_H_

#include <string>
#include <vector>

#include "base/file_system.h"

namespace pkgrepo::packaging {

class NewFiles {
 public:
  struct File {
    std::string path;
    std::string text;
    uint32_t mode = kPlainMode;
  };

  void Add(std::string path, std::string text, uint32_t mode = kPlainMode) {
    files_.push_back({std::move(path), std::move(text), mode});
  }

  const std::vector<File>& files() const { return files_; }

  // Each file with its path ahead.
  std::string Show() const;
  // Throws Error that names what is there already; nothing is written then.
  void RequireAbsent(const FileSystem& disk) const;
  // RequireAbsent(), and writes. What was written is removed if a file cannot be.
  void Write(FileSystem& disk) const;
  // Removes what Write() has written, and the folders that are empty then.
  void Remove(FileSystem& disk) const;

 private:
  std::vector<File> files_;
};

// Whose texts the templates of new files have: each `{name}` is replaced by its value.
std::string FillTemplate(std::string text, const std::vector<std::pair<std::string, std::string>>& values);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_NEW_FILES_H_
