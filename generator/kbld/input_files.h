// The inputs that kbld's commands take with -f: files, folders, URLs, standard input.
//
//   std::vector<nlohmann::json> resources = ReadInputs({"app.yml", "config/", "-"}, {files, http, std::cin});

#ifndef PKGREPO_KBLD_INPUT_FILES_H_
#define PKGREPO_KBLD_INPUT_FILES_H_

#include <iosfwd>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "net/http_client.h"

namespace pkgrepo::kbld {

// What inputs are read from.
struct InputAccess {
  const FileSystem& files;
  net::HttpClient& http;
  std::istream& standard_input;
};

// The resources of all inputs, in the order of `paths`. A folder stands for the files ending in .yml, .yaml
// and .json in and below it, sorted by their paths. "-" is standard input, http:// and https:// begin a URL.
// Throws Error with kbld's words.
std::vector<nlohmann::json> ReadInputs(const std::vector<std::string>& paths, const InputAccess& access);

}  // namespace pkgrepo::kbld

#endif  // PKGREPO_KBLD_INPUT_FILES_H_
