// Which library data values are meant for: "@app", "@outer@inner", "@app~alias", "@~alias".

#ifndef PKGREPO_YTT_DATAVALUES_LIBRARY_REF_H_
#define PKGREPO_YTT_DATAVALUES_LIBRARY_REF_H_

#include <string>
#include <string_view>
#include <vector>

namespace pkgrepo::ytt {

// One step down, from a library to one in it. An empty alias matches any alias; an empty path matches any path if there
// is an alias.
struct LibraryStep {
  std::string path;
  std::string alias;

  // Whether it means the library that library.get() was asked for by this path, under this alias ("" if without one).
  bool Matches(std::string_view library_path, std::string_view library_alias) const;
};

// Empty: the library at hand.
using LibraryRef = std::vector<LibraryStep>;

// Throws Error for what is not a reference, such as an empty text.
LibraryRef ParseLibraryRef(std::string_view text);

// "@outer@inner~alias".
std::string FormatLibraryRef(const LibraryRef& ref);

// "[@lib:]rest" of flags, as views into the text; `library` is empty, or begins with "@".
struct ScopedText {
  std::string_view library;
  std::string_view rest;
};
// Throws Error if "@:" names no library.
ScopedText SplitScope(std::string_view text);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_DATAVALUES_LIBRARY_REF_H_
