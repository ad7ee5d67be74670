#include "go/unicode.h"

#include <locale.h>
#include <wctype.h>

#include <algorithm>
#include <iterator>

#include "base/ascii.h"
#include "base/utf8.h"

namespace pkgrepo::go {
namespace {

// Character tables of the C library, whatever the user's locale is.
locale_t Utf8Locale() {
  static const locale_t kLocale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  return kLocale;
}

template <typename Predicate>
bool Classify(char32_t rune, Predicate predicate) {
  locale_t locale = Utf8Locale();
  return locale != nullptr && predicate(static_cast<wint_t>(rune), locale) != 0;
}

}  // namespace

char32_t DecodeRune(std::string_view text, size_t& length) {
  length = 0;
  const uint32_t character = DecodeUtf8(text, length);
  return character == kInvalidCharacter ? kReplacementRune : character;
}

void AppendRune(std::string& out, char32_t rune) { AppendUtf8(out, rune); }

bool IsPrintableRune(char32_t rune) {
  if (rune < 0x80) return rune >= 0x20 && rune < 0x7F;
  if (rune == 0xAD || rune == 0xA0 || (rune >= 0xE000 && rune <= 0xF8FF) || rune >= 0xF0000) return false;
  if ((rune >= 0x200B && rune <= 0x200F) || (rune >= 0x202A && rune <= 0x202F) ||
      (rune >= 0x2060 && rune <= 0x206F) || rune == 0xFEFF || rune == 0x2007) {
    return false;
  }
  return Classify(rune, iswprint_l) && !Classify(rune, iswspace_l);
}

bool IsLetterRune(char32_t rune) {
  if (rune < 0x80) return (rune >= 'a' && rune <= 'z') || (rune >= 'A' && rune <= 'Z');
  return Classify(rune, iswalpha_l) && !IsDigitRune(rune);
}

bool IsDigitRune(char32_t rune) {
  if (rune < 0x80) return IsDigit(rune);
  // Where the runs of ten decimal digits begin that Unicode has for other scripts.
  static constexpr char32_t kZeros[] = {
      0x0660,  0x06F0,  0x07C0,  0x0966,  0x09E6,  0x0A66,  0x0AE6,  0x0B66,  0x0BE6,  0x0C66,
      0x0CE6,  0x0D66,  0x0DE6,  0x0E50,  0x0ED0,  0x0F20,  0x1040,  0x1090,  0x17E0,  0x1810,
      0x1946,  0x19D0,  0x1A80,  0x1A90,  0x1B50,  0x1BB0,  0x1C40,  0x1C50,  0xA620,  0xA8D0,
      0xA900,  0xA9D0,  0xA9F0,  0xAA50,  0xABF0,  0xFF10,  0x104A0, 0x11066, 0x110F0, 0x11136,
      0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0, 0x11C50, 0x11D50,
      0x16A60, 0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E950};
  auto next = std::upper_bound(std::begin(kZeros), std::end(kZeros), rune);
  return next != std::begin(kZeros) && rune - next[-1] < 10;
}

bool IsSpaceRune(char32_t rune) {
  if (rune < 0x80) return rune == ' ' || (rune >= '\t' && rune <= '\r');
  return rune == 0x85 || rune == 0xA0 || rune == 0x2007 || rune == 0x202F || Classify(rune, iswspace_l);
}

bool IsUpperRune(char32_t rune) { return Classify(rune, iswupper_l); }

bool IsLowerRune(char32_t rune) { return Classify(rune, iswlower_l); }

char32_t ToUpperRune(char32_t rune) {
  if (rune < 0x80) return IsLowerLetter(rune) ? rune - 'a' + 'A' : rune;
  return static_cast<char32_t>(towupper_l(static_cast<wint_t>(rune), Utf8Locale()));
}

char32_t ToLowerRune(char32_t rune) {
  if (rune < 0x80) return IsUpperLetter(rune) ? rune - 'A' + 'a' : rune;
  return static_cast<char32_t>(towlower_l(static_cast<wint_t>(rune), Utf8Locale()));
}

char32_t ToTitleRune(char32_t rune) {
  if (rune < 0x80) return ToUpperRune(rune);
  static const wctrans_t kToTitle = wctrans_l("totitle", Utf8Locale());
  return static_cast<char32_t>(towctrans_l(static_cast<wint_t>(rune), kToTitle, Utf8Locale()));
}

}  // namespace pkgrepo::go
