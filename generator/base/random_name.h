// Names that nobody else chooses, for files on the way to their places.

#ifndef PKGREPO_BASE_RANDOM_NAME_H_
#define PKGREPO_BASE_RANDOM_NAME_H_

#include <string>

namespace pkgrepo {

// 16 lower-case hexadecimal digits from the system's source of random numbers. Not made of the process's id: containers
// that share a folder have equal ones, and a file that a killed process has left would be in the way of the next. Throws
// Error where the system gives none.
std::string RandomName();

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_RANDOM_NAME_H_
