#include "net/http_log.h"

#include <array>
#include <ctime>

#include "base/strings.h"
#include "go/duration.h"
#include "net/url.h"

namespace pkgrepo::net {
namespace {

constexpr std::array<std::string_view, 4> kSecretFields = {"authorization", "proxy-authorization", "cookie", "set-cookie"};
constexpr std::string_view kRedacted = "<redacted>";

std::string Now() {
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm local = {};
  localtime_r(&now, &local);
  std::array<char, 32> text = {};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y/%m/%d %H:%M:%S ", &local)};
}

bool IsSecret(std::string_view name) {
  const std::string lower = ToLower(name);
  for (std::string_view secret : kSecretFields) {
    if (lower == secret) return true;
  }
  return lower.find("token") != std::string::npos;
}

// Without parameters, up to the next blank.
std::string RedactAddress(std::string_view text) {
  if (Url::Parse(text)) return RedactUrl(text);
  const size_t query = text.find('?');
  if (query == std::string_view::npos) return std::string(text);
  return std::string(text.substr(0, query)) + "?" + std::string(kRedacted) +
         std::string(text.substr(std::min(text.find(' ', query), text.size())));
}

}  // namespace

std::string RedactHead(std::string_view head) {
  std::string text;
  for (std::string_view line : SplitLines(head)) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    const size_t colon = line.find(':');
    const std::string_view name = line.substr(0, colon);
    const bool is_field = colon != std::string_view::npos && name.find(' ') == std::string_view::npos;
    if (is_field && IsSecret(name)) {
      text += std::string(name) + ": " + std::string(kRedacted);
    } else if (is_field && ToLower(name) == "location") {
      text += std::string(name) + ": " + RedactAddress(Trim(line.substr(colon + 1)));
    } else if (!is_field) {  // "GET /v2/?a=b HTTP/1.1"
      text += RedactAddress(line);
    } else {
      text += line;
    }
    text += '\n';
  }
  return text;
}

void HttpLog::Request(std::string_view method, std::string_view url, std::string_view head) {
  Write("--> " + std::string(method) + " " + RedactUrl(url), RedactHead(head));
}

void HttpLog::Answer(int status, std::string_view url, std::chrono::nanoseconds time, std::string_view head) {
  Write("<-- " + std::to_string(status) + " " + RedactUrl(url) + " (" + go::FormatDuration(time) + ")", RedactHead(head));
}

void HttpLog::Failure(std::string_view reason, std::string_view method, std::string_view url, std::chrono::nanoseconds time) {
  Write("<-- " + std::string(reason) + " " + std::string(method) + " " + RedactUrl(url) + " (" + go::FormatDuration(time) + ")", "");
}

void HttpLog::Write(const std::string& line, const std::string& rest) {
  const std::string now = Now();
  const std::lock_guard lock(mutex_);
  write_(now + line + "\n" + (rest.empty() ? "" : now + rest));
}

}  // namespace pkgrepo::net
