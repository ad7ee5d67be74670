#include "cache/input_root.h"

#include <utility>

#include "base/file_system.h"
#include "cache/protobuf.h"

namespace pkgrepo::cache {

void InputRoot::AddFile(std::string_view path, InputFile file) {
  FolderAt(DirName(path)).files.insert_or_assign(std::string(BaseName(path)), std::move(file));
}

void InputRoot::AddText(std::string_view path, const std::string& text) {
  AddFile(path, {.digest = Digest::Of(text), .size = static_cast<int64_t>(text.size()), .text = text});
}

void InputRoot::AddFolder(std::string_view path) { FolderAt(path); }

InputRoot::Folder& InputRoot::FolderAt(std::string_view path) {
  if (path == ".") return root_;
  return FolderAt(DirName(path)).folders[std::string(BaseName(path))];
}

std::vector<Blob> InputRoot::Messages() const {
  std::vector<Blob> messages;
  AddMessages(root_, messages);
  return messages;
}

void InputRoot::AddMessages(const Folder& folder, std::vector<Blob>& messages) {
  ProtobufWriter message;
  for (const auto& [name, file] : folder.files) {
    message.Message(1, ProtobufWriter()
                           .Text(1, name)
                           .Message(2, EncodeDigest(file.digest, file.size))
                           .Number(4, file.is_executable ? 1 : 0)
                           .Take());
  }
  for (const auto& [name, inner] : folder.folders) {
    AddMessages(inner, messages);
    const Blob& made = messages.back();
    const std::string digest = EncodeDigest(made.digest, static_cast<int64_t>(made.bytes.size()));
    message.Message(2, ProtobufWriter().Text(1, name).Message(2, digest).Take());
  }
  messages.emplace_back(message.Take());
}

std::vector<InputFile> InputRoot::Files() const {
  std::vector<InputFile> files;
  AddFiles(root_, files);
  return files;
}

void InputRoot::AddFiles(const Folder& folder, std::vector<InputFile>& files) {
  for (const auto& [name, file] : folder.files) files.push_back(file);
  for (const auto& [name, inner] : folder.folders) AddFiles(inner, files);
}

}  // namespace pkgrepo::cache
