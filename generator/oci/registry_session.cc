#include "oci/registry_session.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/strings.h"
#include "net/http_status.h"
#include "net/url.h"
#include "oci/registry_error.h"

namespace pkgrepo::oci {
namespace {

constexpr int64_t kMaxTokenSize = 1 << 20;

std::string BasicAuthorization(const Credentials& credentials) {
  return "Basic " + Base64Encode(credentials.username + ":" + credentials.password);
}

ConnectError::Kind KindOf(const net::HttpResponse& response) {
  const bool denied = response.status == net::kHttpUnauthorized || response.status == net::kHttpForbidden;
  return denied ? ConnectError::Kind::kDenied : ConnectError::Kind::kOther;
}

std::string MakeScope(const Repository& repository, Access access) {
  return "repository:" + repository.path() + (access == Access::kPush ? ":push,pull" : ":pull");
}

// Nothing is asked for in an encoding, and compressed bytes would be taken for what they stand for, under a digest of
// their own. (Go's client asks for gzip by itself, and decodes just that.)
void CheckNotEncoded(const net::HttpRequest& request, const net::HttpResponse& response) {
  const std::string encoding = response.headers.Find("Content-Encoding").value_or("");
  if (encoding.empty() || ToLower(encoding) == "identity") return;
  throw Error(request.method + " " + net::RedactUrl(request.url) + ": the reply has the content encoding '" +
              encoding + "', which was not asked for")
      .Hint("have the server, or the proxy ahead of it, send replies as they are");
}

}  // namespace

void RegistrySession::ThrowCannotConnect(const std::string& reason, ConnectError::Kind kind) const {
  throw ConnectError(options_.connect_error_prefix + reason, kind);
}

std::string RegistrySession::MakeUrl(const Repository& repository, const std::string& suffix) {
  keychain_.Find(
      repository);  // what is wrong with the credentials comes before what is wrong with the network
  const std::lock_guard lock(mutex_);
  return Connect(repository.registry()).scheme + "://" + repository.registry() + "/v2/" + repository.path() +
         suffix;
}

net::HttpResponse RegistrySession::Send(const Repository& repository, Access access,
                                        net::HttpRequest request) {
  const auto authorize = [&](bool renew) {
    const std::string authorization = MakeAuthorization(repository, access, renew);
    if (!authorization.empty()) request.headers.Set("Authorization", authorization);
  };
  authorize(/*renew=*/false);
  net::HttpResponse response = http_.Send(request);
  if (response.status != net::kHttpUnauthorized) return response;
  const std::optional<Challenge> challenge = ParseChallenges(response.headers.FindAll("WWW-Authenticate"));
  if (!challenge) return response;
  {
    const std::lock_guard lock(mutex_);
    Registry& registry = Connect(repository.registry());
    const bool knew_basic = registry.challenge && registry.challenge->scheme == Challenge::Scheme::kBasic;
    if (knew_basic && challenge->scheme == Challenge::Scheme::kBasic) return response;
    registry.challenge = challenge;
  }
  authorize(/*renew=*/true);
  return http_.Send(request);
}

net::HttpResponse RegistrySession::SendExpecting(const Repository& repository, Access access,
                                                 const net::HttpRequest& request,
                                                 const std::vector<int>& expected) {
  net::HttpResponse response = Send(repository, access, request);
  if (std::find(expected.begin(), expected.end(), response.status) != expected.end()) {
    const bool checked_later = request.sink != nullptr;  // a blob, which has a digest
    if (request.method == "GET" && !checked_later) CheckNotEncoded(request, response);
    return response;
  }
  const RegistryError error = MakeRegistryError(request, response);
  throw RegistryError(error.message() + Explanation(repository, response), response.status);
}

// What to add to the words of a registry that denies.
std::string RegistrySession::Explanation(const Repository& repository,
                                         const net::HttpResponse& response) const {
  if (KindOf(response) != ConnectError::Kind::kDenied) return "";
  const std::string shortcoming = keychain_.Shortcoming(repository);
  return shortcoming.empty() ? "" : " (" + shortcoming + ")";
}

// Precondition: mutex_ is held.
RegistrySession::Registry& RegistrySession::Connect(const std::string& host) {
  const auto known = registries_.find(host);
  return known != registries_.end() ? known->second : registries_.emplace(host, Ping(host)).first->second;
}

RegistrySession::Registry RegistrySession::Ping(const std::string& host) {
  const bool loopback = IsLoopbackRegistry(host);
  std::vector<std::string> schemes = {"https"};
  if (loopback) {
    schemes = {"http", "https"};
  } else if (options_.insecure || MaySpeakPlainHttp(host)) {
    schemes = {"https", "http"};
  }
  std::vector<ConnectError> failures;
  for (const std::string& scheme : schemes) {
    if (const auto response = TryPing(scheme, host, failures)) {
      return {.scheme = scheme,
              .challenge = ParseChallenges(response->headers.FindAll("WWW-Authenticate")),
              .tokens = {}};
    }
  }
  if (loopback) std::reverse(failures.begin(), failures.end());  // upstream asks with HTTPS first
  std::vector<std::string> reasons;
  for (const ConnectError& failure : failures) reasons.push_back(failure.message());
  ConnectError all(options_.connect_error_prefix + Join(reasons, "; "), failures.front().kind());
  for (const ConnectError& failure : failures) {
    for (const std::string& note : failure.notes()) all.Note(note);
    if (!failure.hint().empty()) all.Hint(failure.hint());
  }
  throw all;
}

std::optional<net::HttpResponse> RegistrySession::TryPing(const std::string& scheme, const std::string& host,
                                                          std::vector<ConnectError>& failures) {
  const net::HttpRequest request = {.url = scheme + "://" + host + "/v2/"};
  try {
    net::HttpResponse response = http_.Send(request);
    if (response.status == net::kHttpOk || response.status == net::kHttpUnauthorized) return response;
    failures.emplace_back(MakeRegistryError(request, response).message(), KindOf(response));
  } catch (const net::TransportError& error) {
    failures.emplace_back(error.message(), KindOf(error));
    for (const std::string& note : error.notes()) failures.back().Note(note);
    failures.back().Hint(error.hint());
  }
  return std::nullopt;
}

std::string RegistrySession::MakeAuthorization(const Repository& repository, Access access, bool renew) {
  const Credentials credentials = keychain_.Find(repository);
  if (!credentials.registry_token.empty()) return "Bearer " + credentials.registry_token;
  const std::lock_guard lock(mutex_);
  Registry& registry = Connect(repository.registry());
  if (!registry.challenge) return "";
  if (registry.challenge->scheme == Challenge::Scheme::kBasic) {
    return credentials.username.empty() ? "" : BasicAuthorization(credentials);
  }
  const std::string scope = MakeScope(repository, access);
  std::string& token = registry.tokens[scope];
  if (token.empty() || renew) {
    token = FetchToken(*registry.challenge, repository, access, registry.scheme == "http");
  }
  return "Bearer " + token;
}

// https://distribution.github.io/distribution/spec/auth/token/ and, with an identity token, …/auth/oauth/
std::string RegistrySession::FetchToken(const Challenge& challenge, const Repository& repository,
                                        Access access, bool plain_http_allowed) {
  const Credentials credentials = keychain_.Find(repository);
  const std::string scope = MakeScope(repository, access);
  const std::optional<net::Url> realm = net::Url::Parse(challenge.realm);
  if (!realm)
    ThrowCannotConnect("malformed realm '" + net::RedactUrl(challenge.realm) +
                       "' of the registry's challenge");
  if (realm->scheme == "http" && !plain_http_allowed && !credentials.anonymous()) {
    ThrowCannotConnect("the registry wants the password sent unencrypted to " +
                       net::RedactUrl(challenge.realm));
  }
  const std::string form =
      "scope=" + net::PercentEncode(scope) + "&service=" + net::PercentEncode(challenge.service);
  net::HttpRequest request = {.url = challenge.realm, .max_body = kMaxTokenSize};
  if (!credentials.identity_token.empty()) {
    request.method = "POST";
    request.headers.Add("Content-Type", "application/x-www-form-urlencoded");
    request.body = form + "&client_id=pkgrepo&grant_type=refresh_token&refresh_token=" +
                   net::PercentEncode(credentials.identity_token);
  } else {
    request.url += (realm->query.empty() ? "?" : "&") + form;
    if (!credentials.username.empty()) request.headers.Add("Authorization", BasicAuthorization(credentials));
  }
  const net::HttpResponse response = http_.Send(request);
  if (response.status != net::kHttpOk) {
    ThrowCannotConnect(MakeRegistryError(request, response).message() + Explanation(repository, response),
                       KindOf(response));
  }
  CheckNotEncoded(request, response);
  const nlohmann::json answer = nlohmann::json::parse(response.body, nullptr, /*allow_exceptions=*/false);
  for (const char* name : {"token", "access_token"}) {
    if (answer.is_object() && answer.contains(name) && answer[name].is_string()) return answer[name];
  }
  ThrowCannotConnect(request.method + " " + net::RedactUrl(request.url) +
                     ": no token in bearer response");  // what it holds instead may be as secret
}

}  // namespace pkgrepo::oci
