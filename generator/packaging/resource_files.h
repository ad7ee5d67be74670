// Files with resources of kapp-controller, its PackageInstalls and Apps among them, checked as a cluster would check them.

#ifndef PKGREPO_PACKAGING_RESOURCE_FILES_H_
#define PKGREPO_PACKAGING_RESOURCE_FILES_H_

#include <string>

namespace pkgrepo::packaging {

// Checks each document of the file that is one of kapp-controller's resources, of present or early forms, names included.
// Returns how many there were; other documents are passed over. Throws Error with file and line.
int CheckResourceFile(const std::string& file, const std::string& text);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_RESOURCE_FILES_H_
