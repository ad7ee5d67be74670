// Finds the comments of a YAML text, which libyaml passes over, and the nodes they belong to.

#ifndef PKGREPO_YAML_COMMENTS_H_
#define PKGREPO_YAML_COMMENTS_H_

#include <vector>

#include "yaml/event_stream.h"
#include "yaml/node.h"

namespace pkgrepo::yaml {

class CommentFinder {
 public:
  explicit CommentFinder(RefPtr<const Source> source) : source_(std::move(source)) {}

  // Takes note of the text that an event stands on: a '#' in there opens no comment.
  void Cover(const Event& event);

  // Once all events were covered: gives every comment to the last item that starts on its line, else to the
  // first one on the next line where items start. Comments after the last item go to a document of their own,
  // with an unknown position. `skip_first` leaves out the first document, which has no marker in the text.
  void Attach(Node& documents, bool skip_first) const;

 private:
  std::vector<Comment> Find() const;

  RefPtr<const Source> source_;
  // By line, from 1: the column after the last event on it.
  std::vector<uint32_t> covered_;
};

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_COMMENTS_H_
