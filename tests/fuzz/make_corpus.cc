// Makes what the fuzzers of templates begin with, from what is there anyway, so that it cannot go stale.
//
//   make_corpus OUTPUT SOURCE_FOLDER... -- CASE_FOLDER...
//
// OUTPUT/words.dict gets every string in the sources that is a name (of builtins, methods, modules, annotations, keywords),
// in libFuzzer's form. OUTPUT/template gets the files of all cases, OUTPUT/starlark their Starlark files and the code of their
// templates, OUTPUT/overlay those that stand behind each other in a case, as pairs.

#include <algorithm>
#include <cstdio>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "base/strings.h"

namespace pkgrepo {
namespace {

bool IsWordCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_/-.@:").find(c) != std::string_view::npos;
}

void CollectWords(std::string_view source, std::set<std::string>& words) {
  constexpr size_t kLongest = 40;
  for (std::string_view line : SplitLines(source)) {
    if (line.starts_with("#include")) continue;
    for (size_t quote = line.find('"'); quote != std::string_view::npos; quote = line.find('"', quote + 1)) {
      const std::string_view rest = line.substr(quote + 1);
      const size_t size =
          static_cast<size_t>(std::find_if_not(rest.begin(), rest.end(), IsWordCharacter) - rest.begin());
      if (size < 2 || size > kLongest || size == rest.size() || rest[size] != '"') continue;
      words.insert(std::string(rest.substr(0, size)));
    }
  }
}

// The code of a template: what follows "#@" in its lines.
std::string CodeOf(std::string_view text) {
  std::string code;
  for (std::string_view line : SplitLines(text)) {
    const size_t mark = line.find("#@ ");
    if (mark != std::string_view::npos) code.append(line.substr(mark + 3)).append("\n");
  }
  return code;
}

class Corpus {
 public:
  explicit Corpus(std::string output) : output_(std::move(output)) {}

  void AddCase(const std::string& text) {
    std::string name, content, previous;
    const auto finish = [&] {
      if (name.ends_with(".star")) Write("starlark", content);
      if (name.ends_with(".yml") || name.ends_with(".yaml")) {
        Write("template", content);
        Write("starlark", CodeOf(content));
        if (!previous.empty()) Write("overlay", previous + "\n===\n" + content);
        previous = content;
      } else if (name.ends_with(".txt")) {
        Write("template", content);
      }
    };
    for (std::string_view line : SplitLines(text)) {
      if (line.starts_with("-- ") && line.ends_with(" --")) {
        finish();
        name = line.substr(3, line.size() - 6);
        content.clear();
      } else {
        content.append(line).append("\n");
      }
    }
    finish();
  }

  void Write(const std::string& folder, const std::string& content) {
    if (content.empty()) return;
    files_.WriteFile(JoinPath(output_, folder + "/" + std::to_string(++count_)), content);
  }

 private:
  RealFileSystem files_;
  std::string output_;
  size_t count_ = 0;
};

void Run(const std::vector<std::string>& words) {
  RealFileSystem files;
  const auto split = std::find(words.begin(), words.end(), "--");
  if (words.empty() || split == words.end())
    throw Error("usage: make_corpus OUTPUT SOURCE_FOLDER... -- CASE_FOLDER...");
  const auto walk = [&](const std::string& folder, auto take) {
    for (const FileSystem::Entry& entry : files.Walk(folder)) {
      if (entry.info.is_file()) take(entry.path, files.ReadFile(JoinPath(folder, entry.path)));
    }
  };
  std::set<std::string> names;
  for (auto folder = words.begin() + 1; folder != split; ++folder) {
    walk(*folder, [&](std::string_view, const std::string& text) { CollectWords(text, names); });
  }
  std::string dictionary;
  for (const std::string& name : names) dictionary += '"' + name + "\"\n";
  files.WriteFile(JoinPath(words[0], "words.dict"), dictionary);
  Corpus corpus(words[0]);
  for (auto folder = split + 1; folder != words.end(); ++folder) {
    walk(*folder, [&](std::string_view path, const std::string& text) {
      // What exhausts memory does so without a budget here.
      const bool is_case = path.ends_with(".case") || path.ends_with(".txtar");
      if (is_case && !path.ends_with("memory-limit.case")) corpus.AddCase(text);
    });
  }
}

}  // namespace
}  // namespace pkgrepo

int main(int argc, char** argv) {
  try {
    pkgrepo::Run({argv + 1, argv + argc});
    return 0;
  } catch (const pkgrepo::Error& error) {
    std::fputs(error.Render().c_str(), stderr);
    return 1;
  }
}
