#include "imgpkg/tar_output.h"

#include <vector>

#include "base/error.h"
#include "oci/tar_header.h"

namespace pkgrepo::imgpkg {
namespace {

constexpr uint64_t kMode = 0644;
constexpr uint64_t kFolderMode = 0755;

}  // namespace

TarOutput::TarOutput(const std::string& path)
    : file_(WithContext("Creating file '" + path + "': ",
                        [&] { return OutputFile(path, OutputFile::Place::kReplaced); })) {}

void TarOutput::AddDirectory(const std::string& name) {
  file_.Write(oci::MakeTarHeader({.name = name, .type = oci::TarType::kDirectory, .mode = kFolderMode}));
}

void TarOutput::AddFile(const std::string& name, const net::HttpBody& body, Sha256* hash) {
  file_.Write(oci::MakeTarHeader({.name = name, .mode = kMode, .size = body.size()}));
  std::vector<char> buffer(oci::kTarBufferSize);
  for (int64_t offset = 0; offset < body.size();) {
    const size_t count = body.Read(offset, buffer.data(), buffer.size());
    if (hash != nullptr) hash->Update({buffer.data(), count});
    file_.Write({buffer.data(), count});
    offset += static_cast<int64_t>(count);
  }
  file_.Write(std::string(oci::TarPadding(body.size()), '\0'));
}

void TarOutput::Finish() {
  file_.Write(std::string(2 * oci::kTarBlockSize, '\0'));
  file_.Close();
}

}  // namespace pkgrepo::imgpkg
