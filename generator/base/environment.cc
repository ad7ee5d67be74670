#include "base/environment.h"

#include <unistd.h>

namespace pkgrepo {

namespace {

std::vector<std::string>& Words() {
  static std::vector<std::string>& words = *new std::vector<std::string>;
  return words;
}

}  // namespace

std::map<std::string, std::string> ReadEnvironment() {
  std::map<std::string, std::string> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const size_t equals = text.find('=');
    if (equals != std::string::npos) variables[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return variables;
}

void SetProgramWords(std::vector<std::string> words) { Words() = std::move(words); }

const std::vector<std::string>& ProgramWords() { return Words(); }

}  // namespace pkgrepo
