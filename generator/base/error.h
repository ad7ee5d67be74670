// The one exception type of the project.
//
// An Error says what was wrong (message), where (position, and a trace of the calls that led there), what
// else helps (notes), and what to do (hint). Throw it where the fault is found; catch it only in main, at
// thread joins, at C callbacks, and where a layer has a position or a note to add:
//
//   throw Error("unknown package 'contur'").At({"stages/beta.yaml", 4}).Hint("did you mean 'contour'?");
//
//   try {
//     Resolve(image);
//   } catch (Error& error) {
//     error.Note("while locking " + package);
//     throw;
//   }
//
// Where the message only grows by what was being done:
//
//   const std::string text = WithContext("Reading lock: ", [&] { return files.ReadFile(path); });
//
// Expected absence is std::optional, never an Error.

#ifndef PKGREPO_BASE_ERROR_H_
#define PKGREPO_BASE_ERROR_H_

#include <exception>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace pkgrepo {

// A place in a source text. Lines and columns count from 1; 0 means unknown.
struct Position {
  std::string file;
  int line = 0;
  int column = 0;

  bool known() const { return !file.empty() || line > 0; }
  // "file:line:column", without the parts that are unknown.
  std::string ToString() const;
};

class Error : public std::exception {
 public:
  explicit Error(std::string message) : message_(std::move(message)) {}

  // Builders; each returns the error itself so that calls chain in a throw expression.
  Error& At(Position position) &;
  Error&& At(Position position) &&;
  Error& Frame(std::string name, Position position) &;
  Error&& Frame(std::string name, Position position) &&;
  Error& Note(std::string note) &;
  Error&& Note(std::string note) &&;
  Error& Hint(std::string hint) &;
  Error&& Hint(std::string hint) &&;

  // Puts `prefix` ahead of the message, as in "Reading file 'a': no such file".
  void Prefix(const std::string& prefix) { message_ = prefix + message_; }

  struct TraceFrame {
    std::string name;
    Position position;
  };

  const char* what() const noexcept override { return message_.c_str(); }
  const std::string& message() const { return message_; }
  const Position& position() const { return position_; }
  // Innermost call first.
  const std::vector<TraceFrame>& trace() const { return trace_; }
  const std::vector<std::string>& notes() const { return notes_; }
  const std::string& hint() const { return hint_; }

  // The whole error for a terminal, several lines, ending in a newline:
  //   stages/beta.yaml:4: unknown package 'contur'
  //     in load (stages/main.yaml:2)
  //     note: ...
  //     hint: did you mean 'contour'?
  std::string Render() const;

 private:
  std::string message_;
  Position position_;
  std::vector<TraceFrame> trace_;
  std::vector<std::string> notes_;
  std::string hint_;
};

// What `call` returns; an Error that it throws goes on with `context` ahead of its message.
template <typename Call>
std::invoke_result_t<Call&> WithContext(std::string_view context, Call&& call) {
  try {
    return call();
  } catch (Error& error) {
    error.Prefix(std::string(context));
    throw;
  }
}

// For where everything is caught, `catch (...)`: the exception that is being handled as an Error. One of another kind says
// what the program ran out of, or that it is at fault itself, with `doing` (if not empty) as a note.
Error CurrentError(const std::string& doing);

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_ERROR_H_
