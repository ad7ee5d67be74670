// What files and folders have in them, without reading again what has not been touched since.
//
//   ContentCache contents(disk);
//   contents.Load("carvel/contents.list");
//   std::optional<Digest> digest = contents.Of("/src/app/schema.yaml");
//   contents.Save("carvel/contents.list");
//
// A file is taken as untouched if it is the same one, by its inode, and nothing of it has changed, by its ctime, which
// nobody can set: size and modification time alone are easily those of other content. The list has a line of each path:
// INODE CTIME DIGEST PATH, the path as in packaging/input_record.h. Any number of threads may ask at the same time.

#ifndef PKGREPO_PACKAGING_CONTENT_CACHE_H_
#define PKGREPO_PACKAGING_CONTENT_CACHE_H_

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/digest.h"
#include "base/file_system.h"

namespace pkgrepo::packaging {

class ContentCache {
 public:
  // `disk` is kept and must outlive the object.
  explicit ContentCache(FileSystem& disk) : disk_(disk) {}

  // What an earlier Save() wrote; a list that is missing or damaged is none.
  void Load(const std::string& list);
  // Writes what was asked for since.
  void Save(const std::string& list) const;

  // The CONTENT of packaging/input_record.h; nullopt if there is nothing that can be read.
  std::optional<Digest> Of(const std::string& path);
  // The same for who has just followed `path`, and found this.
  std::optional<Digest> Of(const std::string& path, const FileInfo& info);
  // Keeps `path` out of the list: for what was touched since it was asked for, as by setting its modification time. What was
  // restored is another file in the next checkout, so that looking for its new ctime would rarely save reading it.
  void Forget(const std::string& path);

 private:
  struct Entry {
    uint64_t inode = 0;
    int64_t ctime = 0;
    Digest content;
  };

  FileSystem& disk_;
  std::unordered_map<std::string, Entry> loaded_;
  std::mutex mutex_;
  std::unordered_map<std::string, Entry> asked_;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_CONTENT_CACHE_H_
