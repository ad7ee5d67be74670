#include "oci/registry_error.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "base/json_member.h"
#include "base/strings.h"
#include "net/http_status.h"
#include "net/url.h"

namespace pkgrepo::oci {
namespace {

using nlohmann::json;

// A hostile explanation is not printed whole.
constexpr size_t kMaxBodyShown = 4096;
constexpr int kMaxDetailDepth = 16;

// As Go's %v prints a decoded JSON value.
std::string FormatGoValue(const json& value, int depth = 0) {
  if (depth > kMaxDetailDepth) return "...";
  std::vector<std::string> parts;
  switch (value.type()) {
    case json::value_t::object:
      for (const auto& [key, member] : value.items())
        parts.push_back(key + ":" + FormatGoValue(member, depth + 1));
      return "map[" + Join(parts, " ") + "]";
    case json::value_t::array:
      for (const json& item : value) parts.push_back(FormatGoValue(item, depth + 1));
      return "[" + Join(parts, " ") + "]";
    case json::value_t::string:
      return value.get<std::string>();
    case json::value_t::boolean:
      return value.get<bool>() ? "true" : "false";
    case json::value_t::null:
      return "<nil>";
    default:
      return fmt::format("{:g}", value.get<double>());
  }
}

// One entry of the body's list of errors.
std::string DescribeEntry(const json& entry) {
  std::string text = StringMember(entry, "code") + ": " + StringMember(entry, "message");
  const auto detail = entry.find("detail");
  if (detail != entry.end() && !detail->is_null()) text += "; " + FormatGoValue(*detail);
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
  if (entries.size() == 1) return entries[0];
  if (entries.size() > 1) return "multiple errors returned: " + Join(entries, "; ");
  const std::string status = "unexpected status code " + net::DescribeHttpStatus(response.status);
  if (request.method == "HEAD") return status + " (HEAD responses have no body, use GET for details)";
  return response.body.empty() ? status : status + ": " + response.body.substr(0, kMaxBodyShown);
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
