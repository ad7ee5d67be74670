// Texts and characters in quotes, as messages show them with %q. Follows package strconv of Go 1.21.
//
//   QuoteText("é\n\xff");     // "é\n\xff" in double quotes, with the escapes spelt out
//   QuoteCharacter('\'');     // '\''

#ifndef PKGREPO_GO_QUOTE_H_
#define PKGREPO_GO_QUOTE_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace pkgrepo::go {

// As strconv.QuoteRune.
std::string QuoteCharacter(uint32_t character);

// As strconv.Quote: what is printable stands as it is, of all else escapes.
std::string QuoteText(std::string_view text);
void AppendQuoted(std::string& out, std::string_view text);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_QUOTE_H_
