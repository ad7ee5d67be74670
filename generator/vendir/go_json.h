// Filling structs from JSON the way Go's encoding/json does after sigs.k8s.io/yaml, with its messages.
//
//   Config config;
//   Decode(json, config, DecodeContext());
//
// A struct is described by VisitFields() and kTypeName (config_fields.h, lock_fields.h).

#ifndef PKGREPO_VENDIR_GO_JSON_H_
#define PKGREPO_VENDIR_GO_JSON_H_

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vendir/config_fields.h"

namespace pkgrepo::vendir {

// Where in the structs decoding is.
struct DecodeContext {
  std::string struct_name;  // of the struct around, without its package; "" at the top
  std::string path;         // the keys from the top, with dots between
};

// Throws Error("json: cannot unmarshal VALUE into …").
[[noreturn]] void ThrowCannotUnmarshal(const nlohmann::json& value, const DecodeContext& context,
                                       const std::string& type_name);

// Whether the keys are equal but for the case of letters.
bool EqualFold(std::string_view a, std::string_view b);

void Decode(const nlohmann::json& json, std::string& value, const DecodeContext& context);
void Decode(const nlohmann::json& json, bool& value, const DecodeContext& context);
void Decode(const nlohmann::json& json, int64_t& value, const DecodeContext& context);
// A file mode.
void Decode(const nlohmann::json& json, uint32_t& value, const DecodeContext& context);
void Decode(const nlohmann::json& json, std::map<std::string, std::string>& value,
            const DecodeContext& context);

// The name of T in messages.
template <typename T>
std::string GoTypeName() {
  return kTypeName<T>;
}
template <>
inline std::string GoTypeName<std::string>() {
  return "string";
}

template <typename T>
requires(kTypeName<T> != nullptr) void Decode(const nlohmann::json& json, T& value,
                                              const DecodeContext& context);

template <typename T>
void Decode(const nlohmann::json& json, std::optional<T>& value, const DecodeContext& context) {
  if (json.is_null()) {
    value.reset();
  } else {
    Decode(json, value.emplace(), context);
  }
}

template <typename T>
void Decode(const nlohmann::json& json, std::vector<T>& value, const DecodeContext& context) {
  value.clear();
  if (json.is_null()) return;
  if (!json.is_array()) ThrowCannotUnmarshal(json, context, "[]" + GoTypeName<T>());
  for (const nlohmann::json& element : json) Decode(element, value.emplace_back(), context);
}

class FieldDecoder {
 public:
  FieldDecoder(const std::string& key, const nlohmann::json& json, const DecodeContext& context)
      : key_(key), json_(json), context_(context) {}

  template <typename T>
  void operator()(std::string_view name, T& member) {
    if (found_ || !EqualFold(name, key_)) return;
    found_ = true;
    Decode(json_, member,
           {context_.struct_name, context_.path + (context_.path.empty() ? "" : ".") + std::string(name)});
  }
  template <typename T>
  void Always(std::string_view name, T& member) {
    (*this)(name, member);
  }
  template <typename T>
  void AlwaysOrNull(std::string_view name, T& member) {
    (*this)(name, member);
  }

 private:
  const std::string& key_;
  const nlohmann::json& json_;
  const DecodeContext& context_;
  bool found_ = false;
};

template <typename T>
requires(kTypeName<T> != nullptr) void Decode(const nlohmann::json& json, T& value,
                                              const DecodeContext& context) {
  if (json.is_null()) return;
  std::string type_name = GoTypeName<T>();
  if (!json.is_object()) ThrowCannotUnmarshal(json, context, type_name);
  DecodeContext inner{type_name.substr(type_name.find('.') + 1), context.path};
  for (auto& [key, element] : json.items()) {
    FieldDecoder decoder(key, element, inner);
    VisitFields(value, decoder);
  }
}

// The other way: visits fields and collects those that are not empty.
class FieldEncoder {
 public:
  template <typename T>
  void operator()(const char* name, T& member) {
    if (!IsEmpty(member)) json_[name] = Encode(member);
  }
  template <typename T>
  void Always(const char* name, T& member) {
    json_[name] = Encode(member);
  }
  // An empty list is written as null.
  template <typename T>
  void AlwaysOrNull(const char* name, T& member) {
    json_[name] = IsEmpty(member) ? nlohmann::json() : Encode(member);
  }

  const nlohmann::json& json() const { return json_; }

  static nlohmann::json Encode(const std::string& value) { return value; }
  static nlohmann::json Encode(bool value) { return value; }
  static nlohmann::json Encode(int64_t value) { return value; }
  static nlohmann::json Encode(uint32_t value) { return value; }
  static nlohmann::json Encode(const std::map<std::string, std::string>& value) { return value; }
  template <typename T>
  static nlohmann::json Encode(std::optional<T>& value) {
    return value ? Encode(*value) : nlohmann::json();
  }
  template <typename T>
  static nlohmann::json Encode(std::vector<T>& value) {
    nlohmann::json array = nlohmann::json::array();
    for (T& element : value) array.push_back(Encode(element));
    return array;
  }
  template <typename T>
  requires(kTypeName<T> != nullptr) static nlohmann::json Encode(T& value) {
    FieldEncoder encoder;
    VisitFields(value, encoder);
    return encoder.json();
  }

 private:
  static bool IsEmpty(const std::string& value) { return value.empty(); }
  static bool IsEmpty(bool value) { return !value; }
  static bool IsEmpty(int64_t value) { return value == 0; }
  static bool IsEmpty(const std::map<std::string, std::string>& value) { return value.empty(); }
  template <typename T>
  static bool IsEmpty(const std::optional<T>& value) {
    return !value;
  }
  template <typename T>
  static bool IsEmpty(const std::vector<T>& value) {
    return value.empty();
  }

  nlohmann::json json_ = nlohmann::json::object();
};

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_VENDIR_GO_JSON_H_
