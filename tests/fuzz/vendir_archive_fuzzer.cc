// Any bytes as a fetched archive: unpacking ends in a tree or in an Error, and writes nothing beside its
// folder.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/file_system.h"
#include "base/temp_dir.h"
#include "vendir/archive.h"

using namespace pkgrepo;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  RealFileSystem files;
  TempDir folder;
  files.WriteFile(folder.path() + "/in", {reinterpret_cast<const char*>(data), size});
  try {
    vendir::UnpackArchive(folder.path() + "/in", folder.path() + "/out",
                          {.max_entries = 100, .max_bytes = 1 << 20});
  } catch (const Error&) {
  }
  for (const std::string& name : files.ListDirectory(folder.path())) {
    if (name != "in" && name != "out") std::abort();
  }
  return 0;
}
