// Turns the arguments of `-f` into files.
//
//   InputFiles input({.disk = disk, .standard_input = std::cin, .fetch = Fetch, .symlinks = {…}});
//   std::vector<FilePtr> files = input.Resolve({"config", "values.yml", "lib/x.star=-"});
//
// An argument is a file, a directory (all files below it, named relative to it, in byte order of their
// paths), an HTTP URL, "-" (standard input, named "stdin.yml"), or NAME=PATH, which gives a single file
// another name.

#ifndef PKGREPO_YTT_FILES_INPUT_FILES_H_
#define PKGREPO_YTT_FILES_INPUT_FILES_H_

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "ytt/files/file.h"

namespace pkgrepo::ytt {

// Symbolic links may lead out of what the user meant to hand over, so they are refused unless allowed.
struct SymlinkRules {
  bool allow_all = false;
  std::vector<std::string> allowed_destinations;  // files, or directories for all below
};

class InputFiles {
 public:
  struct Options {
    const FileSystem& disk;  // must outlive the files
    std::istream& standard_input;
    // The content of an HTTP URL.
    std::function<std::string(const std::string& url)> fetch;
    SymlinkRules symlinks;
    // Arguments are paths, whatever characters they have: no NAME= ahead, no URL, no "-".
    bool plain_paths = false;
  };

  explicit InputFiles(Options options);

  // Throws Error for a path that does not exist or is not allowed. Contents are read when they are asked for, but
  // standard input at once: the first that names it gets it.
  std::vector<FilePtr> Resolve(const std::vector<std::string>& arguments);

  // What a result depends on: the files that were read, what links among them lead to, and the folders that
  // were searched, whose modification time tells of files that come and go.
  std::vector<std::string> UsedPaths() const;

 private:
  void ResolveOne(const std::string& argument, std::vector<FilePtr>& files);
  void AddDirectory(const std::string& directory, std::vector<FilePtr>& files);
  void CheckSymlink(const std::string& path) const;

  Options options_;
  std::shared_ptr<const FileContent> standard_input_;
  bool has_read_standard_input_ = false;
  std::vector<FilePtr> resolved_;
  std::vector<std::string> folders_;
};

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_FILES_INPUT_FILES_H_
