// What config_node.h walks through: the documents of a YAML file as trees of plain values, which know where they stand.

#ifndef PKGREPO_PACKAGING_CONFIG_DOCUMENT_H_
#define PKGREPO_PACKAGING_CONFIG_DOCUMENT_H_

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

namespace pkgrepo::packaging {

struct ConfigValue {
  enum class Kind { kNull, kScalar, kList, kMap };

  Kind kind = Kind::kNull;
  int line = 0;       // from 1; 0 is unknown
  size_t offset = 0;  // of its first byte
  std::string text = {};
  // The items of a list; the keys and values of a map, in turn. An alias is the value that it refers to.
  std::vector<const ConfigValue*> children = {};
};

struct ConfigDocuments {
  std::string file;
  // Of the text that was not parsed: a byte order mark.
  size_t bytes_before = 0;
  std::deque<ConfigValue> values = {};
  // Of each document that is not empty.
  std::vector<const ConfigValue*> roots = {};
};

// Throws Error with the line for anything that is not YAML, and for aliases inside of what they refer to.
void ReadConfigDocuments(const std::string& content, ConfigDocuments& documents);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_CONFIG_DOCUMENT_H_
