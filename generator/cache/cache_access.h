// The cache that a build uses, and what becomes of it when it fails.
//
//   CacheAccess access("carvel/cache", std::cerr);
//   access.Read([&](Store& store) { … });
//
// FILE has where it is, a folder or a URL, in its first line, and `read-only` in its second if nothing may be put
// there; an empty one, or none, means that there is no cache. A step is given the file and not the place, so that steps do
// not run again when the place changes. Variables of the environment:
//
//   PKGREPO_CACHE, PKGREPO_CACHE_READ_ONLY   come before what the file says
//   PKGREPO_CACHE_TOKEN                      a bearer token for the server
//   PKGREPO_CACHE_CA                         a file of certificates in PEM that the server's may be of, too
//   PKGREPO_CACHE_LIMIT                      how large a folder may become, such as 500M
//   PKGREPO_CACHE_INPUTS                     if not empty, what steps read is put on the server, too
//   PKGREPO_CACHE_MIN_COST                   milliseconds: what is guessed to take less is not asked for
//
// A cache that fails is told once, and left alone by all steps of the build tree for some minutes: the file
// FILE.failed, or FILE.read-only for one that can only be read, remembers that. If it fails still when these are over,
// that is not told again for an hour, so that a long build says it once.

#ifndef PKGREPO_CACHE_CACHE_ACCESS_H_
#define PKGREPO_CACHE_CACHE_ACCESS_H_

#include <functional>
#include <memory>
#include <ostream>
#include <string>

#include "cache/store.h"
#include "net/http_client.h"

namespace pkgrepo::cache {

class CacheAccess {
 public:
  // Without a `file` there is no cache. `messages` is kept and must outlive the object.
  CacheAccess(std::string file, std::ostream& messages);
  ~CacheAccess();

  bool is_on() const { return !place_.empty(); }
  // Whether to ask for what takes so many milliseconds to make. By measurement, what is not found in a folder and put there
  // costs 1 ms, and 2 ns a byte of what was made; on a server on loopback 12 ms, 6 of which are for loading libcurl, and 3 ns
  // a byte.
  bool IsWorth(double milliseconds) const;
  // Counts a question for the line at the end of the build (cache/cache_use.h).
  void NoteLookup(bool found) const;
  using Use = std::function<void(Store&)>;
  // Calls `use` if the cache can be used. An Error in it means that the cache fails.
  void Read(const Use& use);
  void Write(const Use& use);

 private:
  bool is_server() const;
  // Returns whether the cache could be used.
  bool Try(const Use& use, const std::string& ending, const std::string& consequence);
  Store& Open();

  std::string file_;
  std::ostream& messages_;
  std::string place_;
  bool may_write_ = true;
  // Of the environment.
  std::string token_;
  std::string certificates_;
  std::string limit_;
  std::string min_cost_;
  Detail detail_ = Detail::kActions;
  std::unique_ptr<net::HttpClient> http_;
  std::unique_ptr<Store> store_;
};

}  // namespace pkgrepo::cache

#endif  // PKGREPO_CACHE_CACHE_ACCESS_H_
