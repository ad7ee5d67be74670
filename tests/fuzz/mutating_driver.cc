// Runs a fuzzer where libFuzzer is not at hand: every file of the seed folder as it is, then a fixed number of mutated
// copies. The mutations come from a fixed sequence, so a failure repeats.

#include <cstdint>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/file_system.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace pkgrepo {
namespace {

constexpr int kMutations = 2000;

void Try(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

class Mutator {
 public:
  explicit Mutator(const std::vector<std::string>& seeds) : seeds_(seeds) {}

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
    switch (Below(5)) {
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
      default:  // a part of another seed
        input.insert(at, other.substr(Below(other.size() + 1), Below(64)));
    }
  }

  const std::vector<std::string>& seeds_;
  std::mt19937 random_{20210417};
};

int Run(const std::string& directory) {
  const RealFileSystem files;
  std::vector<std::string> seeds;
  for (const FileSystem::Entry& entry : files.Walk(directory)) {
    if (entry.info.is_file()) seeds.push_back(files.ReadFile(JoinPath(directory, entry.path)));
  }
  if (seeds.empty()) throw Error("no seeds in '" + directory + "'");
  for (const std::string& seed : seeds) Try(seed);
  Mutator mutator(seeds);
  for (int i = 0; i < kMutations; ++i) Try(mutator.Next());
  std::printf("%zu seeds and %d mutations\n", seeds.size(), kMutations);
  return 0;
}

}  // namespace
}  // namespace pkgrepo

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: fuzz_NAME SEED_FOLDER\n", stderr);
    return 2;
  }
  try {
    return pkgrepo::Run(argv[1]);
  } catch (const pkgrepo::Error& error) {
    std::fputs(error.Render().c_str(), stderr);
    return 1;
  }
}
