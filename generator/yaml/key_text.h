// Keys of maps as the original shows them: it reads collections as keys only halfway.

#ifndef PKGREPO_YAML_KEY_TEXT_H_
#define PKGREPO_YAML_KEY_TEXT_H_

#include <string>

#include "yaml/node.h"

namespace pkgrepo::yaml {

// How messages, positions and `ytt fmt` name a key: a string as it is, others as Go prints them for %s,
// "%!s(int=1)", "[{name %!s(int=12)}]".
std::string KeyText(const Value& key);

// What is printed in the place of a key: the elements of a list have their line beside them.
Value PrintedKey(const Value& key);

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_KEY_TEXT_H_
