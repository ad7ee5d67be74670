// The variables of the process's environment.

#ifndef PKGREPO_BASE_ENVIRONMENT_H_
#define PKGREPO_BASE_ENVIRONMENT_H_

#include <map>
#include <string>

namespace pkgrepo {

// All of them as name to value.
std::map<std::string, std::string> ReadEnvironment();

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_ENVIRONMENT_H_
