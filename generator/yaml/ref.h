// Shared ownership by a count inside the object: one pointer per handle, no atomic operations.
//
//   RefPtr<Node> map = MakeRef<Node>(Node::Kind::kMap, position);
//   RefPtr<Node> same = map;                  // both refer to one map; a change shows in both
//
// Threads: an object belongs to the thread that made it.

#ifndef PKGREPO_YAML_REF_H_
#define PKGREPO_YAML_REF_H_

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace pkgrepo::yaml {

// Base of what a RefPtr can hold: class Source : public RefCounted<Source>. A class with virtual functions
// makes its destructor virtual.
template <typename T>
class RefCounted {
 public:
  RefCounted() = default;
  // A copy is another object with owners of its own.
  RefCounted(const RefCounted&) {}
  RefCounted& operator=(const RefCounted&) { return *this; }

  void Retain() const { ++references_; }
  void Release() const {
    if (--references_ == 0) delete static_cast<const T*>(this);
  }
  // How many handles there are; 1 means that a change is seen by nobody else.
  uint32_t reference_count() const { return references_; }

 protected:
  ~RefCounted() = default;

 private:
  mutable uint32_t references_ = 0;
};

template <typename T>
class RefPtr {
 public:
  RefPtr() = default;
  RefPtr(std::nullptr_t) {}
  explicit RefPtr(T* object) : object_(object) {
    if (object_ != nullptr) object_->Retain();
  }
  RefPtr(const RefPtr& other) : RefPtr(other.object_) {}
  RefPtr(RefPtr&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  template <typename U, typename = std::enable_if_t<std::is_convertible_v<U*, T*>>>
  RefPtr(const RefPtr<U>& other) : RefPtr(other.get()) {}
  RefPtr& operator=(RefPtr other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~RefPtr() {
    if (object_ != nullptr) object_->Release();
  }

  T* get() const { return object_; }
  T* operator->() const { return object_; }
  T& operator*() const { return *object_; }
  explicit operator bool() const { return object_ != nullptr; }
  bool operator==(const RefPtr& other) const { return object_ == other.object_; }

 private:
  T* object_ = nullptr;
};

template <typename T, typename... Args>
RefPtr<T> MakeRef(Args&&... args) {
  return RefPtr<T>(new T(std::forward<Args>(args)...));
}

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_REF_H_
