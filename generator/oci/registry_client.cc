#include "oci/registry_client.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/strings.h"
#include "net/http_status.h"
#include "net/url.h"
#include "oci/layout.h"
#include "oci/registry_session.h"

namespace pkgrepo::oci {
namespace {

// Attempts at one blob whose transfer breaks off on the way.
constexpr int kBlobAttempts = 5;
constexpr int64_t kMaxTagPage = 16 << 20;
constexpr size_t kMaxTagPages = 10'000;
constexpr size_t kMaxTagBytes = size_t{64} << 20;  // in memory
constexpr const char* kChangedHint =
    "the registry's content is damaged, or a proxy changes it: fetch it another way, or have it pushed again";

std::string AcceptedManifests() {
  std::string list;
  for (std::string_view type : {kDockerManifest, kDockerManifestList, kOciManifest, kOciIndex}) {
    if (!list.empty()) list += ",";
    list += type;
  }
  return list;
}

// A descriptor from the header fields of a manifest's response; nullopt if they do not tell the digest.
std::optional<Descriptor> DescriptorFromHeaders(const net::HttpHeaders& headers) {
  const std::optional<Digest> digest = Digest::Parse(headers.Find("Docker-Content-Digest").value_or(""));
  if (!digest) return std::nullopt;
  const std::string media_type = headers.Find("Content-Type").value_or("");
  const std::string length = headers.Find("Content-Length").value_or("0");
  return Descriptor{.media_type = std::string(Trim(media_type.substr(0, media_type.find(';')))),
                    .size = std::strtoll(length.c_str(), nullptr, 10),
                    .digest = *digest};
}

// The media type of a manifest's response; what the manifest itself says counts more.
std::string MediaTypeOf(const net::HttpResponse& response) {
  const auto json = nlohmann::json::parse(response.body, nullptr, /*allow_exceptions=*/false);
  if (json.is_object() && json.contains("mediaType") && json["mediaType"].is_string())
    return json["mediaType"];
  const std::string header = response.headers.Find("Content-Type").value_or("");
  return std::string(Trim(header.substr(0, header.find(';'))));
}

// The URL of `Link: <URL>; rel="next"`.
std::optional<std::string> NextPage(const net::HttpResponse& response) {
  for (const std::string& link : response.headers.FindAll("Link")) {
    const size_t begin = link.find('<');
    const size_t end = link.find('>');
    if (begin == std::string::npos || end == std::string::npos || end < begin) continue;
    if (link.find("next", end) == std::string::npos) continue;
    return net::ResolveUrl(response.url, link.substr(begin + 1, end - begin - 1));
  }
  return std::nullopt;
}

bool SameHost(const std::string& a, const std::string& b) {
  const auto first = net::Url::Parse(a);
  const auto second = net::Url::Parse(b);
  return first && second && first->scheme == second->scheme && first->authority == second->authority;
}

// A blob on its way, checked as it comes.
class BlobReceiver {
 public:
  BlobReceiver(const Descriptor& blob, const net::HttpSink& sink) : blob_(blob), sink_(sink) {}

  // Fetches the blob with `send`. After a break it is asked for again, and what came before is passed over.
  template <typename Send>
  void Receive(const std::string& url, const Send& send) {
    url_ = url;
    const net::HttpRequest request = {
        .url = url, .sink = [this](std::string_view bytes) { Take(bytes); }, .max_body = blob_.size};
    for (int left = kBlobAttempts - 1;; --left) {
      try {
        to_skip_ = received_;
        return send(request);
      } catch (const net::TransportError& error) {
        if (left <= 0 || !error.retryable() || received_ == 0) throw;
      }
    }
  }

  // Throws Error if what came is not the blob.
  void Finish() {
    if (received_ != blob_.size) {
      ThrowChanged("error verifying size of " + blob_.digest.ToString() + ": got " +
                   std::to_string(received_) + " bytes, want " + std::to_string(blob_.size));
    }
    const Digest digest = hash_.Finish();
    if (digest != blob_.digest) {
      ThrowChanged("error verifying sha256 checksum after reading " + std::to_string(received_) +
                   " bytes; got \"" + digest.ToString() + "\", want \"" + blob_.digest.ToString() + "\"");
    }
  }

 private:
  [[noreturn]] void ThrowChanged(const std::string& message) const {
    throw Error(message).Note("it came from " + net::RedactUrl(url_)).Hint(kChangedHint);
  }

  void Take(std::string_view bytes) {
    const auto skipped = static_cast<size_t>(std::min(static_cast<int64_t>(bytes.size()), to_skip_));
    to_skip_ -= static_cast<int64_t>(skipped);
    bytes.remove_prefix(skipped);
    hash_.Update(bytes);
    received_ += static_cast<int64_t>(bytes.size());
    sink_(bytes);
  }

  const Descriptor& blob_;
  const net::HttpSink& sink_;
  std::string url_;
  Sha256 hash_;
  int64_t received_ = 0;
  int64_t to_skip_ = 0;
};

}  // namespace

RegistryClient::RegistryClient(net::HttpClient& http, const Keychain& keychain, RegistryOptions options)
    : http_(http), session_(std::make_unique<RegistrySession>(http, keychain, std::move(options))) {}

RegistryClient::~RegistryClient() = default;

net::HttpRequest RegistryClient::ManifestRequest(const std::string& method,
                                                 const Reference& reference) const {
  return {.method = method,
          .url = session_->MakeUrl(reference.repository(), "/manifests/" + reference.identifier()),
          .headers = {{"Accept", AcceptedManifests()}},
          .max_body = kMaxManifestSize};
}

void RegistryClient::Connect(const Repository& repository) const {
  session_->MakeUrl(repository, "");
  session_->LogIn(repository, Access::kPush);
}

std::optional<Descriptor> RegistryClient::Find(const Reference& reference) const {
  return FindWith(Access::kPull, reference, {net::kHttpNotFound});
}

std::optional<Descriptor> RegistryClient::FindToPush(const Reference& reference) const {
  return FindWith(Access::kPush, reference, {net::kHttpNotFound, net::kHttpForbidden});
}

bool RegistryClient::Holds(const Reference& reference, const Digest& digest) const {
  const std::optional<Descriptor> found = FindToPush(reference);
  return found && found->digest == digest;
}

std::optional<Descriptor> RegistryClient::FindWith(Access access, const Reference& reference,
                                                   const std::vector<int>& absent_statuses) const {
  std::vector<int> expected = absent_statuses;
  expected.push_back(net::kHttpOk);
  const net::HttpResponse response =
      session_->SendExpecting(reference.repository(), access, ManifestRequest("HEAD", reference), expected);
  if (response.status != net::kHttpOk) return std::nullopt;
  const auto descriptor = DescriptorFromHeaders(response.headers);
  if (descriptor && (!reference.digest() || descriptor->digest == *reference.digest())) return descriptor;
  return GetManifest(reference).descriptor;
}

Descriptor RegistryClient::Resolve(const Reference& reference) const {
  try {
    if (auto descriptor = Find(reference)) return *descriptor;
  } catch (const RegistryError&) {  // HEAD gives no explanation, GET does
  }
  return GetManifest(reference).descriptor;
}

FetchedManifest RegistryClient::GetManifest(const Reference& reference) const {
  net::HttpResponse response = session_->SendExpecting(reference.repository(), Access::kPull,
                                                       ManifestRequest("GET", reference), {200});
  const Digest digest = Digest::Of(response.body);
  const auto claimed = DescriptorFromHeaders(response.headers);
  const std::optional<Digest> expected = reference.digest() ? reference.digest()
                                         : claimed          ? std::optional(claimed->digest)
                                                            : std::nullopt;
  if (expected && *expected != digest) {
    throw Error("manifest digest: \"" + digest.ToString() + "\" does not match requested digest: \"" +
                expected->ToString() + "\" for \"" + reference.ToString() + "\"")
        .Hint(kChangedHint);
  }
  Descriptor descriptor{.media_type = MediaTypeOf(response),
                        .size = static_cast<int64_t>(response.body.size()),
                        .digest = digest};
  return {.descriptor = std::move(descriptor), .bytes = std::move(response.body)};
}

void RegistryClient::GetBlob(const Repository& repository, const Descriptor& blob,
                             const net::HttpSink& sink) const {
  BlobReceiver receiver(blob, sink);
  try {
    const std::string url = session_->MakeUrl(repository, "/blobs/" + blob.digest.ToString());
    receiver.Receive(url, [&](const net::HttpRequest& request) {
      session_->SendExpecting(repository, Access::kPull, request, {200});
    });
  } catch (const RegistryError& error) {
    const bool is_elsewhere =
        error.status() == net::kHttpNotFound && IsNonDistributableLayer(blob.media_type);
    if (!is_elsewhere || blob.urls.empty()) throw;
    receiver.Receive(blob.urls[0], [&](const net::HttpRequest& request) {
      const net::HttpResponse response = http_.Send(request);
      if (response.status != 200) throw MakeRegistryError(request, response);
    });
  }
  receiver.Finish();
}

std::string RegistryClient::ReadBlob(const Repository& repository, const Descriptor& blob) const {
  if (blob.size > kMaxManifestSize) {
    throw Error("Blob " + blob.digest.ToString() + " is too large: " + std::to_string(blob.size) + " bytes");
  }
  std::string bytes;
  GetBlob(repository, blob, [&](std::string_view part) { bytes += part; });
  return bytes;
}

bool RegistryClient::HasBlob(const Repository& repository, const Digest& digest) const {
  const net::HttpRequest request = {.method = "HEAD",
                                    .url = session_->MakeUrl(repository, "/blobs/" + digest.ToString())};
  return session_->SendExpecting(repository, Access::kPush, request, {net::kHttpOk, net::kHttpNotFound})
             .status == net::kHttpOk;
}

bool RegistryClient::MountBlob(const Repository& repository, const Digest& digest,
                               const Repository& from) const {
  if (from.registry() != repository.registry()) return false;
  const std::string query =
      "/blobs/uploads/?mount=" + digest.ToString() + "&from=" + net::PercentEncode(from.path());
  const net::HttpRequest request = {.method = "POST", .url = session_->MakeUrl(repository, query)};
  const net::HttpResponse response = session_->Send(repository, Access::kPush, request);
  if (response.status == net::kHttpAccepted) CancelUpload(repository, response);
  return response.status == net::kHttpCreated;
}

// A registry that does not mount begins an upload instead, which would wait for its end for days.
void RegistryClient::CancelUpload(const Repository& repository, const net::HttpResponse& begun) const {
  const auto location = net::ResolveUrl(begun.url, begun.headers.Find("Location").value_or(""));
  if (!location || !SameHost(*location, begun.url)) return;
  session_->Send(repository, Access::kPush, {.method = "DELETE", .url = *location});
}

void RegistryClient::UploadBlob(const Repository& repository, const Digest& digest,
                                const net::HttpBody& body) const {
  const net::HttpRequest begin = {.method = "POST", .url = session_->MakeUrl(repository, "/blobs/uploads/")};
  const net::HttpResponse begun =
      session_->SendExpecting(repository, Access::kPush, begin, {net::kHttpAccepted});
  const auto location = net::ResolveUrl(begun.url, begun.headers.Find("Location").value_or(""));
  if (!location)
    throw Error("POST " + net::RedactUrl(begin.url) + ": the registry does not tell where to upload to");
  net::HttpRequest request = {.method = "PUT",
                              .url = *location + (location->find('?') == std::string::npos ? "?" : "&") +
                                     "digest=" + net::PercentEncode(digest.ToString()),
                              .headers = {{"Content-Type", "application/octet-stream"}},
                              .upload = &body};
  if (SameHost(*location, begun.url)) {
    session_->SendExpecting(repository, Access::kPush, request, {net::kHttpCreated});
    return;
  }
  const net::HttpResponse response = http_.Send(request);  // another host must not see the registry's token
  if (response.status != net::kHttpCreated) throw MakeRegistryError(request, response);
}

void RegistryClient::PutManifest(const Reference& reference, std::string_view media_type,
                                 std::string_view bytes) const {
  const net::HttpRequest request = {
      .method = "PUT",
      .url = session_->MakeUrl(reference.repository(), "/manifests/" + reference.identifier()),
      .headers = {{"Content-Type", std::string(media_type)}},
      .body = std::string(bytes)};
  const net::HttpResponse response = session_->SendExpecting(reference.repository(), Access::kPush, request,
                                                             {200, net::kHttpCreated, net::kHttpAccepted});
  const std::optional<std::string> digest = response.headers.Find("Docker-Content-Digest");
  if (digest && *digest != Digest::Of(bytes).ToString()) {
    throw Error("The registry stored '" + reference.ToString() + "' as " + *digest + ", expected " +
                Digest::Of(bytes).ToString());
  }
}

std::vector<std::string> RegistryClient::ListTags(const Repository& repository) const {
  std::vector<std::string> tags;
  size_t bytes = 0;
  std::set<std::string> pages;
  std::optional<std::string> url = session_->MakeUrl(repository, "/tags/list?n=1000");
  while (url) {
    if (!pages.insert(*url).second || pages.size() > kMaxTagPages || bytes > kMaxTagBytes) {
      throw Error("GET " + net::RedactUrl(*url) + ": the list of tags does not end");
    }
    const net::HttpRequest request = {.url = *url, .max_body = kMaxTagPage};
    const net::HttpResponse response = session_->SendExpecting(repository, Access::kPull, request, {200});
    const auto json = nlohmann::json::parse(response.body, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object() || !json.contains("tags"))
      throw Error("GET " + net::RedactUrl(*url) + ": malformed list of tags");
    for (const auto& tag : json["tags"]) {
      if (!tag.is_string()) continue;
      tags.push_back(tag);
      bytes += sizeof(std::string) + tags.back().size();
    }
    const std::optional<std::string> next = NextPage(response);
    if (next && !SameHost(*next, response.url)) {
      throw Error("GET " + net::RedactUrl(*url) + ": the list of tags goes on at another host, " +
                  net::RedactUrl(*next));
    }
    url = next;
  }
  std::sort(tags.begin(), tags.end());
  return tags;
}

}  // namespace pkgrepo::oci
