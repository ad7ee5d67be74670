#include "cli/progress_meter.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <string_view>
#include <utility>

namespace pkgrepo::cli {
namespace {

constexpr int64_t kSecond = 1'000'000'000;
// What ends before is not worth a line on a terminal, and elsewhere.
constexpr int64_t kShownAfter = kSecond / 2;
constexpr int64_t kToldAfter = 10 * kSecond;
constexpr int64_t kPause = kSecond / 10;
// Back to the begin of the line, and what is there goes.
constexpr std::string_view kErase = "\r\x1b[K";

struct Unit {
  double bytes;
  std::string_view name;
};

Unit UnitOf(int64_t bytes) {
  constexpr std::array kUnits = {Unit{1e9, "GB"}, Unit{1e6, "MB"}, Unit{1e3, "kB"}};
  const auto* unit = std::ranges::find_if(kUnits, [&](const Unit& known) { return static_cast<double>(bytes) >= known.bytes; });
  return unit != kUnits.end() ? *unit : kUnits.back();
}

std::string InUnit(int64_t bytes, const Unit& unit) { return fmt::format("{:.1f}", static_cast<double>(bytes) / unit.bytes); }

std::string Amount(int64_t bytes) {
  const Unit unit = UnitOf(bytes);
  return InUnit(bytes, unit) + " " + std::string(unit.name);
}

// The first `width` bytes, less those of a character that has more.
std::string_view Cut(std::string_view text, size_t width) {
  if (text.size() <= width) return text;
  while (width > 0 && (static_cast<unsigned char>(text[width]) & 0xC0) == 0x80) --width;
  return text.substr(0, width);
}

}  // namespace

Screen StandardError() {
  Screen screen{.out = std::cerr, .is_terminal = ::isatty(STDERR_FILENO) == 1};
  winsize size{};
  if (screen.is_terminal && ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) screen.width = size.ws_col;
  return screen;
}

ProgressMeter::ProgressMeter(std::string task, Screen screen, std::function<int64_t()> clock)
    : task_(std::move(task)), screen_(screen), clock_(std::move(clock)) {}

void ProgressMeter::SetTask(std::string task) {
  const std::lock_guard lock(mutex_);
  task_ = std::move(task);
}

void ProgressMeter::OnProgress(const void* transfer, const std::string& url, int64_t done, int64_t total) {
  const std::lock_guard lock(mutex_);
  const auto [known, is_new] = transfers_.try_emplace(transfer);
  Transfer& now = known->second;
  if (is_new) now = {.name = NameOfTransfer(url), .began = clock_()};
  now.done = done;
  now.total = total;
  if (screen_.is_terminal) {
    Draw();
  } else if (!now.is_told && clock_() - now.began >= kToldAfter) {
    now.is_told = true;
    screen_.out << Describe(now, 0) << "\n" << std::flush;
  }
}

void ProgressMeter::OnEnd(const void* transfer) {
  const std::lock_guard lock(mutex_);
  transfers_.erase(transfer);
  if (!transfers_.empty() || !is_drawn_) return;
  screen_.out << kErase << std::flush;
  is_drawn_ = false;
}

// All of them together, under the name of the one that began first.
void ProgressMeter::Draw() {
  const int64_t now = clock_();
  const auto first = std::ranges::min_element(transfers_, {}, [](const auto& entry) { return entry.second.began; });
  if (now - first->second.began < kShownAfter || now - drawn_at_ < kPause) return;
  Transfer all = {.name = first->second.name, .began = first->second.began};
  bool knows_total = true;
  for (const auto& [id, transfer] : transfers_) {
    all.done += transfer.done;
    all.total += transfer.total;
    knows_total = knows_total && transfer.total > 0;
  }
  if (!knows_total) all.total = 0;
  screen_.out << kErase << Cut(Describe(all, transfers_.size() - 1), screen_.width - 1) << std::flush;
  drawn_at_ = now;
  is_drawn_ = true;
}

std::string ProgressMeter::Describe(const Transfer& transfer, size_t others) const {
  const int64_t elapsed = std::max<int64_t>(clock_() - transfer.began, 1);
  const auto rate = static_cast<int64_t>(static_cast<double>(transfer.done) * kSecond / static_cast<double>(elapsed));
  std::string amount = Amount(transfer.done);
  if (transfer.total >= transfer.done && transfer.total > 0) {
    const Unit unit = UnitOf(transfer.total);
    amount = InUnit(transfer.done, unit) + " of " + InUnit(transfer.total, unit) + " " + std::string(unit.name);
  }
  return task_ + " " + transfer.name + (others > 0 ? fmt::format(" and {} more", others) : "") + ": " + amount + ", " +
         Amount(rate) + "/s";
}

std::string NameOfTransfer(const std::string& url) {
  std::string_view name = url;
  name = name.substr(0, name.find_first_of("?#"));
  if (const size_t scheme = name.find("://"); scheme != std::string_view::npos) name.remove_prefix(scheme + 3);
  const size_t user = name.find('@');
  if (user < name.find('/')) name.remove_prefix(user + 1);
  constexpr std::string_view kApi = "/v2/";
  const size_t api = name.find('/');
  if (api == std::string_view::npos || !name.substr(api).starts_with(kApi)) return std::string(name);
  for (const std::string_view kind : {"/blobs/", "/manifests/"}) {
    const size_t end = name.rfind(kind);
    if (end == std::string_view::npos || end < api + kApi.size()) continue;
    return std::string(name.substr(0, api + 1)) + std::string(name.substr(api + kApi.size(), end - api - kApi.size()));
  }
  return std::string(name);
}

}  // namespace pkgrepo::cli
