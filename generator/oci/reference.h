// Names of images: `nginx`, `ghcr.io/acme/app:1.2`, `127.0.0.1:5000/acme/app@sha256:…`.
//
//   Reference reference = Reference::Parse("nginx:1.25");
//   reference.repository().registry()   // "index.docker.io"
//   reference.repository().path()       // "library/nginx"
//   reference.tag()                     // "1.25"
//   reference.ToString()                // "index.docker.io/library/nginx:1.25"
//
// The rules are those of the Carvel tools (go-containerregistry's weak validation): a repository's path is 2
// to 255 characters of a-z 0-9 _ - . and /, a tag 1 to 128 of A-Z a-z 0-9 _ - and ., a digest sha256 in
// lower-case hexadecimal. Parts and tags that are `.` or `..` are refused. A first part with a dot or a colon in it, or `localhost`, is a registry; without
// one it is Docker Hub.

#ifndef PKGREPO_OCI_REFERENCE_H_
#define PKGREPO_OCI_REFERENCE_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/digest.h"

namespace pkgrepo::oci {

// A repository of a registry, in normal form. A value.
class Repository {
 public:
  // Throws Error with upstream's words if `text` is not a repository. A tag or digest in it is an error, too.
  static Repository Parse(std::string_view text);

  // HOST or HOST:PORT; Docker Hub is "index.docker.io".
  const std::string& registry() const { return registry_; }
  // The path in the registry; Docker Hub's short names begin with "library/".
  const std::string& path() const { return path_; }
  // REGISTRY/PATH.
  std::string ToString() const { return registry_ + "/" + path_; }

  bool operator==(const Repository&) const = default;

 private:
  std::string registry_;
  std::string path_;
};

// A repository with a tag or a digest; the tag is "latest" if the text has neither. A value.
class Reference {
 public:
  // Throws Error("could not parse reference: TEXT").
  static Reference Parse(std::string_view text);
  // Accepts digest references only. Throws Error with upstream's words, such as "a digest must contain
  // exactly one '@' separator (e.g. registry/repository@digest) saw: TEXT".
  static Reference ParseDigest(std::string_view text);
  // Accepts references without a digest only. Throws Error saying what is wrong with the tag or the
  // repository.
  static Reference ParseTag(std::string_view text);
  // Throws Error if `tag` is not a tag: it may come from a file or a server.
  static Reference WithTag(Repository repository, std::string tag);
  static Reference WithDigest(Repository repository, Digest digest);

  const Repository& repository() const { return repository_; }
  // "" for a digest reference: a tag written together with a digest is dropped.
  const std::string& tag() const { return tag_; }
  // Absent from a tag reference.
  const std::optional<Digest>& digest() const { return digest_; }
  // The tag or the digest: what stands last in a registry's manifest URL.
  std::string identifier() const { return digest_ ? digest_->ToString() : tag_; }
  // The tag that the text itself said, though a digest beside it makes it void; "" if it said none.
  const std::string& written_tag() const { return written_tag_; }

  // In normal form: REGISTRY/PATH:TAG or REGISTRY/PATH@DIGEST.
  std::string ToString() const;
  // As it was written.
  const std::string& text() const { return text_; }

 private:
  explicit Reference(Repository repository) : repository_(std::move(repository)) {}

  Repository repository_;
  std::string tag_;
  std::optional<Digest> digest_;
  std::string text_;
  std::string written_tag_;
};

// HOST or HOST:PORT in normal form. Throws Error with upstream's words.
std::string ParseRegistry(std::string_view text);

// "127.0.0.1:5000", "localhost", "[::1]:443" and the like: hosts asked with plain HTTP.
bool IsLoopbackRegistry(std::string_view registry);

// Besides those, hosts that upstream asks with plain HTTP where HTTPS fails: addresses of private networks (RFC 1918),
// and names under .local and .localhost.
bool MaySpeakPlainHttp(std::string_view registry);

}  // namespace pkgrepo::oci

#endif  // PKGREPO_OCI_REFERENCE_H_
