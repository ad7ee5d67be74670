// How much of a cluster's memory and of its etcd packages take.

#ifndef PKGREPO_PACKAGING_RESOURCE_SIZE_H_
#define PKGREPO_PACKAGING_RESOURCE_SIZE_H_

#include <cstdint>
#include <string>

namespace pkgrepo::packaging {

// In bytes, what etcd takes in one request unless it is told otherwise (--max-request-bytes).
// https://etcd.io/docs/v3.5/dev-guide/limits/
inline constexpr uint64_t kEtcdRequestLimit = 3 * 512 * 1024;

// "912 B", "1.5 KiB", "12.0 MiB".
std::string FormatSize(uint64_t bytes);

// Of the resource in this YAML, in bytes, as a cluster keeps it: compact JSON. Throws Error if it is none.
uint64_t SizeInCluster(const std::string& file, const std::string& text);

// The warning for a resource `name` that is larger than kEtcdRequestLimit, else "".
std::string SizeWarning(const std::string& file, const std::string& name, const std::string& text);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_RESOURCE_SIZE_H_
