#include "packaging/new_files.h"

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::packaging {

std::string NewFiles::Show() const {
  std::string shown;
  for (const File& file : files_) {
    shown += "-- " + file.path + " --\n" + file.text;
    if (!file.text.ends_with('\n')) shown += "\n";
  }
  return shown;
}

void NewFiles::RequireAbsent(const FileSystem& disk) const {
  for (const File& file : files_) {
    if (!disk.Stat(file.path)) continue;
    throw Error(file.path + " is there already, and nothing is overwritten")
        .Hint("choose another name, or remove what is there");
  }
}

void NewFiles::Write(FileSystem& disk) const {
  RequireAbsent(disk);
  try {
    for (const File& file : files_) disk.WriteFile(file.path, file.text, file.mode);
  } catch (const Error&) {
    Remove(disk);
    throw;
  }
}

void NewFiles::Remove(FileSystem& disk) const {
  for (const File& file : files_) {
    disk.RemoveAll(file.path);
    for (std::string folder(DirName(file.path)); folder != "." && folder != "/"; folder = DirName(folder)) {
      if (!disk.IsDirectory(folder)) continue;
      if (!disk.ListDirectory(folder).empty()) break;
      disk.RemoveAll(folder);
    }
  }
}

std::string FillTemplate(std::string text, const std::vector<std::pair<std::string, std::string>>& values) {
  for (const auto& [name, value] : values) text = ReplaceAll(text, "{" + name + "}", value);
  return text;
}

}  // namespace pkgrepo::packaging
