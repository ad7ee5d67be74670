#include "yaml/event_stream.h"

#include <algorithm>

#include "base/error.h"

namespace pkgrepo::yaml {

using Type = Token::Type;

std::optional<Event> EventStream::Next() {
  switch (state_) {
    case State::kFirstDocument:
      return ParseDocumentStart(true);
    case State::kDocumentStart:
      return ParseDocumentStart(false);
    case State::kDocumentContent:
      return ParseDocumentContent();
    case State::kDocumentEnd:
      return ParseDocumentEnd();
    case State::kBlockNode:
      return ParseNode(Context::kBlock);
    case State::kBlockSequenceFirst:
    case State::kBlockMappingFirst: {
      const bool is_sequence = state_ == State::kBlockSequenceFirst;
      scanner_.Skip();
      return is_sequence ? ParseBlockSequenceEntry() : ParseBlockMappingKey();
    }
    case State::kBlockSequenceEntry:
      return ParseBlockSequenceEntry();
    case State::kIndentlessSequenceEntry:
      return ParseIndentlessSequenceEntry();
    case State::kBlockMappingKey:
      return ParseBlockMappingKey();
    case State::kBlockMappingValue:
      return ParseBlockMappingValue();
    case State::kFlowSequenceFirst:
      entry_line_ = scanner_.Peek().start.line;
      scanner_.Skip();
      return ParseFlowSequenceEntry(true);
    case State::kFlowSequenceEntry:
      return ParseFlowSequenceEntry(false);
    case State::kFlowPairKey:
      return ParseFlowPairKey();
    case State::kFlowPairValue:
      return ParseFlowPairValue();
    case State::kFlowPairEnd:
      state_ = State::kFlowSequenceEntry;
      return Make(Event::Type::kMapEnd, scanner_.Peek().start);
    case State::kFlowMappingFirst:
      scanner_.Skip();
      return ParseFlowMappingKey(true);
    case State::kFlowMappingKey:
      return ParseFlowMappingKey(false);
    case State::kFlowMappingValue:
      return ParseFlowMappingValue(false);
    case State::kFlowMappingEmptyValue:
      return ParseFlowMappingValue(true);
    case State::kEnd:
      break;
  }
  return std::nullopt;
}

Event EventStream::Make(Event::Type type, Mark start) const {
  return {.type = type, .start = start, .entry_line = entry_line_};
}

void EventStream::Return() {
  state_ = states_.back();
  states_.pop_back();
}

Event EventStream::ParseNodeThen(State next, Context context) {
  states_.push_back(next);
  return ParseNode(context);
}

Event EventStream::EmptyScalar(State next, Mark mark) {
  state_ = next;
  Event event = Make(Event::Type::kScalar, mark);
  event.is_plain = true;
  return event;
}

Event EventStream::EndCollection(Event::Type type) {
  const Event event = Make(type, scanner_.Peek().start);
  scanner_.Skip();
  Return();
  return event;
}

std::optional<Event> EventStream::ParseDocumentStart(bool first) {
  if (!first) {
    while (IsNext(Type::kDocumentEnd)) scanner_.Skip();
  }
  const Mark start = scanner_.Peek().start;
  if (first &&
      !IsNext(Type::kVersionDirective, Type::kTagDirective, Type::kDocumentStart, Type::kStreamEnd)) {
    TakeDirectives();
    states_.push_back(State::kDocumentEnd);
    state_ = State::kBlockNode;
    return Make(Event::Type::kDocumentStart, start);
  }
  if (IsNext(Type::kStreamEnd)) {
    state_ = State::kEnd;
    return std::nullopt;
  }
  TakeDirectives();
  if (!IsNext(Type::kDocumentStart)) {
    scanner_.ThrowParserError(scanner_.Peek().start, "did not find expected <document start>");
  }
  scanner_.Skip();
  states_.push_back(State::kDocumentEnd);
  state_ = State::kDocumentContent;
  return Make(Event::Type::kDocumentStart, start);
}

void EventStream::TakeDirectives() {
  tag_prefixes_ = {};
  bool has_version = false;
  while (IsNext(Type::kVersionDirective, Type::kTagDirective)) {
    const Token& token = scanner_.Peek();
    if (token.type == Type::kVersionDirective) {
      if (has_version) scanner_.ThrowParserError(token.start, "found duplicate %YAML directive");
      has_version = true;
      if (token.text != "1.1") scanner_.ThrowParserError(token.start, "found incompatible YAML document");
    } else if (!tag_prefixes_.emplace(token.handle, token.text).second) {
      scanner_.ThrowParserError(token.start, "found duplicate %TAG directive");
    }
    scanner_.Skip();
  }
  tag_prefixes_.emplace("!", "!");
  tag_prefixes_.emplace("!!", "tag:yaml.org,2002:");
}

Event EventStream::ParseDocumentContent() {
  if (!IsNext(Type::kVersionDirective, Type::kTagDirective, Type::kDocumentStart, Type::kDocumentEnd,
              Type::kStreamEnd)) {
    return ParseNode(Context::kBlock);
  }
  Return();
  return EmptyScalar(state_, scanner_.Peek().start);
}

Event EventStream::ParseDocumentEnd() {
  const Event event = Make(Event::Type::kDocumentEnd, scanner_.Peek().start);
  if (IsNext(Type::kDocumentEnd)) scanner_.Skip();
  state_ = State::kDocumentStart;
  return event;
}

void EventStream::TakeProperties(Event& event, bool& has_properties) {
  bool has_anchor = false;
  std::optional<Token> tag;
  while (true) {
    Token& token = scanner_.Peek();
    if (token.type == Type::kAnchor && !has_anchor) {
      has_anchor = true;
      anchor_ = token.text;
      event.anchor = anchor_;
    } else if (token.type == Type::kTag && !tag) {
      tag = std::move(token);
    } else {
      break;
    }
    scanner_.Skip();
  }
  // Only now: what is wrong with the next token is told before an unknown handle.
  if (tag) event.tag = ExpandTag(*tag);
  has_properties = has_anchor || tag;
}

std::string_view EventStream::ExpandTag(const Token& token) {
  if (token.handle.empty()) {
    tag_ = token.text;
    return tag_;
  }
  const auto prefix = tag_prefixes_.find(token.handle);
  if (prefix == tag_prefixes_.end()) scanner_.ThrowParserError(token.start, "found undefined tag handle");
  tag_ = prefix->second;
  tag_ += token.text;
  return tag_;
}

Event EventStream::ParseNode(Context context) {
  if (IsNext(Type::kAlias)) {
    current_ = std::move(scanner_.Peek());
    scanner_.Skip();
    Return();
    Event event = Make(Event::Type::kAlias, current_.start);
    event.anchor = current_.text;
    return event;
  }
  Event event = Make(Event::Type::kScalar, scanner_.Peek().start);
  bool has_properties = false;
  TakeProperties(event, has_properties);
  const bool block = context != Context::kFlow;
  const Type type = scanner_.Peek().type;
  if (context == Context::kBlockOrIndentlessSequence && type == Type::kBlockEntry) {
    event.type = Event::Type::kArrayStart;
    state_ = State::kIndentlessSequenceEntry;
  } else if (type == Type::kScalar) {
    current_ = std::move(scanner_.Peek());
    scanner_.Skip();
    Return();
    event.text = current_.text;
    event.is_plain = current_.is_plain;
  } else if (type == Type::kFlowSequenceStart || (block && type == Type::kBlockSequenceStart)) {
    event.type = Event::Type::kArrayStart;
    state_ = type == Type::kFlowSequenceStart ? State::kFlowSequenceFirst : State::kBlockSequenceFirst;
  } else if (type == Type::kFlowMappingStart || (block && type == Type::kBlockMappingStart)) {
    event.type = Event::Type::kMapStart;
    state_ = type == Type::kFlowMappingStart ? State::kFlowMappingFirst : State::kBlockMappingFirst;
  } else if (has_properties) {
    Return();
    event.is_plain = true;
  } else {
    scanner_.ThrowParserError(scanner_.Peek().start, "did not find expected node content");
  }
  return event;
}

Event EventStream::ParseBlockSequenceEntry() {
  if (IsNext(Type::kBlockEntry)) {
    const Mark mark = scanner_.Peek().end;
    entry_line_ = mark.line;
    scanner_.Skip();
    if (!IsNext(Type::kBlockEntry, Type::kBlockEnd)) {
      return ParseNodeThen(State::kBlockSequenceEntry, Context::kBlock);
    }
    return EmptyScalar(State::kBlockSequenceEntry, mark);
  }
  if (IsNext(Type::kBlockEnd)) return EndCollection(Event::Type::kArrayEnd);
  scanner_.ThrowParserError(scanner_.Peek().start, "did not find expected '-' indicator");
}

// "key:" followed by "-" in the same column.
Event EventStream::ParseIndentlessSequenceEntry() {
  if (!IsNext(Type::kBlockEntry)) {
    Return();
    return Make(Event::Type::kArrayEnd, scanner_.Peek().start);
  }
  const Mark mark = scanner_.Peek().end;
  entry_line_ = mark.line;
  scanner_.Skip();
  if (!IsNext(Type::kBlockEntry, Type::kKey, Type::kValue, Type::kBlockEnd)) {
    return ParseNodeThen(State::kIndentlessSequenceEntry, Context::kBlock);
  }
  return EmptyScalar(State::kIndentlessSequenceEntry, mark);
}

Event EventStream::ParseBlockMappingKey() {
  if (IsNext(Type::kKey)) {
    const Mark mark = scanner_.Peek().end;
    scanner_.Skip();
    if (!IsNext(Type::kKey, Type::kValue, Type::kBlockEnd)) {
      return ParseNodeThen(State::kBlockMappingValue, Context::kBlockOrIndentlessSequence);
    }
    return EmptyScalar(State::kBlockMappingValue, mark);
  }
  if (IsNext(Type::kBlockEnd)) return EndCollection(Event::Type::kMapEnd);
  scanner_.ThrowParserError(scanner_.Peek().start, "did not find expected key");
}

Event EventStream::ParseBlockMappingValue() {
  if (!IsNext(Type::kValue)) return EmptyScalar(State::kBlockMappingKey, scanner_.Peek().start);
  const Mark mark = scanner_.Peek().end;
  scanner_.Skip();
  if (!IsNext(Type::kKey, Type::kValue, Type::kBlockEnd)) {
    return ParseNodeThen(State::kBlockMappingKey, Context::kBlockOrIndentlessSequence);
  }
  return EmptyScalar(State::kBlockMappingKey, mark);
}

Event EventStream::ParseFlowSequenceEntry(bool first) {
  if (!IsNext(Type::kFlowSequenceEnd)) {
    if (!first) {
      if (!IsNext(Type::kFlowEntry)) {
        scanner_.ThrowParserError(scanner_.Peek().start, "did not find expected ',' or ']'");
      }
      entry_line_ = scanner_.Peek().start.line;
      scanner_.Skip();
    }
    if (IsNext(Type::kKey)) {
      const Event event = Make(Event::Type::kMapStart, scanner_.Peek().start);
      scanner_.Skip();
      state_ = State::kFlowPairKey;
      return event;
    }
    if (!IsNext(Type::kFlowSequenceEnd)) return ParseNodeThen(State::kFlowSequenceEntry, Context::kFlow);
  }
  return EndCollection(Event::Type::kArrayEnd);
}

Event EventStream::ParseFlowPairKey() {
  if (!IsNext(Type::kValue, Type::kFlowEntry, Type::kFlowSequenceEnd)) {
    return ParseNodeThen(State::kFlowPairValue, Context::kFlow);
  }
  const Mark mark = scanner_.Peek().end;
  scanner_.Skip();
  return EmptyScalar(State::kFlowPairValue, mark);
}

Event EventStream::ParseFlowPairValue() {
  if (IsNext(Type::kValue)) {
    scanner_.Skip();
    if (!IsNext(Type::kFlowEntry, Type::kFlowSequenceEnd)) {
      return ParseNodeThen(State::kFlowPairEnd, Context::kFlow);
    }
  }
  return EmptyScalar(State::kFlowPairEnd, scanner_.Peek().start);
}

Event EventStream::ParseFlowMappingKey(bool first) {
  if (!IsNext(Type::kFlowMappingEnd)) {
    if (!first) {
      if (!IsNext(Type::kFlowEntry)) {
        scanner_.ThrowParserError(scanner_.Peek().start, "did not find expected ',' or '}'");
      }
      scanner_.Skip();
    }
    if (IsNext(Type::kKey)) {
      scanner_.Skip();
      if (!IsNext(Type::kValue, Type::kFlowEntry, Type::kFlowMappingEnd)) {
        return ParseNodeThen(State::kFlowMappingValue, Context::kFlow);
      }
      return EmptyScalar(State::kFlowMappingValue, scanner_.Peek().start);
    }
    if (!IsNext(Type::kFlowMappingEnd)) return ParseNodeThen(State::kFlowMappingEmptyValue, Context::kFlow);
  }
  return EndCollection(Event::Type::kMapEnd);
}

Event EventStream::ParseFlowMappingValue(bool empty) {
  if (!empty && IsNext(Type::kValue)) {
    scanner_.Skip();
    if (!IsNext(Type::kFlowEntry, Type::kFlowMappingEnd)) {
      return ParseNodeThen(State::kFlowMappingKey, Context::kFlow);
    }
  }
  return EmptyScalar(State::kFlowMappingKey, scanner_.Peek().start);
}

}  // namespace pkgrepo::yaml
