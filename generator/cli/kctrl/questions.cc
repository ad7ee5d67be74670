#include "cli/kctrl/questions.h"

#include <unistd.h>

#include <charconv>
#include <istream>
#include <ostream>

#include "base/error.h"

namespace pkgrepo::cli {

Questions::Questions(const UiFlags& flags, Ui& ui, const Invocation& invocation, AtEnd at_end)
    : flags_(flags),
      ui_(ui),
      in_(invocation.in),
      err_(invocation.err),
      at_end_(at_end),
      is_typed_(::isatty(STDIN_FILENO) == 1) {}

bool Questions::TakesDefault(bool has_default) {
  if (flags_.yes) return true;
  if (at_end_ == AtEnd::kTakeDefault && has_default && !is_typed_ &&
      in_.peek() == std::istream::traits_type::eof()) {
    return true;
  }
  if (flags_.json) throw Error("Nothing can be asked with --json (hint: --yes takes the defaults)");
  return false;
}

// A line that does not end is no answer.
std::string Questions::ReadAnswer(const char* what) {
  std::string answer;
  std::getline(in_, answer);
  if (in_.eof() || !in_) throw Error(std::string(what) + ": EOF");
  if (answer.ends_with('\r')) answer.pop_back();
  if (!is_typed_) ui_.PrintAnswer(answer + "\n");
  return answer;
}

std::string Questions::AskText(const TextQuestion& question) {
  if (TakesDefault(!question.otherwise.empty())) return question.otherwise;
  const std::string text = "> " + question.label + " (" + question.otherwise + "): ";
  ui_.PrintQuestion(Ui::Question::kText, text);
  while (true) {
    std::string answer = ReadAnswer("Asking for text");
    if (answer.empty()) answer = question.otherwise;
    const std::optional<std::string> fault = question.fault ? question.fault(answer) : std::nullopt;
    if (!fault) return answer;
    err_ << "Failed validation: " << *fault << "\n";
    ui_.PrintAnswer(text);
  }
}

size_t Questions::AskChoice(const std::string& label, std::span<const std::string_view> choices,
                            size_t otherwise) {
  if (TakesDefault(true)) return otherwise;
  std::string list;
  for (size_t index = 0; index < choices.size(); ++index) {
    list += std::to_string(index + 1) + ": " + std::string(choices[index]) + "\n";
  }
  const std::string text = "> " + label + " (" + std::to_string(otherwise + 1) + "): ";
  ui_.PrintQuestion(Ui::Question::kChoice, list + text);
  while (true) {
    const std::string answer = ReadAnswer("Asking for choice");
    if (answer.empty()) return otherwise;
    size_t number = 0;
    const char* end = answer.data() + answer.size();
    const auto [stop, failure] = std::from_chars(answer.data(), end, number);
    if (failure != std::errc() || stop != end) {
      ui_.PrintAnswer("invalid selection (not a number)\n" + text);
    } else if (number < 1 || number > choices.size()) {
      ui_.PrintAnswer("invalid selection (must be 1-" + std::to_string(choices.size()) + ")\n" + text);
    } else {
      return number - 1;
    }
  }
}

}  // namespace pkgrepo::cli
