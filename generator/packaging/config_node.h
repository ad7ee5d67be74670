// Small configuration files written by hand (stage files, repository files), read strictly: every fault is an
// Error with file and line, and a misspelt key is told from the one that was meant.
//
//   ConfigNode root = ConfigNode::Parse("stages/beta.yaml", text);
//   root.AllowKeys({"packages", "tag"});
//   for (const ConfigNode& package : root.Require("packages").Items())
//   names.push_back(package.Require("name").Text());
//
// Scalars are taken as they are written, so a version 1.10 stays "1.10". A byte order mark at the beginning is
// passed over, and named in errors, since other tools take it for a part of the first key.

#ifndef PKGREPO_PACKAGING_CONFIG_NODE_H_
#define PKGREPO_PACKAGING_CONFIG_NODE_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "packaging/config_document.h"

namespace pkgrepo::packaging {

inline constexpr std::string_view kByteOrderMarkNote =
    "the file begins with a byte order mark, which was ignored";

// A value and where it stands. Copies are cheap and share the document.
class ConfigNode {
 public:
  // The first document of `text`; further ones are an Error, and so is anything that is not YAML in UTF-8.
  static ConfigNode Parse(const std::string& file, const std::string& text);
  // All documents but empty ones.
  static std::vector<ConfigNode> ParseAll(const std::string& file, const std::string& text);

  // "key:" with nothing after it counts as absent everywhere.
  bool IsNull() const { return value_->kind == ConfigValue::Kind::kNull; }
  bool IsMap() const { return value_->kind == ConfigValue::Kind::kMap; }
  bool IsList() const { return value_->kind == ConfigValue::Kind::kList; }
  bool IsScalar() const { return value_->kind == ConfigValue::Kind::kScalar; }

  // The text of a scalar. Throws Error for anything else.
  std::string Text() const;
  // The items of a list. Throws Error for anything else.
  std::vector<ConfigNode> Items() const;
  // The keys and values of a map, in order. Throws Error for anything else, and if a key occurs twice.
  std::vector<std::pair<std::string, ConfigNode>> Fields() const;

  // The value of a map's key; nullopt if the key is missing or its value is null.
  std::optional<ConfigNode> Find(std::string_view key) const;
  // The same, but its absence is an Error.
  ConfigNode Require(std::string_view key) const;
  // The text of Find(), or `otherwise`.
  std::string TextOr(std::string_view key, std::string otherwise) const;

  // Throws Error at the first key of this map that is not one of `keys`.
  void AllowKeys(const std::vector<std::string>& keys) const;

  Position position() const;
  // Where the key stands, or the item of a list, that these keys and indexes lead to from here; where they
  // lead nowhere, the place of the last that is there.
  Position PositionOf(const std::vector<std::string>& path) const;
  // Where the value begins in the text, in bytes.
  size_t offset() const { return documents_->bytes_before + value_->offset; }
  // An Error at this node.
  Error Fault(std::string message) const;

 private:
  using Documents = std::shared_ptr<const ConfigDocuments>;

  ConfigNode(Documents documents, const ConfigValue* value)
      : documents_(std::move(documents)), value_(value) {}
  ConfigNode At(const ConfigValue* value) const { return {documents_, value}; }
  // Of a map.
  size_t size() const { return value_->children.size() / 2; }
  ConfigNode Key(size_t index) const { return At(value_->children[2 * index]); }
  ConfigNode Value(size_t index) const { return At(value_->children[2 * index + 1]); }

  Documents documents_;
  const ConfigValue* value_;  // in `documents_`, or that of an empty file
};

// Behind the last character of the scalar that begins at `begin`, for edits in place: one in quotes, or plain and of one word.
// Others end elsewhere, so whoever edits reads the result again.
size_t EndOfScalar(std::string_view text, size_t begin);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_CONFIG_NODE_H_
