#include "yaml/shared_string.h"

#include <cstring>
#include <new>

#include "base/error.h"

namespace pkgrepo::yaml {

RefPtr<const SharedString> SharedString::Make(std::string_view bytes) {
  if (bytes.size() > UINT32_MAX) throw Error("text is larger than 4 GiB");
  void* memory = ::operator new(sizeof(SharedString) + bytes.size());
  auto* string = new (memory) SharedString(static_cast<uint32_t>(bytes.size()));
  if (!bytes.empty()) std::memcpy(reinterpret_cast<char*>(string + 1), bytes.data(), bytes.size());
  return RefPtr<const SharedString>(string);
}

void SharedString::Destroy() const {
  this->~SharedString();
  ::operator delete(const_cast<SharedString*>(this));
}

}  // namespace pkgrepo::yaml
