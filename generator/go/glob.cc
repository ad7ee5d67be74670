#include "go/glob.h"

#include <string>
#include <vector>

#include "base/error.h"

namespace pkgrepo::go {
namespace {

// Alternatives multiply, so a short pattern can ask for any amount of work.
constexpr int kMaxSteps = 1'000'000;

[[noreturn]] void ThrowMalformed() { throw Error("syntax error in pattern"); }

// The length of the UTF-8 character that `text` begins with; a stray byte counts as one.
size_t CharacterSize(std::string_view text) {
  unsigned char lead = static_cast<unsigned char>(text[0]);
  size_t size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return std::min(size, text.size());
}

std::string_view TakeCharacter(std::string_view& text) {
  std::string_view character = text.substr(0, CharacterSize(text));
  text.remove_prefix(character.size());
  return character;
}

// The character after a backslash that was just taken.
std::string_view TakeEscaped(std::string_view& pattern) {
  if (pattern.empty()) ThrowMalformed();
  return TakeCharacter(pattern);
}

// Where the first `wanted` without a backslash ahead of it is; npos if there is none.
size_t FindUnescaped(std::string_view text, char wanted) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == wanted) {
      return i;
    }
  }
  return text.npos;
}

std::string_view TakeClassCharacter(std::string_view& pattern) {
  if (pattern.empty() || pattern[0] == '-' || pattern[0] == ']') ThrowMalformed();
  std::string_view character = TakeCharacter(pattern);
  return character == "\\" ? TakeEscaped(pattern) : character;
}

// Whether `character` is in the class whose '[' was just taken; takes the rest of the class. UTF-8 sorts as
// its characters do, so ranges compare bytes.
bool TakeClass(std::string_view& pattern, std::string_view character) {
  if (pattern.empty()) ThrowMalformed();
  bool negated = pattern[0] == '^';
  if (negated) pattern.remove_prefix(1);
  bool found = false;
  for (bool first = true; first || pattern.empty() || pattern[0] != ']'; first = false) {
    std::string_view low = TakeClassCharacter(pattern), high = low;
    if (!pattern.empty() && pattern[0] == '-') {
      pattern.remove_prefix(1);
      high = TakeClassCharacter(pattern);
    }
    if (low <= character && character <= high) found = true;
    if (pattern.empty()) ThrowMalformed();
  }
  pattern.remove_prefix(1);
  return found != negated;
}

// The alternatives of the group whose '{' was just taken; takes the rest of the group.
std::vector<std::string_view> TakeAlternatives(std::string_view& pattern) {
  std::vector<std::string_view> alternatives;
  size_t begin = 0;
  int depth = 1;
  for (size_t i = 0; i < pattern.size(); ++i) {
    char c = pattern[i];
    if (c == '\\') ++i;
    if (c == '{') ++depth;
    if (c == '}') --depth;
    if (depth == 0 || (c == ',' && depth == 1)) {
      alternatives.push_back(pattern.substr(begin, i - begin));
      begin = i + 1;
    }
    if (depth == 0) {
      pattern.remove_prefix(i + 1);
      return alternatives;
    }
  }
  ThrowMalformed();
}

class Matcher {
 public:
  bool Match(std::string_view pattern, std::string_view path) {
    CountStep();
    size_t slash = FindUnescaped(pattern, '/');
    if (pattern.substr(0, slash) == "**") {
      if (slash == pattern.npos) return true;
      return MatchAnyDepth(pattern.substr(slash + 1), path);
    }
    slash = path.find('/');
    std::vector<std::string> rests = MatchName(pattern, path.substr(0, slash));
    if (rests.empty()) return false;
    if (slash == path.npos) {
      for (const std::string& rest : rests) {
        if (!rest.empty()) return false;
      }
      return true;
    }
    for (const std::string& rest : rests) {
      if (Match(rest, path.substr(slash + 1))) return true;
    }
    return false;
  }

 private:
  void CountStep() {
    if (++steps_ > kMaxSteps) throw Error("pattern needs too many steps to match");
  }

  bool MatchAnyDepth(std::string_view pattern, std::string_view path) {
    while (true) {
      if (Match(pattern, path)) return true;
      size_t slash = path.find('/');
      if (slash == path.npos) return false;
      path.remove_prefix(slash + 1);
    }
  }

  // Matches one name of the path. Returns what is left of the pattern after the slash, one for each way of
  // matching; none if there is no way.
  std::vector<std::string> MatchName(std::string_view pattern, std::string_view name) {
    CountStep();
    while (!pattern.empty() && !name.empty()) {
      std::string_view wanted = TakeCharacter(pattern);
      if (wanted == "/") return {};
      if (wanted == "*") return MatchStar(pattern, name);
      if (wanted == "{") return MatchAlternatives(pattern, name);
      std::string_view character = TakeCharacter(name);
      if (wanted == "?") continue;
      if (wanted == "[") {
        if (!TakeClass(pattern, character)) return {};
        continue;
      }
      if (wanted == "\\") wanted = TakeEscaped(pattern);
      if (wanted != character) return {};
    }
    if (!name.empty()) return {};
    if (pattern.empty()) return {""};
    if (pattern[0] == '/') return {std::string(pattern.substr(1))};
    return MatchEmpty(pattern);
  }

  // The name goes on after a star, with at least one character.
  std::vector<std::string> MatchStar(std::string_view pattern, std::string_view name) {
    if (pattern.empty()) return {""};
    if (pattern[0] == '/') return {std::string(pattern.substr(1))};
    for (; !name.empty(); TakeCharacter(name)) {
      std::vector<std::string> rests = MatchName(pattern, name);
      if (!rests.empty()) return rests;
    }
    return {};
  }

  std::vector<std::string> MatchAlternatives(std::string_view pattern, std::string_view name) {
    std::vector<std::string> rests;
    for (std::string_view alternative : TakeAlternatives(pattern)) {
      for (std::string& rest : MatchName(std::string(alternative) + std::string(pattern), name)) {
        rests.push_back(std::move(rest));
      }
    }
    return rests;
  }

  // The name has ended: stars and groups may still stand for nothing.
  std::vector<std::string> MatchEmpty(std::string_view pattern) {
    CountStep();
    if (pattern.empty()) return {""};
    if (pattern[0] == '/') return {std::string(pattern.substr(1))};
    if (pattern[0] == '*') return MatchEmpty(pattern.substr(1));
    if (pattern[0] != '{') return {};
    pattern.remove_prefix(1);
    std::vector<std::string> rests;
    for (std::string_view alternative : TakeAlternatives(pattern)) {
      for (std::string& rest : MatchEmpty(std::string(alternative) + std::string(pattern))) {
        rests.push_back(std::move(rest));
      }
    }
    return rests;
  }

  int steps_ = 0;
};

}  // namespace

bool MatchGlob(std::string_view pattern, std::string_view path) { return Matcher().Match(pattern, path); }

}  // namespace pkgrepo::go
