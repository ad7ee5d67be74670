#include "ytt/datavalues/library_ref.h"

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::ytt {
namespace {

LibraryStep ParseStep(std::string_view text, std::string_view ref) {
  const std::vector<std::string_view> parts = Split(text, '~');
  if (parts.size() > 2) {
    throw Error("Expected library ref to have form: '@path', '@~alias', or '@path~alias', got: '" +
                std::string(ref) + "'");
  }
  if (parts.size() == 2 && parts[1].empty()) throw Error("Expected library alias to not be empty");
  return {std::string(parts[0]), parts.size() == 2 ? std::string(parts[1]) : ""};
}

}  // namespace

bool LibraryStep::Matches(std::string_view library_path, std::string_view library_alias) const {
  if (alias.empty()) return path == library_path;
  return alias == library_alias && (path.empty() || path == library_path);
}

LibraryRef ParseLibraryRef(std::string_view text) {
  if (text.empty()) throw Error("Expected library ref to not be empty");
  if (text[0] != '@') throw Error("Expected library ref to start with '@'");
  LibraryRef ref;
  for (const std::string_view step : Split(text.substr(1), '@')) ref.push_back(ParseStep(step, text));
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

ScopedText SplitScope(std::string_view text) {
  const size_t colon = text.find(':');
  if (!text.starts_with('@') || colon == std::string_view::npos) return {"", text};
  if (colon == 1) throw Error("Expected library ref to not be empty");
  return {text.substr(0, colon), text.substr(colon + 1)};
}

}  // namespace pkgrepo::ytt
