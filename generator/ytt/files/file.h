// A file that takes part in a run: a template, a Starlark file, data.
//
//   File file("config/app.yml", std::make_shared<DiskContent>(disk, "src/config/app.yml"));
//   if (file.is_template() && file.type() == FileType::kYaml) Compile(file.Content());
//
// What a file is follows from its name (".yml" and ".yaml", ".txt", ".star"; ".lib." anywhere ahead of the
// extension makes it a library file, which is loaded but has no output) unless a file mark says otherwise.
//
// https://carvel.dev/ytt/docs/v0.48.x/file-marks/

#ifndef PKGREPO_YTT_FILES_FILE_H_
#define PKGREPO_YTT_FILES_FILE_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"

namespace pkgrepo::ytt {

// Where the bytes of a file come from.
class FileContent {
 public:
  virtual ~FileContent() = default;
  // Throws Error if they cannot be had.
  virtual std::string Read() const = 0;
  // The place on the disk; empty if it is elsewhere.
  virtual std::string DiskPath() const { return ""; }
};

// Bytes that are there already.
class MemoryContent final : public FileContent {
 public:
  explicit MemoryContent(std::string bytes) : bytes_(std::move(bytes)) {}
  std::string Read() const override { return bytes_; }

 private:
  std::string bytes_;
};

class DiskContent final : public FileContent {
 public:
  // `disk` must outlive the object.
  DiskContent(const FileSystem& disk, std::string path) : disk_(disk), path_(std::move(path)) {}
  std::string Read() const override;
  std::string DiskPath() const override { return path_; }

 private:
  const FileSystem& disk_;
  std::string path_;
};

enum class FileType { kUnknown, kYaml, kText, kStarlark };

class File {
 public:
  // `path` is what loads, messages and outputs call it; relative, with '/'.
  File(std::string path, std::shared_ptr<const FileContent> content);

  const std::string& path() const { return path_; }
  // What it was called before it was renamed, by NAME=PATH or a file mark.
  const std::string& given_path() const { return given_path_; }
  // Its place among the files given, which is the order of results.
  size_t order() const { return order_; }
  void set_order(size_t order) { order_ = order; }

  // Read at the first call and kept.
  const std::string& Content() const { return *SharedContent(); }
  std::shared_ptr<const std::string> SharedContent() const;
  // Whether "#@" is anywhere in it; a file without has neither code nor annotations.
  bool MayHaveCode() const;
  // Whether the content has been read so far: a run depends on these files.
  bool was_read() const { return text_ != nullptr; }
  std::string DiskPath() const { return content_->DiskPath(); }

  FileType type() const;
  // Whether it is a template with a result of its own; data values count as one.
  bool is_template() const;
  // Whether it is there to be loaded.
  bool is_library() const;
  // Whether there may be code in it.
  bool has_code() const { return is_template() || is_library(); }
  // Whether its result comes out.
  bool is_for_output() const;

  // File marks. Each overrides what the name says.
  void set_path(std::string path) { path_ = std::move(path); }
  void set_type(FileType type) { type_ = type; }
  void set_is_template(bool is_template) { is_template_ = is_template; }
  void set_is_for_output(bool is_for_output) { is_for_output_ = is_for_output; }

 private:
  bool IsTemplateByName() const;

  std::string path_;
  std::string given_path_;
  size_t order_ = 0;
  std::shared_ptr<const FileContent> content_;
  mutable std::shared_ptr<const std::string> text_;
  mutable std::optional<bool> may_have_code_;
  std::optional<FileType> type_;
  std::optional<bool> is_template_;
  std::optional<bool> is_for_output_;
};

// Shared by the library trees that hold it (files/library_tree.h).
using FilePtr = std::shared_ptr<File>;

// Sorted by order().
std::vector<FilePtr> InOrderGiven(std::vector<FilePtr> files);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_FILES_FILE_H_
