// libarchive, loaded while the program runs, for the reason given in net/curl_library.h: it brings an XML
// parser and Unicode tables into every start of a program that is linked with it. The functions are those of
// <archive.h> and <archive_entry.h>, without their prefix.

#ifndef PKGREPO_VENDIR_ARCHIVE_LIBRARY_H_
#define PKGREPO_VENDIR_ARCHIVE_LIBRARY_H_

#include <archive.h>
#include <archive_entry.h>

namespace pkgrepo::vendir {

struct ArchiveLibrary {
  decltype(&archive_read_new) read_new;
  decltype(&archive_read_free) read_free;
  decltype(&archive_read_support_format_tar) support_format_tar;
  decltype(&archive_read_support_format_zip_seekable) support_format_zip;
  decltype(&archive_read_support_filter_gzip) support_filter_gzip;
  decltype(&archive_read_open_filename) open_filename;
  decltype(&archive_read_next_header) next_header;
  decltype(&archive_read_data_block) data_block;
  decltype(&archive_errno) error_number;
  decltype(&archive_error_string) error_string;
  decltype(&archive_entry_pathname) entry_pathname;
  decltype(&archive_entry_pathname_utf8) entry_pathname_utf8;
  decltype(&archive_entry_hardlink) entry_hardlink;
  decltype(&archive_entry_filetype) entry_filetype;
  decltype(&archive_entry_is_encrypted) entry_is_encrypted;

  // Loads the library once; it stays until the program ends. Throws Error if it is not installed.
  // Thread-safe.
  static const ArchiveLibrary& Get();
};

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_ARCHIVE_LIBRARY_H_
