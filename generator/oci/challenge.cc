#include "oci/challenge.h"

#include "base/strings.h"

namespace pkgrepo::oci {
namespace {

// `key="value"` or `key=value` at the front of `text`, which is shortened by it and the comma behind.
std::optional<std::pair<std::string, std::string>> TakeParameter(std::string_view& text) {
  const size_t equals = text.find('=');
  if (equals == std::string_view::npos) return std::nullopt;
  const std::string key = ToLower(Trim(text.substr(0, equals)));
  text.remove_prefix(equals + 1);
  std::string value;
  if (text.starts_with('"')) {
    size_t i = 1;
    for (; i < text.size() && text[i] != '"'; ++i) {
      if (text[i] == '\\' && i + 1 < text.size()) ++i;
      value += text[i];
    }
    text.remove_prefix(std::min(i + 1, text.size()));
  } else {
    const size_t end = std::min(text.find(','), text.size());
    value = Trim(text.substr(0, end));
    text.remove_prefix(end);
  }
  const size_t comma = text.find(',');
  text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
  return std::pair{key, value};
}

std::optional<Challenge> ParseChallenge(std::string_view text) {
  text = Trim(text);
  const size_t space = std::min(text.find(' '), text.size());
  const std::string scheme = ToLower(text.substr(0, space));
  if (scheme == "basic") return Challenge{};
  if (scheme != "bearer") return std::nullopt;
  Challenge challenge;
  challenge.scheme = Challenge::Scheme::kBearer;
  text.remove_prefix(space);
  while (const auto parameter = TakeParameter(text)) {
    if (parameter->first == "realm") challenge.realm = parameter->second;
    if (parameter->first == "service") challenge.service = parameter->second;
    if (parameter->first == "scope") challenge.scope = parameter->second;
  }
  return challenge;
}

}  // namespace

std::optional<Challenge> ParseChallenges(const std::vector<std::string>& values) {
  std::optional<Challenge> best;
  for (const std::string& value : values) {
    const std::optional<Challenge> challenge = ParseChallenge(value);
    if (challenge && (!best || challenge->scheme == Challenge::Scheme::kBearer)) best = challenge;
  }
  return best;
}

}  // namespace pkgrepo::oci
