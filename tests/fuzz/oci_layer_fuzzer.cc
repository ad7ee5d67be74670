// Any bytes as a layer, which is read and unpacked; nothing may be written outside its folder.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/error.h"
#include "base/file_system.h"
#include "base/temp_dir.h"
#include "net/file_body.h"
#include "oci/layer_reader.h"

using namespace pkgrepo;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const TempDir directory;
  const net::StringBody layer(std::string(reinterpret_cast<const char*>(data), size));
  RealFileSystem files;
  const std::string folder = directory.path() + "/folder";
  files.MakeDirectories(folder);
  try {
    oci::ReadLayerFile(layer, "file", 1 << 20);
    oci::LayerUnpacker(folder).Apply(layer);
    oci::LayerUnpacker(folder).Apply(layer);
  } catch (const Error&) {
  }
  if (files.ListDirectory(directory.path()).size() != 1) std::abort();
  for (const FileSystem::Entry& entry : files.Walk(folder)) {
    if (!entry.info.is_file() && !entry.info.is_directory()) std::abort();
  }
  files.RemoveAll(folder);
  return 0;
}
