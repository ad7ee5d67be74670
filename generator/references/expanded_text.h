// The text of a script, Makefile or instruction with its variables replaced, which still knows where each byte was written:
//
//   TAG ?= 1.0                       # Makefile:1
//   docker push ghcr.io/acme/app:$(TAG)
//
//   const ExpandedText text = ExpandVariables(content);
//   text.At(text.text.find("1.0"))   // line 1, a default of TAG
//
// Known are NAME=value and NAME = value with all kinds of `=` that shells and Make have, ARG and ENV of Dockerfiles, and in their use
// $NAME, ${NAME}, $(NAME), ${NAME:-default} and ${NAME:=default}. What has no value in the same file stays as it is. Nothing is run.

#ifndef PKGREPO_REFERENCES_EXPANDED_TEXT_H_
#define PKGREPO_REFERENCES_EXPANDED_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace pkgrepo::references {

// Where a part of the text was written.
struct TextOrigin {
  int line = 0;
  // The variable that it is the value of; "" for what stands there itself.
  std::string variable = {};
  // The variable may be set from outside; this is what it is otherwise.
  bool is_default = false;
};

struct ExpandedText {
  struct Part {
    size_t begin = 0;
    TextOrigin origin;
  };

  std::string text;
  // In their order; the first begins at 0.
  std::vector<Part> parts;

  TextOrigin At(size_t offset) const;
};

ExpandedText ExpandVariables(std::string_view content);

}  // namespace pkgrepo::references

#endif  // PKGREPO_REFERENCES_EXPANDED_TEXT_H_
