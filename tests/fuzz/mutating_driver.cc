// Runs a fuzzer where libFuzzer is not at hand: every file of the seed folders as it is, then a fixed number of mutated
// copies, with words of a dictionary put in if there is one. The mutations come from a fixed sequence, so a failure repeats;
// -runs=NUMBER asks for more of them, -seed=NUMBER for another sequence, and -artifact=FILE keeps the input that is tried.

#include <cctype>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "base/strings.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace pkgrepo {
namespace {

struct Options {
  std::vector<std::string> folders;
  std::string dictionary;
  std::string artifact;
  unsigned long runs = 2000;
  unsigned long seed = 20210417;
};

// What stands behind `name` in an argument such as -runs=5; nullopt if it is another one.
std::optional<std::string> ValueOf(const std::string& argument, std::string_view name) {
  if (!argument.starts_with(name)) return std::nullopt;
  return argument.substr(name.size());
}

unsigned long ParseNumber(const std::string& text) {
  unsigned long number = 0;
  const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (code != std::errc() || end != text.data() + text.size()) throw Error("'" + text + "' is not a number");
  return number;
}

Options ParseOptions(const std::vector<std::string>& arguments) {
  Options options;
  for (const std::string& argument : arguments) {
    if (const auto dictionary = ValueOf(argument, "-dict=")) {
      options.dictionary = *dictionary;
    } else if (const auto artifact = ValueOf(argument, "-artifact=")) {
      options.artifact = *artifact;
    } else if (const auto runs = ValueOf(argument, "-runs=")) {
      options.runs = ParseNumber(*runs);
    } else if (const auto seed = ValueOf(argument, "-seed=")) {
      options.seed = ParseNumber(*seed);
    } else {
      options.folders.push_back(argument);
    }
  }
  return options;
}

void Try(const std::string& input, const std::string& artifact) {
  if (!artifact.empty()) RealFileSystem().WriteFile(artifact, input);
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

class Mutator {
 public:
  Mutator(const std::vector<std::string>& seeds, const std::vector<std::string>& words, unsigned long seed)
      : seeds_(seeds), words_(words), random_(seed) {}

  std::string Next() {
    std::string input = seeds_[Below(seeds_.size())];
    for (size_t edits = 1 + Below(6); edits > 0; --edits) Edit(input);
    return input;
  }

 private:
  size_t Below(size_t limit) { return random_() % limit; }

  void Edit(std::string& input) {
    const size_t at = Below(input.size() + 1);
    const std::string& other = seeds_[Below(seeds_.size())];
    switch (Below(words_.empty() ? 5 : 7)) {
      case 0:  // one byte changed
        if (at < input.size()) input[at] = static_cast<char>(random_());
        break;
      case 1:  // a part removed
        input.erase(at, Below(16));
        break;
      case 2:  // a byte that means something to a parser
        input.insert(at, 1, " \n:-#@&*!|>{}[]()'\",=%0x\t"[Below(25)]);
        break;
      case 3:  // a part doubled
        input.insert(at, input.substr(at, Below(64)));
        break;
      case 4:  // a part of another seed
        input.insert(at, other.substr(Below(other.size() + 1), Below(64)));
        break;
      case 5:
        input.insert(at, words_[Below(words_.size())]);
        break;
      default:
        ReplaceWord(input, at);
    }
  }

  // Puts a word of the dictionary in the place of the one at or behind `at`.
  void ReplaceWord(std::string& input, size_t at) {
    const auto is_letter = [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
    };
    while (at < input.size() && !is_letter(input[at])) ++at;
    size_t end = at;
    while (end < input.size() && is_letter(input[end])) ++end;
    while (at > 0 && is_letter(input[at - 1])) --at;
    input.replace(at, end - at, words_[Below(words_.size())]);
  }

  const std::vector<std::string>& seeds_;
  const std::vector<std::string>& words_;
  std::mt19937_64 random_;
};

int Run(const Options& options) {
  const RealFileSystem files;
  std::vector<std::string> seeds, words;
  if (!options.dictionary.empty()) {
    const std::string dictionary = files.ReadFile(options.dictionary);
    for (std::string_view line : SplitLines(dictionary)) words.emplace_back(line.substr(1, line.size() - 2));
  }
  for (const std::string& folder : options.folders) {
    for (const FileSystem::Entry& entry : files.Walk(folder)) {
      if (entry.info.is_file()) seeds.push_back(files.ReadFile(JoinPath(folder, entry.path)));
    }
  }
  if (seeds.empty()) throw Error("no seeds");
  for (const std::string& seed : seeds) Try(seed, options.artifact);
  Mutator mutator(seeds, words, options.seed);
  for (unsigned long i = 0; i < options.runs; ++i) Try(mutator.Next(), options.artifact);
  std::printf("%zu seeds, %zu words and %lu mutations\n", seeds.size(), words.size(), options.runs);
  return 0;
}

}  // namespace
}  // namespace pkgrepo

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs(
        "usage: fuzz_NAME SEED_FOLDER... [-dict=FILE] [-runs=NUMBER] [-seed=NUMBER] [-artifact=FILE]\n",
        stderr);
    return 2;
  }
  try {
    return pkgrepo::Run(pkgrepo::ParseOptions({argv + 1, argv + argc}));
  } catch (const pkgrepo::Error& error) {
    std::fputs(error.Render().c_str(), stderr);
    return 1;
  }
}
