#include "go/base64.h"

#include <algorithm>
#include <cstdint>

#include "base/error.h"

namespace pkgrepo::go {

namespace {

constexpr std::string_view kStandardAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrlAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string_view Alphabet(const Base64Variant& variant) {
  return variant.url ? kUrlAlphabet : kStandardAlphabet;
}

[[noreturn]] void ThrowIllegal(size_t offset) {
  throw Error("illegal base64 data at input byte " + std::to_string(offset));
}

// Reads groups of four characters, remembering where it is for the error.
class Base64Decoder {
 public:
  Base64Decoder(std::string_view text, const Base64Variant& variant) : text_(text), variant_(variant) {}

  std::string Decode() {
    while (DecodeGroup()) {
    }
    return std::move(out_);
  }

 private:
  void SkipNewlines() {
    while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
  }

  // Returns whether there may be another group.
  bool DecodeGroup() {
    uint32_t bits = 0;
    size_t count = 0;
    while (count < 4) {
      SkipNewlines();
      if (at_ == text_.size()) {
        if (count == 0) return false;
        if (count == 1 || !variant_.raw) ThrowIllegal(at_ - count);
        break;
      }
      const char c = text_[at_++];
      const size_t digit = Alphabet(variant_).find(c);
      if (digit != std::string_view::npos) {
        bits = bits << 6 | static_cast<uint32_t>(digit);
        ++count;
        continue;
      }
      if (c != '=' || variant_.raw || count < 2) ThrowIllegal(at_ - 1);
      ReadPadding(count);
      Append(bits, count);
      if (at_ < text_.size()) ThrowIllegal(at_);
      return false;
    }
    Append(bits, count);
    return count == 4;
  }

  // After the first '='. Only then is it told what stands behind the padding.
  void ReadPadding(size_t digits) {
    if (digits == 2) {
      SkipNewlines();
      if (at_ == text_.size()) ThrowIllegal(at_);
      if (text_[at_] != '=') ThrowIllegal(at_ - 1);
      ++at_;
    }
    SkipNewlines();
  }

  void Append(uint32_t bits, size_t digits) {
    const uint32_t value = bits << (6 * (4 - digits));
    if (variant_.strict && digits == 2 && (value >> 8 & 0xFF) != 0) ThrowIllegal(at_ - 2);
    if (variant_.strict && digits == 3 && (value & 0xFF) != 0) ThrowIllegal(at_ - 1);
    for (size_t i = 0; i + 1 < digits; ++i) out_ += static_cast<char>(value >> (16 - 8 * i) & 0xFF);
  }

  std::string_view text_;
  Base64Variant variant_;
  size_t at_ = 0;
  std::string out_;
};

}  // namespace

std::string EncodeBase64(std::string_view bytes, const Base64Variant& variant) {
  const std::string_view alphabet = Alphabet(variant);
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t at = 0; at < bytes.size(); at += 3) {
    const size_t count = std::min<size_t>(3, bytes.size() - at);
    uint32_t bits = 0;
    for (size_t i = 0; i < 3; ++i) bits = bits << 8 | (i < count ? static_cast<uint8_t>(bytes[at + i]) : 0);
    for (size_t i = 0; i <= count; ++i) out += alphabet[bits >> (18 - 6 * i) & 0x3F];
    if (!variant.raw) out.append(3 - count, '=');
  }
  return out;
}

std::string DecodeBase64(std::string_view text, const Base64Variant& variant) {
  return Base64Decoder(text, variant).Decode();
}

}  // namespace pkgrepo::go
