// The document model: what a YAML text says, with its order, its positions and its comments.
//
//   document set ─ items: documents        (key is null, value is the document's content)
//   map          ─ items: key and value
//   array        ─ items: value            (key is null)
//
// A Value is a scalar, or refers to a Node: a map, an array or a document set. Documents, map items and array
// items are one struct Item, which is what positions, comments and annotations belong to.
//
//   RefPtr<Node> documents = ReadDocuments(MakeRef<Source>("a.yml", "a: 1\nb: [x]\n"), {});
//   Node& map = *documents->items[0].value.node();
//   map.items[0].key.string();                     // "a"
//   map.items[0].value.as_int();                   // 1
//   Item* b = map.Find("b");                       // or null
//   b->value = Value::String("text");
//
// Ownership: a Node is shared by reference count; copying a Value or an Item shares the Node below it.
// Whoever is about to change a node that others may hold makes a DeepCopy() first. Nodes form trees, never
// cycles.
//
// Bounds: the reader limits nesting (kMaxDepth), so functions here may recurse; destruction does too. Code
// that builds nodes from computed values keeps to the same limit.

#ifndef PKGREPO_YAML_NODE_H_
#define PKGREPO_YAML_NODE_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "yaml/ref.h"
#include "yaml/shared_string.h"
#include "yaml/source.h"

namespace pkgrepo::yaml {

class Node;

// How deep maps and arrays may nest in each other.
inline constexpr int kMaxDepth = 1000;

class Value {
 public:
  enum class Type : uint8_t { kNull, kBool, kInt, kUint, kFloat, kString, kNode };

  Value() : type_(Type::kNull), int_(0) {}
  Value(const Value& other) : type_(other.type_), int_(other.int_) { RetainHeap(); }
  Value(Value&& other) noexcept : type_(other.type_), int_(other.int_) { other.type_ = Type::kNull; }
  Value(const RefPtr<Node>& node);
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
    if (type_ >= Type::kString) ReleaseHeap();
  }
  void Swap(Value& other) noexcept {
    std::swap(type_, other.type_);
    std::swap(int_, other.int_);
  }

  static Value Bool(bool value) { return Value(Type::kBool, value ? 1 : 0); }
  static Value Int(int64_t value) { return Value(Type::kInt, value); }
  // Becomes kInt if it fits, so that equal numbers have one form.
  static Value Uint(uint64_t value) {
    return Value(value > INT64_MAX ? Type::kUint : Type::kInt, static_cast<int64_t>(value));
  }
  static Value Float(double value);
  static Value String(std::string_view bytes) { return String(SharedString::Make(bytes)); }
  static Value String(const RefPtr<const SharedString>& string);

  Type type() const { return type_; }
  bool is_null() const { return type_ == Type::kNull; }
  bool is_bool() const { return type_ == Type::kBool; }
  bool is_int() const { return type_ == Type::kInt; }
  bool is_uint() const { return type_ == Type::kUint; }  // above INT64_MAX
  bool is_float() const { return type_ == Type::kFloat; }
  bool is_string() const { return type_ == Type::kString; }
  bool is_node() const { return type_ == Type::kNode; }
  inline bool is_map() const;
  inline bool is_array() const;
  inline bool is_document_set() const;

  // The content. Precondition: the value is of that type.
  bool as_bool() const { return int_ != 0; }
  int64_t as_int() const { return int_; }
  uint64_t as_uint() const { return static_cast<uint64_t>(int_); }
  double as_float() const { return float_; }
  std::string_view string() const { return string_->view(); }
  RefPtr<const SharedString> shared_string() const { return RefPtr<const SharedString>(string_); }
  Node* node() const { return node_; }
  RefPtr<Node> shared_node() const;

  // Nodes of a parsed text are copied all the way down; scalars are immutable and shared.
  Value DeepCopy() const;

 private:
  Value(Type type, int64_t bits) : type_(type), int_(bits) {}
  void RetainHeap() const;
  void ReleaseHeap();

  Type type_;
  union {
    int64_t int_;
    double float_;
    const SharedString* string_;
    Node* node_;
  };
};

// Same type and equal content, maps regardless of the order of their items; an integer equals a float of the
// same value. Positions, comments and attachments don't count.
bool operator==(const Value& a, const Value& b);

// What a layer above puts on a node or an item: ytt's annotations, schema types and rules. Shared by copies
// of the item; whoever changes one that has other owners replaces it by a Clone().
class Attachment : public RefCounted<Attachment> {
 public:
  virtual ~Attachment() = default;
  virtual RefPtr<Attachment> Clone() const = 0;
};

// The text after '#' with the line it stands on: " plain", "@ code", "! note".
struct Comment {
  std::string text;
  uint32_t line = 0;  // in the source of the item that has it
};

struct CommentList : public RefCounted<CommentList> {
  std::vector<Comment> comments;
};

// A document, a map item or an array item.
struct Item {
  Item() = default;
  Item(Value item_key, Value item_value, Position item_position)
      : key(std::move(item_key)), value(std::move(item_value)), position(std::move(item_position)) {}

  Value key;  // of a map item
  Value value;
  Position position;
  RefPtr<const CommentList> comments;  // null when there are none
  RefPtr<Attachment> attachment;       // null when there is none

  // Shares comments and attachment, copies the value all the way down.
  Item DeepCopy() const;
};

// A document set, a map or an array.
class Node : public RefCounted<Node> {
 public:
  enum class Kind : uint8_t { kDocumentSet, kMap, kArray };
  // Where a node came from. ytt prints a computed {} that is a whole document and skips a parsed one, and its
  // code sees computed maps as dicts and parsed ones as yamlfragments.
  enum class Origin : uint8_t { kParsed, kComputed };

  explicit Node(Kind kind, Position node_position = {}, Origin origin = Origin::kParsed)
      : position(std::move(node_position)), kind_(kind), origin_(origin) {}

  Kind kind() const { return kind_; }
  bool is_map() const { return kind_ == Kind::kMap; }
  bool is_array() const { return kind_ == Kind::kArray; }
  bool is_document_set() const { return kind_ == Kind::kDocumentSet; }
  Origin origin() const { return origin_; }
  bool is_computed() const { return origin_ == Origin::kComputed; }

  // The first item with this key, or null; the keys 1 and 1.0 are two. Linear: maps in manifests are small.
  Item* Find(const Value& key);
  Item* Find(std::string_view key);
  const Item* Find(std::string_view key) const;

  RefPtr<Node> DeepCopy() const;

  // Code that puts nodes into nodes, over and over, tells it here, so that nothing nests without bounds:
  // `value` stands `levels` below this node. Returns false if that is too deep, as far as is known: nodes can
  // be shared and changed, so that the true depth may be some times kMaxDepth.
  [[nodiscard]] bool Nest(const Value& value, size_t levels = 1);
  // How many levels are known to be above and below.
  size_t depth() const { return depth_; }
  size_t height() const { return height_; }

  std::vector<Item> items;
  Position position;
  RefPtr<const CommentList> comments;
  RefPtr<Attachment> attachment;

 private:
  Kind kind_;
  Origin origin_;
  uint16_t depth_ = 0;
  uint16_t height_ = 0;
};

inline bool Value::is_map() const { return is_node() && node_->is_map(); }
inline bool Value::is_array() const { return is_node() && node_->is_array(); }
inline bool Value::is_document_set() const { return is_node() && node_->is_document_set(); }

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_NODE_H_
