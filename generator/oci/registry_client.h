// A registry, spoken to in its own protocol.
//
//   RegistryClient registry(http, keychain, {});
//   Reference reference = Reference::Parse("ghcr.io/acme/app:1.0");
//   Descriptor descriptor = registry.Resolve(reference);              // HEAD; no pull is counted
//   FetchedManifest manifest = registry.GetManifest(reference);       // bytes, digest checked
//   registry.GetBlob(reference.repository(), layer, [&](std::string_view bytes) { file.Write(bytes); });
//
// Everything received is hostile until its digest agrees: sizes are bounded by what the descriptor says, and
// a blob's digest is checked before GetBlob returns. All functions may be called from several threads.
//
// Registries on loopback are asked with plain HTTP, others with HTTPS; those of private networks with HTTP after HTTPS
// failed, and with `insecure` all. Bearer tokens are fetched when a registry asks for them and kept for the life of the client.
//
// https://github.com/opencontainers/distribution-spec/blob/main/spec.md

#ifndef PKGREPO_OCI_REGISTRY_CLIENT_H_
#define PKGREPO_OCI_REGISTRY_CLIENT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/http_client.h"
#include "oci/credentials.h"
#include "oci/image.h"
#include "oci/reference.h"
#include "oci/registry_error.h"

namespace pkgrepo::oci {

struct RegistryOptions {
  // Falls back to plain HTTP for any registry.
  bool insecure = false;
  // Heads the error where no connection can be made.
  std::string connect_error_prefix = {};
};

struct FetchedManifest {
  Descriptor descriptor;
  // Exactly as the registry holds it.
  std::string bytes;
};

enum class Access { kPull, kPush };

class RegistrySession;

class RegistryClient {
 public:
  // Both are kept and must outlive the client.
  RegistryClient(net::HttpClient& http, const Keychain& keychain, RegistryOptions options);
  ~RegistryClient();

  // Asks the repository's registry who it is and logs in for a push, which every other function does by itself when it
  // comes first. Throws Error if it is not there, or does not let in.
  void Connect(const Repository& repository) const;

  // What the reference points at; nullopt if the registry has no such manifest. Media type, size and digest
  // are set.
  std::optional<Descriptor> Find(const Reference& reference) const;
  // The same for who is about to push. Some registries deny (403) what is not there, so that counts as absent, too.
  std::optional<Descriptor> FindToPush(const Reference& reference) const;
  // Whether a push of this manifest can be left out.
  bool Holds(const Reference& reference, const Digest& digest) const;
  // As Find, but absence is a RegistryError. Asks with HEAD; with GET only where HEAD gives no digest.
  Descriptor Resolve(const Reference& reference) const;
  // Manifest, index, whatever the reference points at. For a digest reference the bytes are checked against
  // it.
  FetchedManifest GetManifest(const Reference& reference) const;

  // Streams a blob and checks its size and digest; throws Error if either is wrong, after the sink had the
  // bytes. A layer that may not be distributed and is not in the registry comes from where its descriptor
  // says.
  void GetBlob(const Repository& repository, const Descriptor& blob, const net::HttpSink& sink) const;
  // A small blob in memory, such as a config.
  std::string ReadBlob(const Repository& repository, const Descriptor& blob) const;
  bool HasBlob(const Repository& repository, const Digest& digest) const;

  // Makes a blob of `from`, a repository of the same registry, part of `repository` without sending it.
  // Returns whether the registry did so; if not, upload it.
  bool MountBlob(const Repository& repository, const Digest& digest, const Repository& from) const;
  // Sends a blob in one piece; the registry checks the digest.
  void UploadBlob(const Repository& repository, const Digest& digest, const net::HttpBody& body) const;
  // Puts a manifest or index under a tag or its own digest. Throws Error if the registry reports another
  // digest.
  void PutManifest(const Reference& reference, std::string_view media_type, std::string_view bytes) const;

  // All tags, sorted as bytes.
  std::vector<std::string> ListTags(const Repository& repository) const;

 private:
  std::optional<Descriptor> FindWith(Access access, const Reference& reference,
                                     const std::vector<int>& absent_statuses) const;
  net::HttpRequest ManifestRequest(const std::string& method, const Reference& reference) const;
  void CancelUpload(const Repository& repository, const net::HttpResponse& begun) const;

  net::HttpClient& http_;
  std::unique_ptr<RegistrySession> session_;
};

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_REGISTRY_CLIENT_H_
