// Comma-separated values within one flag. Follows package encoding/csv of Go 1.21, which pflag v1.0.5 has for them.
//
//   ParseCsv("a=1,\"b=2,3\"");    // "a=1" and "b=2,3"

#ifndef PKGREPO_GO_CSV_H_
#define PKGREPO_GO_CSV_H_

#include <string>
#include <string_view>
#include <vector>

namespace pkgrepo::go {

// The fields of the first record of `text`, with double quotes as in RFC 4180; what follows it is not read. None for an
// empty text. Throws Error `parse error on line 1, column 2: bare " in non-quoted-field`.
std::vector<std::string> ParseCsv(std::string_view text);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_CSV_H_
