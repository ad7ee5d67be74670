// What the process was started with: its environment and its command line.

#ifndef PKGREPO_BASE_ENVIRONMENT_H_
#define PKGREPO_BASE_ENVIRONMENT_H_

#include <map>
#include <string>
#include <vector>

namespace pkgrepo {

// All of them as name to value.
std::map<std::string, std::string> ReadEnvironment();

// The words of the command line as main() has set them, once, before there are threads; none in a test.
void SetProgramWords(std::vector<std::string> words);
const std::vector<std::string>& ProgramWords();

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_ENVIRONMENT_H_
