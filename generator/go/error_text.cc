#include "go/error_text.h"

#include "base/ascii.h"
#include "go/unicode.h"

namespace pkgrepo::go {
namespace {

// Around text in which brackets mean nothing.
constexpr std::string_view kRawOpening = "...|", kRawClosing = "|...";
constexpr char kRaw = '|';

char ClosingOf(char open) { return open == '(' ? ')' : open == '[' ? ']' : '}'; }

// Splits one line, from the front.
class ChainFormatter {
 public:
  explicit ChainFormatter(std::string_view line) : line_(line) {}

  std::string Run() {
    while (at_ < line_.size() && !is_cut_) Step();
    return std::move(text_);
  }

 private:
  void Step() {
    const char c = line_[at_];
    if (!InRaw() && (c == '(' || c == '[' || c == '{')) {
      due_ += ClosingOf(c);
      TakeCharacter();
    } else if (!InRaw() && (c == ')' || c == ']' || c == '}')) {
      ++at_;
      Close();
    } else {
      const bool opens =
          line_.substr(at_).starts_with(kRawOpening) && at_ + kRawOpening.size() < line_.size();
      const bool closes = !opens && line_.substr(0, at_ + 1).ends_with(kRawClosing);
      if (opens) due_ += kRaw;
      const bool splits = Splits();
      TakeCharacter();
      if (closes) Close();
      if (splits) NextLevel();
    }
  }

  bool InRaw() const { return due_.ends_with(kRaw); }

  // Whatever closes ends the innermost bracket, and is printed as its counterpart.
  void Close() {
    is_cut_ = due_.empty();
    if (is_cut_) return;
    if (!InRaw()) text_ += due_.back();
    due_.pop_back();
  }

  void TakeCharacter() {
    size_t length = 0;
    AppendRune(text_, DecodeRune(line_.substr(at_), length));
    at_ += length;
  }

  // Whether a level ends here, ahead of ": A".
  bool Splits() const {
    return due_.empty() && line_.substr(at_).starts_with(": ") && at_ + 2 < line_.size() &&
           IsUpperLetter(line_[at_ + 2]);
  }

  void NextLevel() {
    ++at_;  // the blank
    ++depth_;
    text_ += '\n' + std::string(depth_ * 2, ' ');
  }

  std::string_view line_;
  size_t at_ = 0;
  std::string text_;
  std::string due_;  // the closing brackets that are due, innermost last
  size_t depth_ = 0;
  bool is_cut_ = false;
};

}  // namespace

std::string FormatErrorChain(std::string_view message) {
  const size_t line_end = std::min(message.find('\n'), message.size());
  return ChainFormatter(message.substr(0, line_end)).Run().append(message.substr(line_end));
}

}  // namespace pkgrepo::go
