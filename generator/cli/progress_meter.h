// Shows how far transfers are: on a terminal in one line, which is drawn again and goes when they end; elsewhere with a line
// for each that takes long.
//
//   ProgressMeter meter("Fetching", StandardError());
//   RegistryByFlags connection(flags, RegistryTool::kImgpkg, &meter);
//
//   Fetching ghcr.io/acme/app: 12.3 of 40.0 MB, 3.1 MB/s

#ifndef PKGREPO_CLI_PROGRESS_METER_H_
#define PKGREPO_CLI_PROGRESS_METER_H_

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <ostream>
#include <string>

#include "base/clock.h"
#include "net/transfer_watcher.h"

namespace pkgrepo::cli {

struct Screen {
  std::ostream& out;
  bool is_terminal = false;
  size_t width = 80;
};

// Standard error as it is now.
Screen StandardError();

class ProgressMeter : public net::TransferWatcher {
 public:
  // `task` is what is being done, as in "Fetching". `clock` is for tests.
  ProgressMeter(std::string task, Screen screen, std::function<int64_t()> clock = Now);

  void SetTask(std::string task);

  void OnProgress(const void* transfer, const std::string& url, int64_t done, int64_t total) override;
  void OnEnd(const void* transfer) override;

 private:
  struct Transfer {
    std::string name;
    int64_t began = 0;
    int64_t done = 0;
    int64_t total = 0;
    bool is_told = false;
  };

  void Draw();
  std::string Describe(const Transfer& transfer, size_t others) const;

  std::mutex mutex_;
  std::string task_;
  const Screen screen_;
  const std::function<int64_t()> clock_;
  std::map<const void*, Transfer> transfers_;
  int64_t drawn_at_ = 0;
  bool is_drawn_ = false;
};

// What a transfer is called: of a registry its repository, "ghcr.io/acme/app" for
// "https://ghcr.io/v2/acme/app/blobs/sha256:…"; else the URL without what may be secret.
std::string NameOfTransfer(const std::string& url);

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_PROGRESS_METER_H_
