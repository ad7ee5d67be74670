// `ytt -f https://…`.

#ifndef PKGREPO_CLI_YTT_REMOTE_FILES_H_
#define PKGREPO_CLI_YTT_REMOTE_FILES_H_

#include <string>

namespace pkgrepo::cli {

// What a GET of `url` brings. Throws Error if that fails.
std::string FetchUrl(const std::string& url);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_YTT_REMOTE_FILES_H_
