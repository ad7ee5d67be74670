// Files that are handed over for what installs a package.

#ifndef PKGREPO_PACKAGING_INSTALL_FILES_H_
#define PKGREPO_PACKAGING_INSTALL_FILES_H_

#include <nlohmann/json.hpp>
#include <string>

namespace pkgrepo::packaging {

// Throws Error with file and line if `text` cannot be values: it is not YAML, or a document of it is not a map.
void CheckValuesFile(const std::string& file, const std::string& text);

// `text`, documents that have `account` and its rights. Throws Error with the file if `account` is not among them.
std::string ReadRights(const std::string& file, const std::string& text, const nlohmann::json& account);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_INSTALL_FILES_H_
