#include "vendir/copy_tree.h"

#include <filesystem>

#include "base/error.h"

namespace pkgrepo::vendir {
namespace {

constexpr uint32_t kPrivateMode = 0700;

// By the system, which need not bring the content through this process.
void CopyFile(FileSystem& files, const std::string& from, const FileInfo& info, const std::string& to) {
  std::error_code error;
  std::filesystem::copy_file(from, to, error);
  if (error) throw Error("copy " + from + " to " + to + ": " + error.message());
  files.SetMode(to, info.mode);
}

void LinkOrCopyFile(FileSystem& files, const std::string& from, const FileInfo& info, const std::string& to) {
  std::error_code error;
  std::filesystem::create_hard_link(from, to, error);
  if (error) CopyFile(files, from, info, to);
}

using FileCopier = void (*)(FileSystem& files, const std::string& from, const FileInfo& info,
                            const std::string& to);

void CopyEntry(FileSystem& files, const std::string& from, const FileInfo& info, const std::string& to,
               FileCopier copy_file) {
  switch (info.type) {
    case FileInfo::Type::kFile:
      copy_file(files, from, info, to);
      return;
    case FileInfo::Type::kSymlink:
      files.MakeSymlink(files.ReadSymlink(from), to);
      return;
    case FileInfo::Type::kDirectory:
      files.MakeDirectories(to, kPrivateMode);
      return;
    case FileInfo::Type::kOther:
      break;
  }
  throw Error("Expected '" + from + "' to be a file, a folder or a symbolic link");
}

void CopyTreeWith(FileSystem& files, const std::string& from, const std::string& to, FileCopier copy_file) {
  std::optional<FileInfo> info = files.Stat(from);
  if (!info) throw Error("lstat " + from + ": no such file or directory");
  // Listed ahead of all copying: `to` may lie within `from`.
  std::vector<FileSystem::Entry> entries;
  if (info->is_directory()) entries = files.Walk(from);
  CopyEntry(files, from, *info, to, copy_file);
  for (const FileSystem::Entry& entry : entries) {
    CopyEntry(files, JoinPath(from, entry.path), entry.info, JoinPath(to, entry.path), copy_file);
  }
  // Modes of folders come last, from the inside out: one without write permission could not be filled.
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    if (entry->info.is_directory()) files.SetMode(JoinPath(to, entry->path), entry->info.mode);
  }
  if (info->is_directory()) files.SetMode(to, info->mode);
}

}  // namespace

void CopyTree(FileSystem& files, const std::string& from, const std::string& to) {
  CopyTreeWith(files, from, to, CopyFile);
}

void LinkTree(FileSystem& files, const std::string& from, const std::string& to) {
  CopyTreeWith(files, from, to, LinkOrCopyFile);
}

}  // namespace pkgrepo::vendir
