#include "packaging/ignore_rules.h"

#include "base/error.h"
#include "base/file_system.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "go/glob.h"

namespace pkgrepo::packaging {
namespace {

constexpr std::string_view kDefaults =
    ".git\n.hg\n.svn\n.bzr\n"
    ".vendir-tmp*\n.*.tmp\n"
    "*~\n\\#*#\n.#*\n.*.sw[a-p]\n.*.kate-swp\n"
    ".DS_Store\n._*\nThumbs.db\n.nfs*\n"
    "/.imgpkgignore\n/published.lock.yml\n";

// Without blanks at the end that no backslash keeps.
std::string_view TrimEnd(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  while (line.ends_with(' ') && !line.ends_with("\\ ")) line.remove_suffix(1);
  return line;
}

// gitignore's pattern in the syntax of go/glob.h: braces are plain there, and classes are turned by '!'.
std::string ToGlob(std::string_view pattern) {
  std::string glob;
  for (size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\' && i + 1 < pattern.size()) {
      glob += c;
      glob += pattern[++i];
    } else if (c == '{' || c == '}') {
      glob += '\\';
      glob += c;
    } else if (c == '[' && i + 1 < pattern.size() && pattern[i + 1] == '!') {
      glob += "[^";
      ++i;
    } else {
      glob += c;
    }
  }
  return glob;
}

constexpr std::string_view kSpecial = "*?[{\\/";

char FirstOf(std::string_view glob) { return kSpecial.find(glob[0]) == std::string_view::npos ? glob[0] : '\0'; }

// 0 also where brackets or a backslash may give the last character another meaning.
char LastOf(std::string_view glob) {
  const bool is_plain = glob.find_first_of("[]{}\\") == std::string_view::npos;
  return is_plain && kSpecial.find(glob.back()) == std::string_view::npos ? glob.back() : '\0';
}

}  // namespace

IgnoreRules::IgnoreRules() { Add("", kDefaults); }

void IgnoreRules::Add(const std::string& file, std::string_view text) {
  int line = 0;
  for (std::string_view pattern : SplitLines(text)) {
    ++line;
    if (!IsValidUtf8(pattern)) throw Error("the pattern is not valid UTF-8").At({.file = file, .line = line});
    pattern = TrimEnd(pattern);
    if (!pattern.empty() && !pattern.starts_with('#')) AddPattern(pattern, {.file = file, .line = line});
  }
}

void IgnoreRules::AddPattern(std::string_view pattern, Position position) {
  Rule rule{.position = std::move(position)};
  rule.takes_back = pattern.starts_with('!');
  if (rule.takes_back) pattern.remove_prefix(1);
  rule.of_directories = pattern.ends_with('/');
  if (rule.of_directories) pattern.remove_suffix(1);
  rule.of_name = pattern.find('/') == std::string_view::npos;
  if (pattern.starts_with('/')) pattern.remove_prefix(1);
  rule.glob = ToGlob(pattern);
  depends_on_type_ = depends_on_type_ || rule.of_directories;
  if (rule.glob.empty()) return;
  rule.first = FirstOf(rule.glob);
  rule.last = LastOf(rule.glob);
  rules_.push_back(std::move(rule));
}

bool IgnoreRules::Ignores(std::string_view path, bool is_directory) const {
  for (size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/', slash + 1)) {
    if (IgnoresItself(path.substr(0, slash), true)) return true;
  }
  return IgnoresItself(path, is_directory);
}

// The last rule that matches decides.
bool IgnoreRules::IgnoresItself(std::string_view path, bool is_directory) const {
  const std::string_view name = BaseName(path);
  for (auto rule = rules_.rbegin(); rule != rules_.rend(); ++rule) {
    if (rule->of_directories && !is_directory) continue;
    const std::string_view text = rule->of_name ? name : path;
    if (rule->first != 0 && !text.starts_with(rule->first)) continue;
    if (rule->last != 0 && !text.ends_with(rule->last)) continue;
    try {
      if (go::MatchGlob(rule->glob, text)) return !rule->takes_back;
    } catch (Error& error) {
      throw error.At(rule->position);
    }
  }
  return false;
}

}  // namespace pkgrepo::packaging
