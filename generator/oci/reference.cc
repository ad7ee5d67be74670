#include "oci/reference.h"

#include <arpa/inet.h>

#include <utility>

#include "base/error.h"
#include "base/strings.h"

namespace pkgrepo::oci {
namespace {

constexpr std::string_view kDefaultRegistry = "index.docker.io";
constexpr std::string_view kDefaultRegistryAlias = "docker.io";
constexpr std::string_view kDefaultNamespace = "library";
constexpr std::string_view kDefaultTag = "latest";
constexpr std::string_view kRepositoryCharacters = "abcdefghijklmnopqrstuvwxyz0123456789_-./";
constexpr std::string_view kTagCharacters =
    "abcdefghijklmnopqrstuvwxyz0123456789_-.ABCDEFGHIJKLMNOPQRSTUVWXYZ";
// What a host, a port and the brackets of an IPv6 address are made of.
constexpr std::string_view kAuthorityCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:[]";

bool ConsistsOf(std::string_view text, std::string_view characters) {
  return text.find_first_not_of(characters) == std::string_view::npos;
}

void CheckPart(std::string_view what, std::string_view text, std::string_view characters, size_t min,
               size_t max) {
  if (text.size() < min || text.size() > max) {
    throw Error(std::string(what) + " must be between " + std::to_string(min) + " and " +
                std::to_string(max) + " characters in length: " + std::string(text));
  }
  if (!ConsistsOf(text, characters)) {
    throw Error(std::string(what) + " can only contain the characters `" + std::string(characters) +
                "`: " + std::string(text));
  }
}

// What servers and clients on the way would take for steps in a path.
bool IsDots(std::string_view text) { return text == "." || text == ".."; }

void CheckTag(std::string_view tag) {
  CheckPart("tag", tag, kTagCharacters, 1, 128);
  if (IsDots(tag)) throw Error("tag cannot be '" + std::string(tag) + "'");
}

void CheckRepositoryPath(std::string_view path) {
  CheckPart("repository", path, kRepositoryCharacters, 2, 255);
  for (std::string_view part : Split(path, '/')) {
    if (IsDots(part))
      throw Error("repository cannot have the part '" + std::string(part) + "': " + std::string(path));
  }
}

bool IsPort(std::string_view text) { return ConsistsOf(text, "0123456789"); }

bool IsAuthority(std::string_view text) {
  if (text.empty() || !ConsistsOf(text, kAuthorityCharacters)) return false;
  if (text.front() == '[') {
    const size_t end = text.find(']');
    if (end == std::string_view::npos) return false;
    const std::string_view rest = text.substr(end + 1);
    return rest.empty() || (rest.front() == ':' && IsPort(rest.substr(1)));
  }
  const size_t colon = text.find(':');
  return colon == std::string_view::npos || IsPort(text.substr(colon + 1));
}

bool LooksLikeRegistry(std::string_view part) {
  return part.find_first_of(".:") != std::string_view::npos || part == "localhost";
}

// The tag behind the last colon, unless that colon belongs to a port.
std::pair<std::string_view, std::string_view> SplitTag(std::string_view text) {
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || text.find('/', colon) != std::string_view::npos) return {text, {}};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

Digest ParseDigestPart(std::string_view text) {
  constexpr std::string_view kPrefix = "sha256:";
  if (text.substr(0, kPrefix.size()) != kPrefix) {
    throw Error("unsupported digest algorithm: " + std::string(text));
  }
  if (text.size() != kPrefix.size() + 64) throw Error("invalid checksum digest length");
  const std::optional<Digest> digest = Digest::Parse(text);
  if (!digest) throw Error("invalid checksum digest format");
  return *digest;
}

}  // namespace

Repository Repository::Parse(std::string_view text) {
  if (text.empty()) throw Error("a repository name must be specified");
  Repository repository;
  const size_t slash = text.find('/');
  std::string_view registry;
  std::string_view path = text;
  if (slash != std::string_view::npos && LooksLikeRegistry(text.substr(0, slash))) {
    registry = text.substr(0, slash);
    path = text.substr(slash + 1);
  }
  CheckRepositoryPath(path);
  repository.registry_ = registry.empty() ? kDefaultRegistry : ParseRegistry(registry);
  if (repository.registry_ == kDefaultRegistry && path.find('/') == std::string_view::npos) {
    repository.path_ = std::string(kDefaultNamespace) + "/";
  }
  repository.path_ += path;
  return repository;
}

Reference Reference::Parse(std::string_view text) {
  try {
    return text.find('@') != std::string_view::npos ? ParseDigest(text) : ParseTag(text);
  } catch (const Error&) {
    throw Error("could not parse reference: " + std::string(text));
  }
}

Reference Reference::ParseTag(std::string_view text) {
  const auto [name, tag] = SplitTag(text);
  // As in Docker, "app:" is "app".
  Reference reference = WithTag(Repository::Parse(name), std::string(tag.empty() ? kDefaultTag : tag));
  reference.text_ = text;
  reference.written_tag_ = tag;
  return reference;
}

Reference Reference::ParseDigest(std::string_view text) {
  const size_t at = text.find('@');
  if (at == std::string_view::npos || text.find('@', at + 1) != std::string_view::npos) {
    throw Error("a digest must contain exactly one '@' separator (e.g. registry/repository@digest) saw: " +
                std::string(text));
  }
  Digest digest = ParseDigestPart(text.substr(at + 1));
  const auto [name, tag] = SplitTag(text.substr(0, at));
  Reference reference = WithDigest(Repository::Parse(name), std::move(digest));
  reference.text_ = text;
  reference.written_tag_ = tag;
  return reference;
}

Reference Reference::WithTag(Repository repository, std::string tag) {
  CheckTag(tag);
  Reference reference(std::move(repository));
  reference.tag_ = std::move(tag);
  reference.written_tag_ = reference.tag_;
  reference.text_ = reference.ToString();
  return reference;
}

Reference Reference::WithDigest(Repository repository, Digest digest) {
  Reference reference(std::move(repository));
  reference.digest_ = std::move(digest);
  reference.text_ = reference.ToString();
  return reference;
}

std::string Reference::ToString() const {
  return repository_.ToString() + (digest_ ? "@" + digest_->ToString() : ":" + tag_);
}

std::string ParseRegistry(std::string_view text) {
  if (text.empty()) throw Error("strict validation requires the registry to be explicitly defined");
  if (!IsAuthority(text)) {
    throw Error("registries must be valid RFC 3986 URI authorities: " + std::string(text));
  }
  return std::string(text == kDefaultRegistryAlias ? kDefaultRegistry : text);
}

bool MaySpeakPlainHttp(std::string_view registry) {
  const std::string host(registry.substr(0, registry.find(':')));
  in_addr address = {};
  if (inet_pton(AF_INET, host.c_str(), &address) == 1) {
    const uint32_t bits = ntohl(address.s_addr);
    return bits >> 24 == 10 || bits >> 20 == (172u << 4 | 1u) || bits >> 16 == (192u << 8 | 168u);
  }
  return host.ends_with(".local") || host.ends_with(".localhost");
}

bool IsLoopbackRegistry(std::string_view registry) {
  std::string_view host = registry;
  if (host.substr(0, 1) == "[") {
    host = host.substr(0, host.find(']') + 1);
  } else {
    host = host.substr(0, host.find(':'));
  }
  return host == "localhost" || host == "[::1]" ||
         (host.substr(0, 4) == "127." && ConsistsOf(host, "0123456789."));
}

}  // namespace pkgrepo::oci
