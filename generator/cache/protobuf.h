// The encoding of Protocol Buffers: fields that are numbers or bytes, which messages and texts are, too.
//
//   std::string digest = ProtobufWriter().Text(1, hex).Number(2, size).Take();
//
//   ProtobufReader reader(digest);
//   while (reader.Next()) {
//     if (reader.IsText(1)) hex = reader.text();
//   }
//   if (!reader.ok()) …
//
// https://protobuf.dev/programming-guides/encoding/

#ifndef PKGREPO_CACHE_PROTOBUF_H_
#define PKGREPO_CACHE_PROTOBUF_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace pkgrepo::cache {

class ProtobufWriter {
 public:
  // Numbers of 0 and empty texts are left out, as is the default of proto3.
  ProtobufWriter& Number(uint64_t field, uint64_t value);
  ProtobufWriter& Text(uint64_t field, std::string_view value) {
    return value.empty() ? *this : Message(field, value);
  }
  // Also where it is empty.
  ProtobufWriter& Message(uint64_t field, std::string_view value);
  std::string Take() { return std::move(bytes_); }

 private:
  void Varint(uint64_t value);

  std::string bytes_;
};

// Goes over the fields of a message, which may be hostile.
class ProtobufReader {
 public:
  explicit ProtobufReader(std::string_view bytes) : rest_(bytes) {}

  // Goes to the next field; false at the end, or where there is no message any more.
  bool Next();
  // Whether all was a message.
  bool ok() const { return ok_; }
  bool IsText(uint64_t field) const;
  bool IsNumber(uint64_t field) const;
  std::string_view text() const { return text_; }
  uint64_t number() const { return number_; }

 private:
  uint64_t Varint();
  std::string_view Take(uint64_t size);

  std::string_view rest_;
  bool ok_ = true;
  uint64_t field_ = 0;
  uint64_t wire_ = 0;
  uint64_t number_ = 0;
  std::string_view text_;
};

}  // namespace pkgrepo::cache

#endif  // PKGREPO_CACHE_PROTOBUF_H_
