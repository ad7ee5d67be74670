// Comma-separated values within one flag.

#ifndef PKGREPO_GO_CSV_H_
#define PKGREPO_GO_CSV_H_

#include <string>
#include <string_view>
#include <vector>

namespace pkgrepo::go {

// The fields of the first record of `text`, with double quotes as in RFC 4180; what follows it is not read. None for an
// empty text. Throws Error in the words of Go's encoding/csv.
std::vector<std::string> ParseCsv(std::string_view text);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_CSV_H_
