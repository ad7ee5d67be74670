// Reads YAML that is written in the plainest way, as most configuration is, in a small part of the time that a whole reader
// of YAML takes.

#ifndef PKGREPO_PACKAGING_PLAIN_CONFIG_H_
#define PKGREPO_PACKAGING_PLAIN_CONFIG_H_

#include <string_view>

#include "packaging/config_document.h"

namespace pkgrepo::packaging {

// Reads `content` if it is one document in ASCII of block maps and lists, whose scalars are plain or in quotes without
// escapes and stand each on one line, whose flow lists are of plain words, and in which each key has a value. The result is
// then what yaml-cpp would make of it. Of anything else, also of what is not YAML, returns false and leaves `documents` as
// it was.
bool ReadPlainConfig(std::string_view content, ConfigDocuments& documents);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_PLAIN_CONFIG_H_
