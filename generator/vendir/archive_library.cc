#include "vendir/archive_library.h"

#include <dlfcn.h>

#include <array>
#include <string>

#include "base/error.h"

namespace pkgrepo::vendir {
namespace {

constexpr std::array kNames = {"libarchive.so.13", "libarchive.so", "libarchive.13.dylib"};

void* OpenLibrary() {
  for (const char* name : kNames) {
    if (void* library = dlopen(name, RTLD_NOW | RTLD_LOCAL)) return library;
  }
  throw Error(std::string("Unpacking archives needs libarchive, which cannot be loaded: ") + dlerror())
      .Hint("install the package libarchive13");
}

template <typename Function>
void Find(void* library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(library, name));
  if (function == nullptr) throw Error(std::string("libarchive has no function ") + name);
}

ArchiveLibrary Load() {
  void* library = OpenLibrary();
  ArchiveLibrary archive;
  Find(library, "archive_read_new", archive.read_new);
  Find(library, "archive_read_free", archive.read_free);
  Find(library, "archive_read_support_format_tar", archive.support_format_tar);
  Find(library, "archive_read_support_format_zip_seekable", archive.support_format_zip);
  Find(library, "archive_read_support_filter_gzip", archive.support_filter_gzip);
  Find(library, "archive_read_open_filename", archive.open_filename);
  Find(library, "archive_read_next_header", archive.next_header);
  Find(library, "archive_read_data_block", archive.data_block);
  Find(library, "archive_errno", archive.error_number);
  Find(library, "archive_error_string", archive.error_string);
  Find(library, "archive_entry_pathname", archive.entry_pathname);
  Find(library, "archive_entry_pathname_utf8", archive.entry_pathname_utf8);
  Find(library, "archive_entry_hardlink", archive.entry_hardlink);
  Find(library, "archive_entry_filetype", archive.entry_filetype);
  Find(library, "archive_entry_is_encrypted", archive.entry_is_encrypted);
  return archive;
}

}  // namespace

const ArchiveLibrary& ArchiveLibrary::Get() {
  static const ArchiveLibrary archive = Load();
  return archive;
}

}  // namespace pkgrepo::vendir
