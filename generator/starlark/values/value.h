// Starlark values.
//
// A Value is a 16-byte handle: None, bool, 64-bit int and float live inside it, everything else is an Object
// on the C++ heap that is shared by reference count. Copying a Value copies the reference, as assignment does
// in Starlark.
//
//   Value count = Value::Int(3);
//   Value name = Value::String("contour");                    // values/string.h has the type
//   if (const List* list = value.As<List>()) { … list->at(0) … }  // null if the value is not a list
//   Ref<Dict> dict = MakeRef<Dict>();                         // Ref<T> converts to Value
//
// A default-constructed Value is "unset": it holds nothing. Lookups return it for "absent"; it must never reach a
// Starlark program.
//
// Values of your own: derive from Object (or Container, when the object refers to other Values), override the
// hooks you need, and name them in `capabilities`; an operation whose capability is missing fails with the
// interpreter's own message ("'version' value is not iterable", "unhandled index operation …"). For example
//
//   class Version : public Object {
//    public:
//     std::string_view TypeName() const override { return "version"; }
//     void Print(std::string& out, PrintStack&) const override { out += "version(1.2.3)"; }
//     Value Attr(std::string_view name) override { return name == "major" ? Value::Int(1) : Value(); }
//     std::vector<std::string> AttrNames() const override { return {"major"}; }
//   };
//
// Threads: reference counts are not atomic, so a value belongs to the operating system thread that made it.
//
// Errors: hooks report failures by throwing pkgrepo::Error with the bare message; the interpreter adds the
// call stack.
//
// Behaviour follows the Starlark specification as implemented by starlark-go
// (https://github.com/google/starlark-go, doc/spec.md), in the 2020 fork that ytt uses.

#ifndef PKGREPO_STARLARK_VALUES_VALUE_H_
#define PKGREPO_STARLARK_VALUES_VALUE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace pkgrepo::starlark {

class CallArguments;
class Freezer;
class Heap;
class Machine;
class Object;
class PrintStack;
class Thread;
class Value;

// The built-in heap types, so that the interpreter can branch without a virtual call. Types of embedders are
// kCustom.
enum class Kind : uint8_t {
  kCustom,
  kString,
  kBigInt,
  kList,
  kTuple,
  kDict,
  kSet,
  kRange,
  kStringIterable,
  kFunction,
  kBuiltin,
};

enum class BinaryOp : uint8_t {
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kFloorDivide,
  kModulo,
  kAnd,
  kOr,
  kXor,
  kShiftLeft,
  kShiftRight,
  kIn,
  kNotIn,
};

enum class CompareOp : uint8_t { kEqual, kNotEqual, kLess, kLessOrEqual, kGreater, kGreaterOrEqual };

// What an Object can do besides being printed, compared for identity and asked for attributes. Bits are or-ed
// together.
namespace capability {
inline constexpr unsigned kIterable = 1;  // Iterate()
inline constexpr unsigned kLength = 2;    // Length(): len(x)
inline constexpr unsigned kIndex = 4;     // Index(i), with Length(): x[i], negative i counted from the end
inline constexpr unsigned kSetIndex = 8;  // SetIndex(i, v): x[i] = v
inline constexpr unsigned kSlice = 16;    // Slice(start, end, step): x[a:b:c]
inline constexpr unsigned kMapping = 32;  // Get(key): x[key], key in x
inline constexpr unsigned kSetKey = 64;   // SetKey(key, v): x[key] = v
inline constexpr unsigned kItems = 128;   // Items(): dict(x), dict.update(x), f(**x)
inline constexpr unsigned kCall = 256;    // Call(): x()
inline constexpr unsigned kAttributes = 512;  // Attr(), AttrNames(): x.name. On by default.
inline constexpr unsigned kSetField = 1024;   // SetField(): x.name = v
// An iterable of known length is what starlark-go calls a sequence.
inline constexpr unsigned kSequence = kIterable | kLength;
}  // namespace capability

// A shared reference to an Object; never null unless default-constructed or moved from.
template <typename T>
class Ref {
 public:
  Ref() = default;
  // Shares `object`, which may be null.
  explicit Ref(T* object) : object_(object) {
    if (object_ != nullptr) object_->Retain();
  }
  Ref(const Ref& other) : Ref(other.object_) {}
  Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  template <typename U, typename = std::enable_if_t<std::is_convertible_v<U*, T*>>>
  Ref(const Ref<U>& other) : Ref(other.get()) {}
  Ref& operator=(Ref other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~Ref() {
    if (object_ != nullptr) object_->Release();
  }

  T* get() const { return object_; }
  T* operator->() const { return object_; }
  T& operator*() const { return *object_; }
  explicit operator bool() const { return object_ != nullptr; }

 private:
  T* object_ = nullptr;
};

template <typename T, typename... Args>
Ref<T> MakeRef(Args&&... args) {
  return Ref<T>(new T(std::forward<Args>(args)...));
}

class Value {
 public:
  // kCursor and kMethod are the interpreter's own marks on its stack; no program or embedder sees them.
  enum class Tag : uint8_t { kUnset, kNone, kBool, kInt, kFloat, kObject, kCursor, kMethod };

  Value() : tag_(Tag::kUnset), int_(0) {}
  Value(const Value& other) : tag_(other.tag_), int_(other.int_) {
    if (tag_ == Tag::kObject) RetainObject();
  }
  Value(Value&& other) noexcept : tag_(other.tag_), int_(other.int_) { other.tag_ = Tag::kUnset; }
  template <typename T>
  Value(const Ref<T>& ref) : tag_(Tag::kObject), object_(ref.get()) {
    RetainObject();
  }
  // Shares `object`, which must not be null.
  explicit Value(Object* object) : tag_(Tag::kObject), object_(object) { RetainObject(); }
  Value& operator=(const Value& other) {
    Value copy(other);
    Swap(copy);
    return *this;
  }
  Value& operator=(Value&& other) noexcept {
    Value moved(std::move(other));
    Swap(moved);
    return *this;
  }
  ~Value() {
    if (tag_ == Tag::kObject) ReleaseObject();
  }
  void Swap(Value& other) noexcept {
    std::swap(tag_, other.tag_);
    std::swap(int_, other.int_);
  }

  static Value None() { return Value(Tag::kNone, 0); }
  static Value Bool(bool value) { return Value(Tag::kBool, value ? 1 : 0); }
  static Value Int(int64_t value) { return Value(Tag::kInt, value); }
  static Value Float(double value) {
    Value result(Tag::kFloat, 0);
    result.float_ = value;
    return result;
  }
  // A new string with these bytes. Starlark strings are byte strings, UTF-8 by convention only.
  static Value String(std::string_view bytes);

  Tag tag() const { return tag_; }
  bool is_set() const { return tag_ != Tag::kUnset; }
  bool is_none() const { return tag_ == Tag::kNone; }
  bool is_bool() const { return tag_ == Tag::kBool; }
  // A 64-bit integer; larger ones are objects of Kind::kBigInt. IsInt() in operations.h covers both.
  bool is_small_int() const { return tag_ == Tag::kInt; }
  bool is_float() const { return tag_ == Tag::kFloat; }
  bool is_object() const { return tag_ == Tag::kObject; }
  bool is_string() const { return is_kind(Kind::kString); }
  inline bool is_kind(Kind kind) const;

  // The value inside. Precondition: the value is of that type.
  bool as_bool() const { return int_ != 0; }
  int64_t as_int() const { return int_; }
  double as_float() const { return float_; }
  std::string_view as_string() const;
  Object* object() const { return object_; }

  // The object as T, or null if the value is of another type. T is a built-in type or an embedder's own
  // class.
  template <typename T>
  T* As() const;

 private:
  friend class Machine;
  Value(Tag tag, int64_t bits) : tag_(tag), int_(bits) {}
  inline void RetainObject() const;
  inline void ReleaseObject() const;

  Tag tag_;
  union {
    int64_t int_;
    double float_;
    Object* object_;
  };
};

// Walks over an iterable. While it exists, lists, dicts and sets refuse to change.
class Iterator {
 public:
  virtual ~Iterator() = default;
  // Sets `element` to the next one and returns true, or returns false at the end.
  virtual bool Next(Value& element) = 0;
};

// Base of all heap values. Starts without owner: create objects with MakeRef.
class Object {
 public:
  explicit Object(Kind kind = Kind::kCustom, unsigned capabilities = capability::kAttributes)
      : kind_(kind), capabilities_(static_cast<uint16_t>(capabilities)) {}
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;
  virtual ~Object() = default;

  void Retain() { ++references_; }
  void Release() {
    if (--references_ == 0) Destroy(this);
  }
  Kind kind() const { return kind_; }
  unsigned capabilities() const { return capabilities_; }
  bool can(unsigned capability) const { return (capabilities_ & capability) == capability; }

  // What type(x) returns and messages show: "struct", "yamlfragment".
  virtual std::string_view TypeName() const = 0;
  // Appends the form that repr(x) gives. The default is "<TypeName>". Print elements with stack.Print(),
  // which bounds the depth and shows cycles as "...".
  virtual void Print(std::string& out, PrintStack& stack) const;
  // bool(x). The default is true.
  virtual bool Truth() const { return true; }
  // Equal values have equal hashes. The default throws "unhashable type: <TypeName>".
  virtual uint32_t Hash() const;
  // Compares with `other`, whose TypeName() is equal to this one's. nullopt: not supported, so that == means
  // identity and < is an error. `depth` is how many more levels may be compared; pass depth - 1 to Compare().
  virtual std::optional<bool> CompareSameType(CompareOp op, const Object& other, int depth) const;
  // Makes this object immutable and hands what it refers to to the freezer. Called once.
  virtual void FreezeContents(Freezer& freezer) const;

  // x.name; unset when there is no such attribute.
  virtual Value Attr(std::string_view name);
  // For dir(x) and for spelling suggestions.
  virtual std::vector<std::string> AttrNames() const { return {}; }
  // x.name = value. Returns false when there is no such field.
  virtual bool SetField(std::string_view name, const Value& value);

  virtual int64_t Length() const { return 0; }
  virtual Value Index(int64_t index);
  virtual void SetIndex(int64_t index, const Value& value);
  // start, end and step are already normalised against Length() as for a list; step is never 0.
  virtual Value Slice(int64_t start, int64_t end, int64_t step);

  // The value for `key`; unset when absent (x[key] then fails with "key <repr> not in <TypeName>").
  virtual Value Get(const Value& key);
  virtual void SetKey(const Value& key, const Value& value);
  virtual std::vector<std::pair<Value, Value>> Items();

  virtual std::unique_ptr<Iterator> Iterate();
  // x op other (self_is_left) or other op x. Unset when not supported. kNotIn arrives as kIn.
  virtual Value Binary(BinaryOp op, const Value& other, bool self_is_left);

  virtual Value Call(Thread& thread, const CallArguments& arguments);

  bool frozen() const { return frozen_; }

 protected:
  void add_capabilities(unsigned more) { capabilities_ = static_cast<uint16_t>(capabilities_ | more); }

 private:
  friend class Freezer;
  static void Destroy(Object* object);

  uint32_t references_ = 0;
  Kind kind_;
  mutable bool frozen_ = false;
  uint16_t capabilities_;
};

// Base of objects that hold Values and so may be part of a cycle. The Heap that is current when the object is
// made knows it, and breaks the cycles that are left when the Heap ends (see heap.h).
class Container : public Object {
 public:
  explicit Container(Kind kind = Kind::kCustom, unsigned capabilities = capability::kAttributes);
  ~Container() override;

  // Gives up all Values held, leaving an empty object. Called when the Heap ends.
  virtual void DropReferences() = 0;

 private:
  friend class Heap;
  Heap* heap_ = nullptr;
  Container* previous_ = nullptr;
  Container* next_ = nullptr;
};

// Freezes values and everything reachable from them, without recursion.
class Freezer {
 public:
  void Add(const Value& value) {
    if (value.is_object()) Add(*value.object());
  }
  void Add(const Object& object);
  // Freezes all that was added.
  void Run();

 private:
  std::vector<const Object*> pending_;
};

// Where printing is: remembers the containers being printed.
class PrintStack {
 public:
  // Appends repr(value). Throws when the nesting is too deep.
  void Print(std::string& out, const Value& value);
  // Whether `object` is being printed already, further out.
  bool Contains(const Object* object) const;

 private:
  std::vector<const Object*> objects_;
};

inline bool Value::is_kind(Kind kind) const { return tag_ == Tag::kObject && object_->kind() == kind; }
inline void Value::RetainObject() const { object_->Retain(); }
inline void Value::ReleaseObject() const { object_->Release(); }

// Built-in types say their Kind in a constant T::kKind; others are found by their C++ type.
template <typename T, typename = void>
struct HasKind : std::false_type {};
template <typename T>
struct HasKind<T, std::void_t<decltype(T::kKind)>> : std::true_type {};

template <typename T>
T* Value::As() const {
  if (tag_ != Tag::kObject) return nullptr;
  if constexpr (HasKind<T>::value) {
    return object_->kind() == T::kKind ? static_cast<T*>(object_) : nullptr;
  } else {
    return object_->kind() == Kind::kCustom ? dynamic_cast<T*>(object_) : nullptr;
  }
}

}  // namespace pkgrepo::starlark

#endif  // PKGREPO_STARLARK_VALUES_VALUE_H_
