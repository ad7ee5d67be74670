#include "go/url_parts.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/error.h"
#include "base/strings.h"
#include "go/quote.h"
#include "go/url_escape.h"

namespace pkgrepo::go {
namespace {

// Takes what stands before the first `separator` off `text`; all of it if there is none.
std::string_view CutBefore(std::string_view& text, char separator, bool* found = nullptr) {
  const size_t at = text.find(separator);
  if (found != nullptr) *found = at != std::string_view::npos;
  const std::string_view before = text.substr(0, at);
  text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
  return before;
}

std::string TakeScheme(std::string_view& text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (IsLetter(c)) continue;
    if (IsDigit(c) || c == '+' || c == '-' || c == '.') {
      if (i == 0) return "";
      continue;
    }
    if (c != ':') return "";
    if (i == 0) throw Error("missing protocol scheme");
    std::string scheme = ToLower(text.substr(0, i));
    text.remove_prefix(i + 1);
    return scheme;
  }
  return "";
}

bool IsOptionalPort(std::string_view text) {
  return text.empty() || (text[0] == ':' && std::all_of(text.begin() + 1, text.end(), IsDigit));
}

void ExpectPort(std::string_view text) {
  if (!IsOptionalPort(text)) throw Error("invalid port " + QuoteText(text) + " after host");
}

std::string ParseHost(std::string_view host) {
  if (host.substr(0, 1) == "[") {
    const size_t close = host.rfind(']');
    if (close == std::string_view::npos) throw Error("missing ']' in host");
    ExpectPort(host.substr(close + 1));
    const size_t zone = host.substr(0, close).find("%25");
    if (zone != std::string_view::npos) {
      return UnescapeUrl(host.substr(0, zone), UrlPart::kHost) +
             UnescapeUrl(host.substr(zone, close - zone), UrlPart::kZone) +
             UnescapeUrl(host.substr(close), UrlPart::kHost);
    }
  } else if (const size_t colon = host.rfind(':'); colon != std::string_view::npos) {
    ExpectPort(host.substr(colon));
  }
  return UnescapeUrl(host, UrlPart::kHost);
}

void ParseAuthority(std::string_view authority, UrlParts& parts) {
  const size_t at = authority.rfind('@');
  parts.host = ParseHost(at == std::string_view::npos ? authority : authority.substr(at + 1));
  if (at == std::string_view::npos) return;
  std::string_view user = authority.substr(0, at);
  const bool valid = std::all_of(user.begin(), user.end(), [](char c) {
    return IsLetter(c) || IsDigit(c) ||
           std::string_view("-._:~!$&'()*+,;=%@").find(c) != std::string_view::npos;
  });
  if (!valid) throw Error("net/url: invalid userinfo");
  bool has_password = false;
  parts.user.emplace();
  parts.user->name = UnescapeUrl(CutBefore(user, ':', &has_password), UrlPart::kUserPassword);
  if (has_password) parts.user->password = UnescapeUrl(user, UrlPart::kUserPassword);
}

// `written` if it is a correct way to write what it means, else the usual way.
std::string NormalEscape(std::string_view written, UrlPart part) {
  const std::string meaning = UnescapeUrl(written, part);
  const bool correct = std::all_of(written.begin(), written.end(), [part](char c) {
    return std::string_view("!$&'()*+,;=:@[]%").find(c) != std::string_view::npos || !MustEscape(c, part);
  });
  return correct ? std::string(written) : meaning == "*" ? "*" : EscapeUrl(meaning, part);
}

void ParseWithoutFragment(std::string_view text, UrlParts& parts) {
  if (std::any_of(text.begin(), text.end(),
                  [](char c) { return static_cast<uint8_t>(c) < 0x20 || c == 0x7F; })) {
    throw Error("net/url: invalid control character in URL");
  }
  parts.scheme = TakeScheme(text);
  std::string_view query = text;
  const std::string_view rest = CutBefore(query, '?', &parts.has_query);
  parts.query = query;
  if (rest.substr(0, 1) != "/") {
    if (!parts.scheme.empty()) {
      parts.opaque = rest;
      return;
    }
    if (rest.substr(0, rest.find('/')).find(':') != std::string_view::npos) {
      throw Error("first path segment in URL cannot contain colon");
    }
  }
  std::string_view path = rest;
  if (rest.substr(0, 2) == "//" && (!parts.scheme.empty() || rest.substr(0, 3) != "///")) {
    const size_t slash = rest.find('/', 2);
    path = slash == std::string_view::npos ? std::string_view() : rest.substr(slash);
    ParseAuthority(rest.substr(2, slash == std::string_view::npos ? slash : slash - 2), parts);
  } else if (!parts.scheme.empty() && rest.substr(0, 1) == "/") {
    parts.omits_host = true;
  }
  parts.path = NormalEscape(path, UrlPart::kPath);
}

}  // namespace

std::string UrlUser::ToString() const {
  std::string out = EscapeUrl(name, UrlPart::kUserPassword);
  if (password) out += ":" + EscapeUrl(*password, UrlPart::kUserPassword);
  return out;
}

UrlParts UrlParts::Parse(std::string_view text) {
  UrlParts parts;
  std::string_view fragment = text;
  const std::string_view rest = CutBefore(fragment, '#');
  std::string_view culprit = rest;
  try {
    ParseWithoutFragment(rest, parts);
    culprit = text;
    parts.fragment = NormalEscape(fragment, UrlPart::kFragment);
  } catch (const Error& error) {
    throw Error("parse " + QuoteText(culprit) + ": " + error.message());
  }
  return parts;
}

std::string UrlParts::ToString() const {
  std::string out;
  if (!scheme.empty()) out += scheme + ":";
  if (!opaque.empty()) {
    out += opaque;
  } else {
    const bool has_authority = !host.empty() || user.has_value();
    if (has_authority || (!scheme.empty() && !path.empty() && !omits_host)) out += "//";
    if (user) out += user->ToString() + "@";
    out += EscapeUrl(host, UrlPart::kHost);
    if (out.empty() && path.substr(0, path.find('/')).find(':') != std::string::npos) out += "./";
    out += path;
  }
  if (has_query) out += "?" + query;
  if (!fragment.empty()) out += "#" + fragment;
  return out;
}

std::string UrlParts::HostName() const {
  std::string_view name = host;
  const size_t colon = name.rfind(':');
  if (colon != std::string_view::npos && IsOptionalPort(name.substr(colon))) name = name.substr(0, colon);
  if (name.size() >= 2 && name.front() == '[' && name.back() == ']') name = name.substr(1, name.size() - 2);
  return std::string(name);
}

}  // namespace pkgrepo::go
