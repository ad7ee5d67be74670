// `ytt fmt`: templates in one style, with their comments.

#ifndef PKGREPO_YTT_TEMPLATE_FORMAT_H_
#define PKGREPO_YTT_TEMPLATE_FORMAT_H_

#include <string>

#include "yaml/node.h"

namespace pkgrepo::ytt {

// `documents` as text: lists indented below their key, values in block style, comments above or beside what
// they belong to, and empty lines around whatever has comments above it. Precondition: read with comments.
std::string FormatDocuments(const yaml::Node& documents);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_TEMPLATE_FORMAT_H_
