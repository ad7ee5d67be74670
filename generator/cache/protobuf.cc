#include "cache/protobuf.h"

namespace pkgrepo::cache {
namespace {

// How a field's value is written.
constexpr uint64_t kVarint = 0;
constexpr uint64_t kFixed64 = 1;
constexpr uint64_t kBytes = 2;
constexpr uint64_t kFixed32 = 5;

}  // namespace

ProtobufWriter& ProtobufWriter::Number(uint64_t field, uint64_t value) {
  if (value == 0) return *this;
  Varint(field << 3 | kVarint);
  Varint(value);
  return *this;
}

ProtobufWriter& ProtobufWriter::Message(uint64_t field, std::string_view value) {
  Varint(field << 3 | kBytes);
  Varint(value.size());
  bytes_ += value;
  return *this;
}

void ProtobufWriter::Varint(uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
  bytes_ += static_cast<char>(value);
}

bool ProtobufReader::Next() {
  if (rest_.empty() || !ok_) return false;
  const uint64_t tag = Varint();
  field_ = tag >> 3;
  wire_ = tag & 7;
  switch (wire_) {
    case kVarint:
      number_ = Varint();
      break;
    case kBytes:
      text_ = Take(Varint());
      break;
    case kFixed64:
      Take(8);
      break;
    case kFixed32:
      Take(4);
      break;
    default:
      ok_ = false;
  }
  return ok_;
}

bool ProtobufReader::IsText(uint64_t field) const { return field_ == field && wire_ == kBytes; }

bool ProtobufReader::IsNumber(uint64_t field) const { return field_ == field && wire_ == kVarint; }

uint64_t ProtobufReader::Varint() {
  uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (rest_.empty()) break;
    const auto byte = static_cast<unsigned char>(rest_[0]);
    rest_.remove_prefix(1);
    value |= static_cast<uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  ok_ = false;
  return 0;
}

std::string_view ProtobufReader::Take(uint64_t size) {
  if (size > rest_.size()) {
    ok_ = false;
    return {};
  }
  const std::string_view taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

}  // namespace pkgrepo::cache
