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

#include <yaml-cpp/yaml.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace pkgrepo::packaging {

inline constexpr std::string_view kByteOrderMarkNote =
    "the file begins with a byte order mark, which was passed over";

// A value and where it stands. Copies are cheap and share the document.
class ConfigNode {
 public:
  // The first document of `text`; further ones are an Error, and so is anything that is not YAML in UTF-8.
  static ConfigNode Parse(const std::string& file, const std::string& text);
  // All documents but empty ones.
  static std::vector<ConfigNode> ParseAll(const std::string& file, const std::string& text);

  // "key:" with nothing after it counts as absent everywhere.
  bool IsNull() const { return node_.IsNull(); }
  bool IsMap() const { return node_.IsMap(); }
  bool IsList() const { return node_.IsSequence(); }
  bool IsScalar() const { return node_.IsScalar(); }

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

  // Throws Error at the first key of this map that is none of `keys`.
  void AllowKeys(const std::vector<std::string>& keys) const;

  Position position() const;
  // Where the key stands, or the item of a list, that these keys and indexes lead to from here; where they
  // lead nowhere, the place of the last that is there.
  Position PositionOf(const std::vector<std::string>& path) const;
  // Where the value begins in the text, in bytes.
  size_t offset() const { return source_->bytes_before + static_cast<size_t>(node_.Mark().pos); }
  // An Error at this node.
  Error Fault(std::string message) const;

 private:
  struct Source {
    std::string file;
    // Of the text that was not parsed: a byte order mark.
    size_t bytes_before = 0;
  };

  ConfigNode(std::shared_ptr<const Source> source, YAML::Node node)
      : source_(std::move(source)), node_(std::move(node)) {}

  std::shared_ptr<const Source> source_;
  YAML::Node node_;
};

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_CONFIG_NODE_H_
