// An immutable text that many nodes can share: keys like "name" occur thousands of times in a manifest.

#ifndef PKGREPO_YAML_SHARED_STRING_H_
#define PKGREPO_YAML_SHARED_STRING_H_

#include <cstdint>
#include <string_view>
#include <utility>

#include "yaml/ref.h"

namespace pkgrepo::yaml {

// The bytes lie behind this header in the same allocation. At most 4 GiB.
class SharedString {
 public:
  static RefPtr<const SharedString> Make(std::string_view bytes);

  std::string_view view() const { return {reinterpret_cast<const char*>(this + 1), size_}; }

  void Retain() const { ++references_; }
  void Release() const {
    if (--references_ == 0) Destroy();
  }

  SharedString(const SharedString&) = delete;
  SharedString& operator=(const SharedString&) = delete;

 private:
  explicit SharedString(uint32_t size) : size_(size) {}
  ~SharedString() = default;
  void Destroy() const;

  mutable uint32_t references_ = 0;
  uint32_t size_;
};

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_SHARED_STRING_H_
