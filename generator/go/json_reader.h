// JSON text, read and complained of. Follows package encoding/json of Go 1.21.
//
//   ParseJson("[1, 2");                       // throws Error "unexpected end of JSON input"
//
//   class Builder : public JsonHandler { … };
//   Builder builder;
//   ReadJson(R"({"a": [1, true]})", builder);
//   // BeginObject(), Key("a"), BeginArray(), Number("1"), Bool(true), EndArray(), EndObject()
//
// The parser of nlohmann::json serves where only the values count. Here the messages count, to the byte, and what Go
// takes that nlohmann does not: bytes that are not UTF-8, and halves of surrogates.

#ifndef PKGREPO_GO_JSON_READER_H_
#define PKGREPO_GO_JSON_READER_H_

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace pkgrepo::go {

// Is told what a text consists of, in order. What it throws ends the reading.
class JsonHandler {
 public:
  virtual ~JsonHandler() = default;
  // Ahead of each value and key: where in the text it begins, in bytes. And where reading fails, before that is thrown.
  virtual void At(size_t) {}
  virtual void Null() {}
  virtual void Bool(bool) {}
  // As it is written.
  virtual void Number(std::string_view) {}
  // In UTF-8: what is not stands as U+FFFD.
  virtual void String(std::string) {}
  virtual void Key(std::string) {}
  virtual void BeginObject() {}
  virtual void EndObject() {}
  virtual void BeginArray() {}
  virtual void EndArray() {}
};

// How many arrays and objects may be within one another.
inline constexpr size_t kMaxJsonDepth = 10'000;

// Throws Error `invalid character '}' looking for beginning of value`, "unexpected end of JSON input" or "exceeded max
// depth".
void ReadJson(std::string_view text, JsonHandler& handler, size_t max_depth = kMaxJsonDepth);

// The value of a text; of equal keys the last one counts. Numbers beyond floats are infinite: whether Go refuses them
// depends on where they are put. Throws Error as ReadJson().
nlohmann::json ParseJson(std::string_view text, size_t max_depth = kMaxJsonDepth);

}  // namespace pkgrepo::go

#endif  // PKGREPO_GO_JSON_READER_H_
