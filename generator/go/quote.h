// How Go's %q shows texts and characters: "\n", "\x01", "é".

#ifndef PKGREPO_GO_QUOTE_H_
#define PKGREPO_GO_QUOTE_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace pkgrepo::go {

// In single quotes.
std::string QuoteCharacter(uint32_t character);

// In double quotes.
std::string QuoteText(std::string_view text);
void AppendQuoted(std::string& out, std::string_view text);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_QUOTE_H_
