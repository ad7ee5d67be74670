// How Go's %q shows texts and characters: "\n", "\x01", "é".

#ifndef PKGREPO_YTT_MODULE_QUOTE_H_
#define PKGREPO_YTT_MODULE_QUOTE_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace pkgrepo::ytt {

// In single quotes.
std::string QuoteCharacter(uint32_t character);

// In double quotes.
std::string QuoteText(std::string_view text);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_MODULE_QUOTE_H_
