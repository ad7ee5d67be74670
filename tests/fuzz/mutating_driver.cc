// Runs a fuzzer where libFuzzer is not at hand: every file of the seed folders as it is, then a fixed number of mutated
// copies, with words of a dictionary put in if there is one. The mutations come from a fixed sequence, so a failure repeats.

#include <cctype>
#include <cstdint>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"
#include "base/strings.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace pkgrepo {
namespace {

constexpr int kMutations = 2000;

void Try(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

class Mutator {
 public:
  Mutator(const std::vector<std::string>& seeds, const std::vector<std::string>& words)
      : seeds_(seeds), words_(words) {}

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
  std::mt19937 random_{20210417};
};

int Run(const std::vector<std::string>& arguments) {
  constexpr std::string_view kDictionary = "-dict=";
  const RealFileSystem files;
  std::vector<std::string> seeds, words;
  for (const std::string& argument : arguments) {
    if (argument.starts_with(kDictionary)) {
      const std::string dictionary = files.ReadFile(argument.substr(kDictionary.size()));
      for (std::string_view line : SplitLines(dictionary))
        words.emplace_back(line.substr(1, line.size() - 2));
      continue;
    }
    for (const FileSystem::Entry& entry : files.Walk(argument)) {
      if (entry.info.is_file()) seeds.push_back(files.ReadFile(JoinPath(argument, entry.path)));
    }
  }
  if (seeds.empty()) throw Error("no seeds");
  for (const std::string& seed : seeds) Try(seed);
  Mutator mutator(seeds, words);
  for (int i = 0; i < kMutations; ++i) Try(mutator.Next());
  std::printf("%zu seeds, %zu words and %d mutations\n", seeds.size(), words.size(), kMutations);
  return 0;
}

}  // namespace
}  // namespace pkgrepo

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: fuzz_NAME SEED_FOLDER... [-dict=FILE]\n", stderr);
    return 2;
  }
  try {
    return pkgrepo::Run({argv + 1, argv + argc});
  } catch (const pkgrepo::Error& error) {
    std::fputs(error.Render().c_str(), stderr);
    return 1;
  }
}
