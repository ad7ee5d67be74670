#include "base/error.h"

#include <new>
#include <stdexcept>

#include "base/memory_budget.h"

namespace pkgrepo {

std::string Position::ToString() const {
  std::string text = file;
  if (line > 0) {
    if (!text.empty()) text += ':';
    text += std::to_string(line);
    if (column > 0) text += ':' + std::to_string(column);
  }
  return text;
}

Error& Error::At(Position position) & {
  position_ = std::move(position);
  return *this;
}

Error&& Error::At(Position position) && { return std::move(At(std::move(position))); }

Error& Error::Frame(std::string name, Position position) & {
  trace_.push_back({std::move(name), std::move(position)});
  return *this;
}

Error&& Error::Frame(std::string name, Position position) && {
  return std::move(Frame(std::move(name), std::move(position)));
}

Error& Error::Note(std::string note) & {
  notes_.push_back(std::move(note));
  return *this;
}

Error&& Error::Note(std::string note) && { return std::move(Note(std::move(note))); }

Error& Error::Hint(std::string hint) & {
  hint_ = std::move(hint);
  return *this;
}

Error&& Error::Hint(std::string hint) && { return std::move(Hint(std::move(hint))); }

std::string Error::Render() const {
  std::string text;
  if (position_.known()) text += position_.ToString() + ": ";
  text += message_ + '\n';
  for (const TraceFrame& frame : trace_) {
    text += "  in " + frame.name;
    if (frame.position.known()) text += " (" + frame.position.ToString() + ')';
    text += '\n';
  }
  for (const std::string& note : notes_) text += "  note: " + note + '\n';
  if (!hint_.empty()) text += "  hint: " + hint_ + '\n';
  return text;
}

Error CurrentError(const std::string& doing) {
  std::string message;
  try {
    throw;
  } catch (const Error& error) {
    return error;
  } catch (const std::bad_alloc&) {
    message = OutOfMemoryText();
  } catch (const std::length_error&) {  // a text or list as long as only a fault makes one
    message = OutOfMemoryText();
  } catch (const std::exception& exception) {
    message = std::string("unexpected failure: ") + exception.what();
  } catch (...) {
    message = "unexpected failure";
  }
  Error error(std::move(message));
  if (!doing.empty()) error.Note("in `" + doing + "`");
  return error;
}

}  // namespace pkgrepo
