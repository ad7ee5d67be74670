// What the comments of data values say of them: `#!` on the lines right above a key, or behind it.
//
//   #! How many answer
//   #! requests.
//   replicas: 3      #! one is enough for tests
//
// says "How many answer requests. one is enough for tests" of `replicas`. A comment counts that begins in the column of
// its key, without a blank line in between; annotations may stand in between. Lines become one, but for those that begin a
// list or are indented.

#ifndef PKGREPO_YTT_SCHEMA_VALUE_COMMENTS_H_
#define PKGREPO_YTT_SCHEMA_VALUE_COMMENTS_H_

#include <map>
#include <string>
#include <vector>

#include "yaml/node.h"

namespace pkgrepo::ytt {

// By the keys that lead to the value, as yaml::KeyText() has them.
using ValueComments = std::map<std::vector<std::string>, std::string>;

// Adds those of a document, as it stands in its file, to `comments`; what is there is replaced.
void AddValueComments(const yaml::Item& document, ValueComments& comments);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_SCHEMA_VALUE_COMMENTS_H_
