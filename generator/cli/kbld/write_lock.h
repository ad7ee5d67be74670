// Writing the locks of kbld's commands.

#ifndef PKGREPO_CLI_KBLD_WRITE_LOCK_H_
#define PKGREPO_CLI_KBLD_WRITE_LOCK_H_

#include <string>

namespace pkgrepo::cli {

// Writes a lock that only its owner may read. Throws Error, headed by `doing`, if its folder is not there.
void WriteKbldLock(const std::string& path, const std::string& text, const std::string& doing);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_KBLD_WRITE_LOCK_H_
