// Where finished work is kept: content by its digest, and results by the digest of the action that had them.

#ifndef PKGREPO_CACHE_STORE_H_
#define PKGREPO_CACHE_STORE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"

namespace pkgrepo::cache {

enum class Kind { kContent, kResult };

// The folder, or the part of a URL, that a kind is kept in: "cas" and "ac", as in Bazel's remote cache.
inline std::string NameOf(Kind kind) { return kind == Kind::kContent ? "cas" : "ac"; }

struct Wanted {
  Kind kind;
  Digest digest;
  // In bytes.
  int64_t max_size;
};

struct Kept {
  Kind kind;
  Digest digest;
  std::string_view bytes;
};

// How much of an action is put.
enum class Detail {
  // What is needed to find its result.
  kResults,
  // The messages Action and Command besides, and each of the outputs as content: what servers check results by.
  kActions,
  // The input root, too: what a service of remote execution needs to run it.
  kInputs,
};

class Store {
 public:
  virtual ~Store() = default;

  virtual Detail detail() const { return Detail::kResults; }
  // nullopt if it is not there, has more than `max_size` bytes, or is content of another digest. A result may be
  // anything: who asks for it has to check it. Throws Error if the store does not answer as one.
  virtual std::optional<std::string> Get(Kind kind, const Digest& digest, int64_t max_size) = 0;
  // Throws Error if it cannot be kept. The store stays whole.
  virtual void Put(Kind kind, const Digest& digest, std::string_view bytes) = 0;

  // Several at once, which takes a server about as long as one.
  virtual std::vector<std::optional<std::string>> GetAll(const std::vector<Wanted>& wanted) {
    std::vector<std::optional<std::string>> found;
    for (const Wanted& one : wanted) found.push_back(Get(one.kind, one.digest, one.max_size));
    return found;
  }
  virtual void PutAll(const std::vector<Kept>& kept) {
    for (const Kept& one : kept) Put(one.kind, one.digest, one.bytes);
  }
};

}  // namespace pkgrepo::cache

#endif  // PKGREPO_CACHE_STORE_H_
