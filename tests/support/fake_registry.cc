#include "support/fake_registry.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "net/url.h"
#include "oci/layer_tar.h"

namespace pkgrepo::oci {
namespace {

net::HttpResponse NotFound(const std::string& code, const std::string& detail, int status = 404) {
  const nlohmann::json body = {{"errors", {{{"code", code}, {"message", "unknown"}, {"detail", detail}}}}};
  return {.status = status, .body = body.dump()};
}

std::string QueryValue(const std::string& query, const std::string& name) {
  for (std::string_view part : Split(query.empty() ? "" : std::string_view(query).substr(1), '&')) {
    if (part.starts_with(name + "=")) return ReplaceAll(part.substr(name.size() + 1), "%3A", ":");
  }
  return "";
}

std::string ReadUpload(const net::HttpRequest& request) {
  if (request.upload == nullptr) return request.body;
  std::string bytes;
  std::array<char, 4096> buffer;
  while (const size_t count =
             request.upload->Read(static_cast<int64_t>(bytes.size()), buffer.data(), buffer.size())) {
    bytes.append(buffer.data(), count);
  }
  return bytes;
}

}  // namespace

net::HttpResponse FakeRegistry::Send(const net::HttpRequest& request) {
  const auto url = net::Url::Parse(request.url);
  net::HttpResponse response;
  {
    const std::lock_guard lock(mutex_);
    requests.push_back(request.method + " " + url->path);
    if (absent_hosts.contains(url->authority)) {
      throw net::TransportError("Get \"" + request.url + "\": connection refused", false);
    }
    response = Answer(request, url->authority, url->path, url->query);
  }
  response.url = request.url;
  if (request.method == "HEAD") response.body.clear();
  if (static_cast<int64_t>(response.body.size()) > request.max_body) {
    throw net::TransportError("response is too long", false);
  }
  if (request.sink && response.status / 100 == 2) {
    request.sink(response.body);
    response.body.clear();
  }
  return response;
}

size_t FakeRegistry::CountRequests(std::string_view prefix) const {
  return static_cast<size_t>(std::count_if(
      requests.begin(), requests.end(), [&](const std::string& line) { return line.starts_with(prefix); }));
}

net::HttpResponse FakeRegistry::Answer(const net::HttpRequest& request, const std::string& host,
                                       const std::string& path, const std::string& query) {
  if (path == "/token") return {.status = 200, .body = "{\"token\":\"" + wanted_token + "\"}"};
  if (!wanted_token.empty() && request.headers.Find("Authorization") != "Bearer " + wanted_token) {
    return {.status = 401,
            .headers = {{"WWW-Authenticate", "Bearer realm=\"http://" + host + "/token\",service=\"fake\""}}};
  }
  if (path == "/v2/") return {.status = 200};
  for (const std::string_view kind : {"/manifests/", "/blobs/uploads/", "/blobs/", "/tags/"}) {
    const size_t at = path.rfind(kind);
    if (at == std::string::npos) continue;
    const std::string repository = host + path.substr(3, at - 3);
    const std::string rest = path.substr(at + kind.size());
    if (kind == "/manifests/") return AnswerManifest(request, repository, rest);
    if (kind == "/blobs/uploads/") return AnswerUpload(request, repository, query);
    if (kind == "/blobs/") return AnswerBlob(request, repository, rest);
    return AnswerTags(repository);
  }
  return {.status = 404};
}

net::HttpResponse FakeRegistry::AnswerManifest(const net::HttpRequest& request, const std::string& repository,
                                               const std::string& identifier) {
  const auto digest = Digest::Parse(identifier);
  const std::string key = repository + (digest ? "@" : ":") + identifier;
  if (request.method == "PUT") {
    const StoredManifest stored{request.headers.Find("Content-Type").value_or(""), request.body};
    manifests[key] = stored;
    manifests[repository + "@" + Digest::Of(request.body).ToString()] = stored;
    return {.status = 201, .headers = {{"Docker-Content-Digest", Digest::Of(request.body).ToString()}}};
  }
  const auto found = manifests.find(key);
  if (found == manifests.end()) return NotFound("MANIFEST_UNKNOWN", identifier, absent_manifest_status);
  return {.status = 200,
          .headers = {{"Docker-Content-Digest", Digest::Of(found->second.bytes).ToString()},
                      {"Content-Type", found->second.media_type},
                      {"Content-Length", std::to_string(found->second.bytes.size())}},
          .body = found->second.bytes};
}

net::HttpResponse FakeRegistry::AnswerBlob(const net::HttpRequest&, const std::string& repository,
                                           const std::string& digest) {
  const auto found = blobs.find(repository + "@" + digest);
  if (found == blobs.end()) return NotFound("BLOB_UNKNOWN", digest);
  net::HttpResponse response{.status = 200, .body = found->second};
  if (damages_blobs && !response.body.empty()) response.body.back() ^= 1;
  return response;
}

net::HttpResponse FakeRegistry::AnswerUpload(const net::HttpRequest& request, const std::string& repository,
                                             const std::string& query) {
  if (request.method == "POST") {
    const std::string host = repository.substr(0, repository.find('/'));
    const std::string from = ReplaceAll(QueryValue(query, "from"), "%2F", "/");
    const auto mounted = blobs.find(host + "/" + from + "@" + QueryValue(query, "mount"));
    if (mounted != blobs.end()) {
      blobs[repository + "@" + QueryValue(query, "mount")] = mounted->second;
      return {.status = 201};
    }
    return {.status = 202,
            .headers = {{"Location", "/v2/" + repository.substr(host.size() + 1) + "/blobs/uploads/1"}}};
  }
  if (request.method == "DELETE") return {.status = 204};
  const std::string bytes = ReadUpload(request);
  const std::string digest = QueryValue(query, "digest");
  if (Digest::Of(bytes).ToString() != digest) return {.status = 400};
  blobs[repository + "@" + digest] = bytes;
  return {.status = 201};
}

net::HttpResponse FakeRegistry::AnswerTags(const std::string& repository) const {
  nlohmann::json tags = nlohmann::json::array();
  for (const auto& [key, manifest] : manifests) {
    if (key.starts_with(repository + ":")) tags.push_back(key.substr(repository.size() + 1));
  }
  return {.status = 200, .body = nlohmann::json{{"tags", tags}}.dump()};
}

Descriptor FakeRegistry::AddBlob(const Repository& repository, std::string_view media_type,
                                 const std::string& bytes) {
  const Digest digest = Digest::Of(bytes);
  blobs[repository.ToString() + "@" + digest.ToString()] = bytes;
  return {
      .media_type = std::string(media_type), .size = static_cast<int64_t>(bytes.size()), .digest = digest};
}

Reference FakeRegistry::AddManifest(const Reference& reference, std::string_view media_type,
                                    const std::string& bytes) {
  const Reference by_digest = Reference::WithDigest(reference.repository(), Digest::Of(bytes));
  manifests[reference.ToString()] = {std::string(media_type), bytes};
  manifests[by_digest.ToString()] = {std::string(media_type), bytes};
  return by_digest;
}

Reference FakeRegistry::AddImage(const std::string& text, const std::map<std::string, std::string>& files,
                                 const std::map<std::string, std::string>& labels) {
  const Reference reference = Reference::Parse(text);
  std::string layer;
  LayerWriter writer([&](std::string_view bytes) { layer += bytes; });
  for (const auto& [name, content] : files) {
    size_t read = 0;
    writer.AddFile(name, 0600, static_cast<int64_t>(content.size()),
                   [&, &bytes = content](char* buffer, size_t room) {
                     const size_t count = bytes.copy(buffer, room, read);
                     read += count;
                     return count;
                   });
  }
  const LayerInfo info = writer.Finish();
  const Repository& repository = reference.repository();
  const ImageConfig config{.labels = labels, .diff_ids = {info.diff_id}};
  const Manifest manifest{.media_type = std::string(kDockerManifest),
                          .config = AddBlob(repository, kDockerConfig, config.ToDockerJson("test")),
                          .layers = {AddBlob(repository, kDockerLayer, layer)}};
  return AddManifest(reference, kDockerManifest, manifest.ToDockerJson());
}

Reference FakeRegistry::AddNestedIndex(const std::string& text, const Reference& image,
                                       const Nesting& nesting) {
  const auto describe = [&](const Reference& stored) -> Descriptor {
    const StoredManifest& manifest = manifests.at(stored.ToString());
    return {.media_type = manifest.media_type,
            .size = static_cast<int64_t>(manifest.bytes.size()),
            .digest = *stored.digest()};
  };
  const Reference reference = Reference::Parse(text);
  const Descriptor outermost = NestIndexes(describe(image), nesting, [&](const std::string& json) {
    return describe(AddManifest(reference, kOciIndex, json));
  });
  return Reference::WithDigest(reference.repository(), outermost.digest);
}

}  // namespace pkgrepo::oci
