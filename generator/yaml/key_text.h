// How messages, positions and `ytt fmt` name a map's key.

#ifndef PKGREPO_YAML_KEY_TEXT_H_
#define PKGREPO_YAML_KEY_TEXT_H_

#include <string>

#include "yaml/node.h"

namespace pkgrepo::yaml {

// A string as it is, others as Go prints them for %s: "%!s(int=1)".
std::string KeyText(const Value& key);

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_KEY_TEXT_H_
