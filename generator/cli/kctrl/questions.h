// Questions to the user of kctrl, and the answers: lines of standard input.
//
//   Questions questions(ui_flags, ui, invocation, Questions::AtEnd::kFail);
//   const std::string url = questions.AskText({.label = "Enter Git URL", .otherwise = known_url});
//
// With --yes nothing is asked. Where standard input is not a terminal, the answers are shown as if they had been typed.

#ifndef PKGREPO_CLI_KCTRL_QUESTIONS_H_
#define PKGREPO_CLI_KCTRL_QUESTIONS_H_

#include <functional>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/command.h"
#include "cli/ui.h"

namespace pkgrepo::cli {

struct TextQuestion {
  std::string label;
  // What an empty answer stands for.
  std::string otherwise;
  // Why an answer is not accepted, so that it is asked again; nullopt if it is. May be empty.
  std::function<std::optional<std::string>(const std::string&)> fault = {};
};

class Questions {
 public:
  // What an input that has ended answers: nothing, which is an error; or what an empty line would answer, unless that is
  // nothing, too.
  enum class AtEnd { kFail, kTakeDefault };

  // All are kept and must outlive the object.
  Questions(const UiFlags& flags, Ui& ui, const Invocation& invocation, AtEnd at_end);

  // Throws Error("Asking for text: EOF") if the input ends.
  std::string AskText(const TextQuestion& question);
  // The index of one of `choices`; `otherwise` is one as well. Throws Error("Asking for choice: EOF").
  size_t AskChoice(const std::string& label, std::span<const std::string_view> choices, size_t otherwise);

 private:
  bool TakesDefault(bool has_default);
  std::string ReadAnswer(const char* what);

  const UiFlags& flags_;
  Ui& ui_;
  std::istream& in_;
  std::ostream& err_;
  AtEnd at_end_;
  bool is_typed_;
};

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_KCTRL_QUESTIONS_H_
