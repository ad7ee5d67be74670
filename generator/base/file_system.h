// Files and directories. FileSystem is a seam for what reads a tree that need not be the disk as it is: the view of a
// bundle as a clean checkout has it (packaging/bundle_view.h), a tree in memory, a disk whose renames fail (tests). What
// is bound to the disk by other means, by descriptors, locks or other programs (an image layout, the files of a layer, a
// clone of git), takes no FileSystem but has a RealFileSystem of its own.
//
//   RealFileSystem disk;
//   std::string text = disk.ReadFile("bundle/vendir.yml");
//   disk.WriteFileIfChanged("build/digest.txt", digest + "\n");    // keeps the time stamp of an equal file
//
// Paths are plain strings with '/', absolute or relative to the working directory. Every function throws
// Error with the path and the system's reason; an absent file is an Error only where a file must be there.
// Nothing follows symbolic links except where it says so.

#ifndef PKGREPO_BASE_FILE_SYSTEM_H_
#define PKGREPO_BASE_FILE_SYSTEM_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pkgrepo {

// Permissions of what is written: for everybody to read, and to run; for nobody but the owner.
inline constexpr uint32_t kPlainMode = 0644;
inline constexpr uint32_t kExecutableMode = 0755;
inline constexpr uint32_t kPrivateFileMode = 0600;
inline constexpr uint32_t kPrivateDirectoryMode = 0700;

struct FileInfo {
  enum class Type { kFile, kDirectory, kSymlink, kOther };

  Type type = Type::kFile;
  uint64_t size = 0;  // bytes; 0 for all but files
  uint32_t mode = 0;  // permission bits, 0 to 07777
  int64_t mtime = 0;  // of its content: nanoseconds since 1970
  int64_t ctime = 0;  // of anything of it, which nobody can set; 0 where that is not known
  uint64_t inode = 0;

  bool is_file() const { return type == Type::kFile; }
  bool is_directory() const { return type == Type::kDirectory; }
  bool is_symlink() const { return type == Type::kSymlink; }
  bool is_executable() const { return (mode & 0100) != 0; }  // by its owner
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;

  // What `path` itself is; nullopt if there is nothing. A symbolic link is reported as such.
  virtual std::optional<FileInfo> Stat(const std::string& path) const = 0;
  // What `path` leads to, through any links; nullopt if there is nothing, or the link dangles.
  virtual std::optional<FileInfo> StatFollowing(const std::string& path) const = 0;

  // The whole content; links are followed. Works for "/dev/stdin" and pipes, too.
  virtual std::string ReadFile(const std::string& path) const = 0;
  virtual std::string ReadSymlink(const std::string& path) const = 0;

  // Replaces `path` by a file with this content: written beside its place, then renamed, so that a reader
  // sees the old file or the new one and a failure leaves the old one. Parent directories are made. `mode` is
  // subject to umask. A link stays, what it leads to is replaced; a device or a pipe ("/dev/stdout") is
  // written to as it is.
  virtual void WriteFile(const std::string& path, std::string_view content, uint32_t mode = 0666) = 0;

  // The names in a directory, sorted as bytes, without "." and "..".
  virtual std::vector<std::string> ListDirectory(const std::string& path) const = 0;
  // Makes `path` and its parents; one that is there already is fine. `mode` is for what is made, subject to
  // umask.
  virtual void MakeDirectories(const std::string& path, uint32_t mode = 0777) = 0;
  virtual void MakeSymlink(const std::string& target, const std::string& path) = 0;
  // Removes `path` and all below it, links themselves and not what they lead to; nothing there is fine.
  virtual void RemoveAll(const std::string& path) = 0;
  // Moves within one file system, replacing a file (or an empty directory) at `to`.
  virtual void Rename(const std::string& from, const std::string& to) = 0;
  virtual void SetMode(const std::string& path, uint32_t mode) = 0;
  // `mtime` as in FileInfo.
  virtual void SetModificationTime(const std::string& path, int64_t mtime) = 0;

  // WriteFile unless `path` is a file with this very content. Returns whether it wrote. This is what lets
  // Ninja's restat stop a chain of steps.
  bool WriteFileIfChanged(const std::string& path, std::string_view content);

  bool IsFile(const std::string& path) const;       // following links
  bool IsDirectory(const std::string& path) const;  // following links

  struct Entry {
    std::string path;  // relative to the root of the walk
    FileInfo info;
  };
  // Everything below `root` in the order of imgpkg and Go's filepath.Walk: per directory names sorted as
  // bytes, a directory's contents right after it. Links are reported, not followed.
  std::vector<Entry> Walk(const std::string& root) const;
};

class RealFileSystem : public FileSystem {
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
};

// Path arithmetic, without looking at the disk.

// "a/b" and "c" give "a/b/c"; an absolute `name` wins; an empty directory gives `name`.
std::string JoinPath(std::string_view directory, std::string_view name);
std::string_view BaseName(std::string_view path);  // after the last '/'
std::string_view DirName(std::string_view path);   // before the last '/'; "." if there is none
// Without "." parts, doubled slashes and "x/.." pairs; "" gives ".". (Go's path.Clean.)
std::string CleanPath(std::string_view path);
// Whether `path`, taken relative to some directory, stays in it: not absolute, no ".." that leads out, not
// empty.
bool IsLocalPath(std::string_view path);
// Whether `path` is `directory` or lies below it: both cleaned, and both absolute or both relative.
bool IsInside(std::string_view path, std::string_view directory);
// `path` made absolute with the working directory, and cleaned.
std::string AbsolutePath(std::string_view path);

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_FILE_SYSTEM_H_
