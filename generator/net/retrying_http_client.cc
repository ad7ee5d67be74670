#include "net/retrying_http_client.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <thread>

namespace pkgrepo::net {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstWait{200};
constexpr milliseconds kLongestWait{10'000};
constexpr std::chrono::seconds kLongestRetryAfter{60};
constexpr std::chrono::minutes kLongestInAll{3};

bool MayRepeat(const HttpRequest& request, int status) {
  const bool did_nothing = status == 429 || status == 503;
  if (request.method == "POST" || request.method == "PATCH") return did_nothing;
  return did_nothing || status == 408 || status == 500 || status == 502 || status == 504;
}

std::optional<milliseconds> RetryAfter(const HttpResponse& response) {
  const std::optional<std::string> text = response.headers.Find("Retry-After");
  if (!text) return std::nullopt;
  unsigned seconds = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), seconds);
  if (error != std::errc() || end != text->data() + text->size()) return std::nullopt;  // a date, perhaps
  return std::min(std::chrono::seconds(seconds), kLongestRetryAfter);
}

void SleepThisThread(milliseconds time) { std::this_thread::sleep_for(time); }

}  // namespace

RetryingHttpClient::RetryingHttpClient(HttpClient& inner, int attempts, Sleep sleep)
    : inner_(inner), attempts_(attempts), sleep_(sleep ? std::move(sleep) : SleepThisThread) {}

HttpResponse RetryingHttpClient::Send(const HttpRequest& request) {
  bool sink_had_bytes = false;
  HttpRequest attempt = request;
  if (request.sink) {
    attempt.sink = [&](std::string_view bytes) {
      sink_had_bytes = true;
      request.sink(bytes);
    };
  }
  milliseconds wait = kFirstWait;
  milliseconds waited{0};
  for (int left = attempts_ - 1;; --left) {
    std::optional<milliseconds> asked_for;
    try {
      HttpResponse response = inner_.Send(attempt);
      if (left <= 0 || !MayRepeat(request, response.status)) return response;
      asked_for = RetryAfter(response);
      if (waited + asked_for.value_or(wait) > kLongestInAll) return response;
    } catch (const TransportError& error) {
      const bool repeatable = request.method != "POST" && request.method != "PATCH";
      if (left <= 0 || !error.retryable() || !repeatable || sink_had_bytes) throw;
      if (waited + wait > kLongestInAll) throw;
    }
    waited += asked_for.value_or(wait);
    sleep_(asked_for.value_or(wait));
    wait = std::min(wait * 2, kLongestWait);
  }
}

}  // namespace pkgrepo::net
