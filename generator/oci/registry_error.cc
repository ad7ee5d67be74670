#include "oci/registry_error.h"

#include <nlohmann/json.hpp>
#include <vector>

#include "base/json_member.h"
#include "base/strings.h"
#include "go/http_status.h"
#include "go/value_text.h"
#include "net/url.h"

namespace pkgrepo::oci {
namespace {

using nlohmann::json;

// A hostile explanation is not printed whole.
constexpr size_t kMaxShown = 4096;

// One entry of the body's list of errors.
std::string DescribeEntry(const json& entry) {
  std::string text = StringMember(entry, "code") + ": " + StringMember(entry, "message");
  const auto detail = entry.find("detail");
  if (detail != entry.end() && !detail->is_null()) text += "; " + go::FormatValue(*detail);
  return text;
}

std::vector<std::string> DescribeEntries(const std::string& body) {
  const json parsed = json::parse(body, nullptr, /*allow_exceptions=*/false);
  std::vector<std::string> entries;
  if (!parsed.is_object()) return entries;
  const auto errors = parsed.find("errors");
  if (errors == parsed.end() || !errors->is_array()) return entries;
  for (const json& entry : *errors) {
    if (entry.is_object()) entries.push_back(DescribeEntry(entry));
  }
  return entries;
}

std::string DescribeResponse(const net::HttpRequest& request, const net::HttpResponse& response) {
  const std::vector<std::string> entries = DescribeEntries(response.body);
  if (entries.size() == 1) return entries[0].substr(0, kMaxShown);
  if (entries.size() > 1) return ("multiple errors returned: " + Join(entries, "; ")).substr(0, kMaxShown);
  const std::string status = "unexpected status code " + go::DescribeHttpStatus(response.status);
  if (request.method == "HEAD") return status + " (HEAD responses have no body, use GET for details)";
  return response.body.empty() ? status : status + ": " + response.body.substr(0, kMaxShown);
}

}  // namespace

ConnectError::Kind KindOf(const net::TransportError& error) {
  switch (error.kind()) {
    case net::TransportError::Kind::kUnknownHost:
      return ConnectError::Kind::kUnknownHost;
    case net::TransportError::Kind::kUnreachable:
      return ConnectError::Kind::kUnreachable;
    case net::TransportError::Kind::kUnknownAuthority:
      return ConnectError::Kind::kUnknownAuthority;
    case net::TransportError::Kind::kProxy:
      return ConnectError::Kind::kProxy;
    case net::TransportError::Kind::kOther:
      break;
  }
  return ConnectError::Kind::kOther;
}

RegistryError MakeRegistryError(const net::HttpRequest& request, const net::HttpResponse& response) {
  return RegistryError(
      request.method + " " + net::RedactUrl(request.url) + ": " + DescribeResponse(request, response),
      response.status);
}

}  // namespace pkgrepo::oci
