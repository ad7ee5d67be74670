// The tokens of YAML, between the scanner and the parser.

#ifndef PKGREPO_YAML_TOKEN_H_
#define PKGREPO_YAML_TOKEN_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace pkgrepo::yaml {

struct Mark {
  uint32_t line = 0;    // from 1
  uint32_t column = 0;  // from 0, in characters
};

struct Token {
  enum class Type : uint8_t {
    kStreamEnd,
    kVersionDirective,
    kTagDirective,
    kDocumentStart,
    kDocumentEnd,
    kBlockSequenceStart,
    kBlockMappingStart,
    kBlockEnd,
    kFlowSequenceStart,
    kFlowSequenceEnd,
    kFlowMappingStart,
    kFlowMappingEnd,
    kBlockEntry,
    kFlowEntry,
    kKey,
    kValue,
    kAlias,
    kAnchor,
    kTag,
    kScalar,
  };

  Type type = Type::kStreamEnd;
  bool is_plain = false;  // a scalar without quotes
  Mark start;
  Mark end;
  // Of a scalar its value, of an anchor or alias its name, of a tag its suffix, of a tag directive its
  // prefix. Lies in the source, or in `decoded`.
  std::string_view text = {};
  std::string_view handle = {};  // of a tag or a tag directive: "!", "!!", "!x!"; empty for a whole tag
  std::unique_ptr<std::string> decoded = nullptr;
};

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_TOKEN_H_
