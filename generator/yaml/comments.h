// Gives the comments of a YAML text to the nodes they belong to.

#ifndef PKGREPO_YAML_COMMENTS_H_
#define PKGREPO_YAML_COMMENTS_H_

#include <vector>

#include "yaml/node.h"

namespace pkgrepo::yaml {

// Every comment goes to the last item that starts on its line, else to the first one on the next line where
// items start. Comments after the last item go to a document of their own, with an unknown position.
// `skip_first` leaves out the first document, which has no marker in the text. `comments` are in the order of
// the text.
void AttachComments(std::vector<Comment> comments, Node& documents, bool skip_first);

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_COMMENTS_H_
