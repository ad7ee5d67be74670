#include "ytt/datavalues/library_ref.h"

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::ytt {
namespace {

LibraryStep ParseStep(const std::string& text) {
  const std::vector<std::string_view> parts = Split(text, '~');
  if (parts.size() > 2) {
    throw Error("Expected library ref to have form: '@path', '@~alias', or '@path~alias', got: '@" + text +
                "'");
  }
  if (parts.size() == 2 && parts[1].empty()) throw Error("Expected library alias to not be empty");
  return {std::string(parts[0]), parts.size() == 2 ? std::string(parts[1]) : ""};
}

}  // namespace

bool LibraryStep::Matches(std::string_view library_path, std::string_view library_alias) const {
  return (path.empty() || path == library_path) && (alias.empty() || alias == library_alias);
}

LibraryRef ParseLibraryRef(std::string_view text) {
  if (text.empty()) return {};
  if (text[0] != '@') throw Error("Expected library ref to start with '@'");
  if (text.size() == 1) throw Error("Expected library ref to not be empty");
  LibraryRef ref;
  for (const std::string_view step : Split(text.substr(1), '@')) ref.push_back(ParseStep(std::string(step)));
  return ref;
}

std::string FormatLibraryRef(const LibraryRef& ref) {
  std::string out;
  for (const LibraryStep& step : ref) {
    out += "@" + step.path;
    if (!step.alias.empty()) out += "~" + step.alias;
  }
  return out;
}

ScopedText ParseScoped(std::string_view text) {
  ScopedText scoped;
  const size_t colon = text.find(':');
  if (text.substr(0, 1) == "@" && colon != std::string_view::npos) {
    scoped.library = ParseLibraryRef(text.substr(0, colon));
    text.remove_prefix(colon + 1);
  }
  if (text.find(':') != std::string_view::npos) {
    throw Error("Expected at most one library-key separator ':' in '" + std::string(text) + "'");
  }
  scoped.rest = text;
  return scoped;
}

}  // namespace pkgrepo::ytt
