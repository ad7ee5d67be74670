// Files as one JSON text: {"files": [{"name": "a.yml", "data": "a: 1\n"}]}.

#ifndef PKGREPO_CLI_YTT_BULK_H_
#define PKGREPO_CLI_YTT_BULK_H_

#include <string>
#include <string_view>
#include <vector>

#include "cli/ytt/output.h"
#include "ytt/files/file.h"

namespace pkgrepo::cli {

// Throws Error if `json` is not of that form.
std::vector<ytt::FilePtr> ParseBulkFiles(std::string_view json);

std::string FormatBulkFiles(const std::vector<OutputFile>& files);
// {"errors": message}.
std::string FormatBulkError(std::string_view message);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_YTT_BULK_H_
