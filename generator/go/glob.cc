#include "go/glob.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"

namespace pkgrepo::go {
namespace {

// Alternatives multiply, so a short pattern can ask for any amount of work.
constexpr int kMaxSteps = 1'000'000;

struct MalformedPattern : Error {
  MalformedPattern() : Error("syntax error in pattern") {}
};

[[noreturn]] void ThrowMalformed() { throw MalformedPattern(); }

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

// Where the first `wanted` without a backslash right ahead of it is; npos if there is none.
size_t FindUnescaped(std::string_view text, char wanted) {
  for (size_t from = 0;;) {
    const size_t at = text.find(wanted, from);
    if (at == text.npos || at == from || text[at - 1] != '\\') return at;
    from = at + 1;
  }
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
    const Rests rests = MatchName(pattern, path.substr(0, slash));
    if (!rests) return false;
    if (slash == path.npos) return rests->empty();
    for (const std::string& rest : *rests) {
      if (Match(rest, path.substr(slash + 1))) return true;
    }
    return false;
  }

 private:
  // Of a pattern that matches a name, what is left of it after the slash, one for each way of matching; none if the
  // pattern ends with the name. nullopt if it does not match.
  using Rests = std::optional<std::vector<std::string>>;

  void CountStep() {
    if (++steps_ > kMaxSteps) throw Error("pattern needs too many steps to match");
  }

  // What is malformed in `pattern` does not match, here alone.
  bool MatchAnyDepth(std::string_view pattern, std::string_view path) {
    while (true) {
      try {
        if (Match(pattern, path)) return true;
      } catch (const MalformedPattern&) {
      }
      size_t slash = path.find('/');
      if (slash == path.npos) return false;
      path.remove_prefix(slash + 1);
    }
  }

  Rests MatchName(std::string_view pattern, std::string_view name) {
    CountStep();
    while (!pattern.empty() && !name.empty()) {
      std::string_view wanted = TakeCharacter(pattern);
      if (wanted == "/") return std::nullopt;
      if (wanted == "*") return MatchStar(pattern, name);
      if (wanted == "{") return MatchAlternatives(pattern, name);
      std::string_view character = TakeCharacter(name);
      if (wanted == "?") continue;
      if (wanted == "[") {
        if (!TakeClass(pattern, character)) return std::nullopt;
        continue;
      }
      if (wanted == "\\") wanted = TakeEscaped(pattern);
      if (wanted != character) return std::nullopt;
    }
    if (!name.empty()) return std::nullopt;
    const size_t slash = FindUnescaped(pattern, '/');
    if (!pattern.empty() && !MatchesNothing(pattern.substr(0, slash))) return std::nullopt;
    return RestsFrom(pattern, slash);
  }

  // The name goes on after a star, with at least one character.
  Rests MatchStar(std::string_view pattern, std::string_view name) {
    if (pattern.empty()) return RestsFrom(pattern, pattern.npos);
    if (pattern[0] == '/') return RestsFrom(pattern, 0);
    for (; !name.empty(); TakeCharacter(name)) {
      if (Rests rests = MatchName(pattern, name)) return rests;
    }
    return std::nullopt;
  }

  Rests MatchAlternatives(std::string_view pattern, std::string_view name) {
    Rests all;
    for (std::string_view alternative : TakeAlternatives(pattern)) {
      Rests rests = MatchName(std::string(alternative) + std::string(pattern), name);
      if (!rests) continue;
      if (!all) all.emplace();
      for (std::string& rest : *rests) all->push_back(std::move(rest));
    }
    return all;
  }

  // The name has ended: whether a star, or groups with an alternative that does, may stand for nothing.
  bool MatchesNothing(std::string_view pattern) {
    CountStep();
    if (pattern.empty() || pattern == "*" || pattern == "**") return true;
    if (pattern[0] != '{') return false;
    pattern.remove_prefix(1);
    const std::vector<std::string_view> alternatives = TakeAlternatives(pattern);
    if (!MatchesNothing(pattern)) return false;
    return std::any_of(alternatives.begin(), alternatives.end(),
                       [this](std::string_view alternative) { return MatchesNothing(alternative); });
  }

  static Rests RestsFrom(std::string_view pattern, size_t slash) {
    if (slash == pattern.npos) return std::vector<std::string>();
    return std::vector<std::string>{std::string(pattern.substr(slash + 1))};
  }

  int steps_ = 0;
};

}  // namespace

bool MatchGlob(std::string_view pattern, std::string_view path) { return Matcher().Match(pattern, path); }

}  // namespace pkgrepo::go
