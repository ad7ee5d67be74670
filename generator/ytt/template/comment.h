// What the comments of a template mean.

#ifndef PKGREPO_YTT_TEMPLATE_COMMENT_H_
#define PKGREPO_YTT_TEMPLATE_COMMENT_H_

#include <string>
#include <string_view>

#include "yaml/node.h"

namespace pkgrepo::ytt {

struct YttComment {
  enum class Kind {
    kNote,
    kCode,         // "#@template/code x"
    kValue,        // "#@template/value x"
    kCodeOrValue,  // "#@ x": a value on the line of its node, else code
    kAnnotation,
  };

  Kind kind = Kind::kNote;
  std::string_view name;     // of an annotation: "overlay/match"
  std::string_view content;  // the code or value, or the annotation's arguments
};

// "#@ code", "#@name arguments", "#! note", "#@comment note". Other comments are notes if `ignore_unknown`; else throws
// Error. The result refers to the comment's text.
YttComment ParseComment(const yaml::Comment& comment, bool ignore_unknown);

// Whether some item of the documents has code or an annotation, which makes the file a template.
bool HasTemplating(const yaml::Node& documents);

// How often the item has the annotation in front of it, as written; nothing is evaluated.
size_t CountWrittenAnnotations(const yaml::Item& item, std::string_view name);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_TEMPLATE_COMMENT_H_
