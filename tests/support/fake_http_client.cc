#include "support/fake_http_client.h"

#include <array>

namespace pkgrepo::net {

HttpResponse FakeHttpClient::Send(const HttpRequest& request) {
  HttpRequest received = request;
  if (request.upload != nullptr) {
    std::array<char, 4096> buffer;
    int64_t offset = 0;
    while (const size_t count = request.upload->Read(offset, buffer.data(), buffer.size())) {
      received.body.append(buffer.data(), count);
      offset += static_cast<int64_t>(count);
    }
  }
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request.method + " " + request.url);
  }
  HttpResponse response = handler_(received);
  if (response.url.empty()) response.url = request.url;
  if (static_cast<int64_t>(response.body.size()) > request.max_body) {
    throw TransportError(request.method + " \"" + request.url + "\": response is too large", false);
  }
  if (request.sink && response.status / 100 == 2) {
    request.sink(response.body);
    response.body.clear();
  }
  return response;
}

std::vector<std::string> FakeHttpClient::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

}  // namespace pkgrepo::net
