// A registry in memory that speaks the distribution protocol, with the faults that tests ask for.
//
//   FakeRegistry registry;
//   RegistryClient client(registry, registry.keychain(), {});
//   registry.AddImage("127.0.0.1:5000/app/a:1", {{"f", "content"}});

#ifndef PKGREPO_TESTS_SUPPORT_FAKE_REGISTRY_H_
#define PKGREPO_TESTS_SUPPORT_FAKE_REGISTRY_H_

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/file_system.h"
#include "base/process.h"
#include "net/http_client.h"
#include "oci/credentials.h"
#include "oci/image.h"
#include "oci/reference.h"
#include "support/memory_file_system.h"
#include "support/nested_index.h"

namespace pkgrepo::oci {

// For hosts that no program may be started for.
class NoProcesses : public ProcessRunner {
 public:
  ProcessResult Run(const ProcessRequest&) const override { throw Error("no program may be started"); }
};

class FakeRegistry : public net::HttpClient {
 public:
  net::HttpResponse Send(const net::HttpRequest& request) override;

  // A keychain that knows nobody.
  const Keychain& keychain() const { return keychain_; }

  // "GET /v2/app/a/manifests/1", in the order of the requests, and how many of them begin with `prefix`.
  std::vector<std::string> requests;
  size_t CountRequests(std::string_view prefix) const;

  // Stores an image of one layer; gives its digest reference.
  Reference AddImage(const std::string& reference, const std::map<std::string, std::string>& files,
                     const std::map<std::string, std::string>& labels = {});
  Descriptor AddBlob(const Repository& repository, std::string_view media_type, const std::string& bytes);
  Reference AddManifest(const Reference& reference, std::string_view media_type, const std::string& bytes);

  // Stores an index of an index … of `image`, the outermost one as `reference`; gives its digest reference.
  Reference AddNestedIndex(const std::string& reference, const Reference& image, const Nesting& nesting);

  // What is stored, by "REPOSITORY@DIGEST", "REPOSITORY:TAG" and "REPOSITORY@DIGEST".
  struct StoredManifest {
    std::string media_type;
    std::string bytes;
  };
  std::map<std::string, StoredManifest> manifests;
  std::map<std::string, std::string> blobs;

  // Faults. What is said of a manifest that is not there, or may not be seen; hosts that are not there; bearer tokens
  // are wanted; blobs come damaged.
  int absent_manifest_status = 404;
  std::set<std::string> absent_hosts;
  std::string wanted_token;
  bool damages_blobs = false;

 private:
  net::HttpResponse Answer(const net::HttpRequest& request, const std::string& host, const std::string& path,
                           const std::string& query);
  net::HttpResponse AnswerManifest(const net::HttpRequest& request, const std::string& repository,
                                   const std::string& identifier);
  net::HttpResponse AnswerBlob(const net::HttpRequest& request, const std::string& repository,
                               const std::string& digest);
  net::HttpResponse AnswerUpload(const net::HttpRequest& request, const std::string& repository,
                                 const std::string& query);
  net::HttpResponse AnswerTags(const std::string& repository) const;

  mutable std::mutex mutex_;
  MemoryFileSystem files_;
  NoProcesses processes_;
  Keychain keychain_{{}, files_, processes_};
};

}  // namespace pkgrepo::oci

#endif  // PKGREPO_TESTS_SUPPORT_FAKE_REGISTRY_H_
