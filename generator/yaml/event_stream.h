// The structure of a YAML text, as a stream of events: the syntactic part of YAML 1.1, in the manner of
// libyaml (see scanner.h for why it is done here).

#ifndef PKGREPO_YAML_EVENT_STREAM_H_
#define PKGREPO_YAML_EVENT_STREAM_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "yaml/scanner.h"

namespace pkgrepo::yaml {

// Views are valid until the next event is asked for.
struct Event {
  enum class Type : uint8_t {
    kDocumentStart,
    kDocumentEnd,
    kScalar,
    kAlias,
    kMapStart,
    kMapEnd,
    kArrayStart,
    kArrayEnd
  };

  Type type = Type::kScalar;
  bool is_plain = false;       // a scalar without quotes
  Mark start = {};             // with anchor and tag
  uint32_t entry_line = 0;     // of an array's item: the line of the "-" or "," that opens it, or of the "["
  std::string_view text = {};  // of a scalar
  std::string_view anchor = {};  // of a scalar, map or array, or what an alias refers to
  std::string_view tag =
      {};  // expanded ("tag:yaml.org,2002:str"); empty if there is none, "!" for that alone
};

class EventStream {
 public:
  // As of Scanner.
  explicit EventStream(const Source& source, std::vector<Comment>* comments = nullptr,
                       FirstMarker first_marker = FirstMarker::kSupplied)
      : scanner_(source, comments, first_marker) {}

  // The next event, or nothing at the end. Throws Error "line 4: did not find expected key".
  std::optional<Event> Next();

  bool first_document_is_implicit() const { return scanner_.first_document_is_implicit(); }

 private:
  // What is expected next.
  enum class State : uint8_t {
    kFirstDocument,
    kDocumentStart,
    kDocumentContent,
    kDocumentEnd,
    kBlockNode,
    kBlockSequenceFirst,
    kBlockSequenceEntry,
    kIndentlessSequenceEntry,
    kBlockMappingFirst,
    kBlockMappingKey,
    kBlockMappingValue,
    kFlowSequenceFirst,
    kFlowSequenceEntry,
    kFlowPairKey,  // of a single pair in a sequence: [a: 1]
    kFlowPairValue,
    kFlowPairEnd,
    kFlowMappingFirst,
    kFlowMappingKey,
    kFlowMappingValue,
    kFlowMappingEmptyValue,
    kEnd,
  };
  enum class Context : uint8_t { kBlock, kBlockOrIndentlessSequence, kFlow };

  std::optional<Event> ParseDocumentStart(bool first);
  Event ParseDocumentContent();
  Event ParseDocumentEnd();
  void TakeDirectives();
  Event ParseNode(Context context);
  void TakeProperties(Event& event, bool& has_properties);
  std::string_view ExpandTag(const Token& token);
  Event ParseBlockSequenceEntry();
  Event ParseIndentlessSequenceEntry();
  Event ParseBlockMappingKey();
  Event ParseBlockMappingValue();
  Event ParseFlowSequenceEntry(bool first);
  Event ParseFlowPairKey();
  Event ParseFlowPairValue();
  Event ParseFlowMappingKey(bool first);
  Event ParseFlowMappingValue(bool empty);

  template <typename... Types>
  bool IsNext(Types... types) {
    const Token::Type type = scanner_.Peek().type;
    return ((type == types) || ...);
  }
  Event ParseNodeThen(State next, Context context);
  Event EmptyScalar(State next, Mark mark);
  Event EndCollection(Event::Type type);
  Event Make(Event::Type type, Mark start) const;
  void Return();

  Scanner scanner_;
  State state_ = State::kFirstDocument;
  std::vector<State> states_;                                     // to go back to
  std::map<std::string, std::string, std::less<>> tag_prefixes_;  // of the document, by handle
  uint32_t entry_line_ = 0;
  Token current_;  // what the last event refers to
  std::string anchor_;
  std::string tag_;
};

}  // namespace pkgrepo::yaml

#endif  // PKGREPO_YAML_EVENT_STREAM_H_
