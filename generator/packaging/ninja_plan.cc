#include "packaging/ninja_plan.h"

#include <optional>
#include <utility>

#include "base/strings.h"

namespace pkgrepo::packaging {
namespace {

using Kind = NinjaReason::Kind;

constexpr std::string_view kHead = "ninja explain: ";

// What stands between `head` and `tail`, if `line` is of this form. Neither is empty.
std::optional<std::string_view> Between(std::string_view line, std::string_view head, std::string_view tail) {
  if (!line.starts_with(head)) return std::nullopt;
  line.remove_prefix(head.size());
  if (!line.ends_with(tail)) return std::nullopt;
  return line.substr(0, line.size() - tail.size());
}

// "OUTPUT older than most recent input INPUT (TIME vs TIME)"
std::optional<std::pair<std::string_view, std::string_view>> ParseOlder(std::string_view line) {
  for (const std::string_view head : {"restat of output ", "recorded mtime of ", "output "}) {
    if (!line.starts_with(head)) continue;
    line.remove_prefix(head.size());
    break;
  }
  constexpr std::string_view kWords = " older than most recent input ";
  const size_t words = line.find(kWords);
  const size_t times = line.rfind(" (");
  if (words == std::string_view::npos || times == std::string_view::npos || times < words + kWords.size()) {
    return std::nullopt;
  }
  const size_t input = words + kWords.size();
  return std::pair(line.substr(0, words), line.substr(input, times - input));
}

}  // namespace

NinjaPlan ParseExplanations(std::string_view text) {
  NinjaPlan plan;
  const auto note = [&](std::string_view output, Kind kind, std::string_view input = "") {
    plan.outputs.emplace(output);
    plan.reasons.try_emplace(std::string(output), NinjaReason{.kind = kind, .input = std::string(input)});
  };
  for (std::string_view line : SplitLines(text)) {
    if (!line.starts_with(kHead)) continue;
    line.remove_prefix(kHead.size());
    if (const auto older = ParseOlder(line)) {
      note(older->first, Kind::kOlder, older->second);
    } else if (const auto missing = Between(line, "output ", " doesn't exist")) {
      if (!missing->ends_with(" of phony edge with no inputs")) note(*missing, Kind::kMissing);
    } else if (line.starts_with("command line changed for ") ||
               line.starts_with("command line not found in log for ")) {
      note(line.substr(line.find(" for ") + 5), Kind::kCommand);
    } else if (const auto unread = Between(line, "depfile '", ".d' is missing")) {
      note(*unread, Kind::kDepfile);
    } else if (const auto forgotten = Between(line, "deps for '", "' are missing")) {
      note(*forgotten, Kind::kDepfile);
    } else if (line.ends_with(" is dirty")) {
      plan.outputs.emplace(line.substr(0, line.rfind(" is dirty")));
    }
  }
  return plan;
}

}  // namespace pkgrepo::packaging
