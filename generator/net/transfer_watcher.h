// Who is told how far transfers are, to show it: progress on a terminal.
//
//   ProgressMeter meter("Fetching", StandardError());            // cli/progress_meter.h
//   CurlHttpClient client({.watcher = &meter});

#ifndef PKGREPO_NET_TRANSFER_WATCHER_H_
#define PKGREPO_NET_TRANSFER_WATCHER_H_

#include <cstdint>
#include <string>

namespace pkgrepo::net {

class TransferWatcher {
 public:
  virtual ~TransferWatcher() = default;
  // Called for each piece, and about once a second where nothing comes, in the thread of the transfer. `transfer` tells apart
  // those that go on at once. Bytes of the larger body, the request's or the response's; `total` is 0 if it is not known.
  virtual void OnProgress(const void* transfer, const std::string& url, int64_t done, int64_t total) = 0;
  // Called once for each transfer, however it ends.
  virtual void OnEnd(const void* transfer) = 0;
};

}  // namespace pkgrepo::net

#endif  // PKGREPO_NET_TRANSFER_WATCHER_H_
