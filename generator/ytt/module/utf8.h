// Characters in UTF-8 text, and how Go's %q shows them.

#ifndef PKGREPO_YTT_MODULE_UTF8_H_
#define PKGREPO_YTT_MODULE_UTF8_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace pkgrepo::ytt {

inline constexpr uint32_t kReplacementCharacter = 0xFFFD;

// The character at `at`, which moves past it. A byte that begins none gives kReplacementCharacter and is
// passed over alone. Precondition: at < text.size().
uint32_t DecodeUtf8(std::string_view text, size_t& at);

// Surrogates and what is beyond U+10FFFF become kReplacementCharacter.
void AppendUtf8(std::string& out, uint32_t character);

// The value of a hexadecimal digit, -1 if `c` is none.
int HexDigit(char c);

// A character as it stands within Go's quotes, without them: "\n", "\x01", "é". Quotes are left as they are.
std::string QuoteCharacter(uint32_t character);

// Go's %q: in double quotes.
std::string QuoteText(std::string_view text);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_MODULE_UTF8_H_
