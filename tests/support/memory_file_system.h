// A tree of files in memory, for tests of what takes a FileSystem.
//
//   MemoryFileSystem disk;
//   disk.WriteFile("/src/vendir.yml", config);
//
// Paths are taken as written, cleaned of "." and "//"; parents exist implicitly. Times of modification are numbers that
// grow with each change.

#ifndef PKGREPO_TESTS_SUPPORT_MEMORY_FILE_SYSTEM_H_
#define PKGREPO_TESTS_SUPPORT_MEMORY_FILE_SYSTEM_H_

#include <map>
#include <string>

#include "base/file_system.h"

namespace pkgrepo {

class MemoryFileSystem : public FileSystem {
 public:
  std::optional<FileInfo> Stat(const std::string& path) const override;
  std::optional<FileInfo> StatFollowing(const std::string& path) const override;
  std::string ReadFile(const std::string& path) const override;
  std::string ReadSymlink(const std::string& path) const override;
  void WriteFile(const std::string& path, std::string_view content, uint32_t mode = 0666) override;
  std::vector<std::string> ListDirectory(const std::string& path) const override;
  void MakeDirectories(const std::string& path, uint32_t mode = 0777) override;
  void MakeSymlink(const std::string& target, const std::string& path) override;
  void RemoveAll(const std::string& path) override;
  void Rename(const std::string& from, const std::string& to) override;
  void SetMode(const std::string& path, uint32_t mode) override;
  void SetModificationTime(const std::string& path, int64_t mtime) override;

  // How often WriteFile was called, for tests of what is not written.
  int write_count() const { return write_count_; }

 private:
  struct Node {
    FileInfo info;
    std::string content;  // of a file, or a link's target
  };
  const Node* Find(const std::string& path) const;
  const Node* FindFollowing(const std::string& path) const;

  std::map<std::string, Node> nodes_;
  int write_count_ = 0;
};

}  // namespace pkgrepo

#endif  // PKGREPO_TESTS_SUPPORT_MEMORY_FILE_SYSTEM_H_
