#include "cli/ytt/profile.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>

namespace pkgrepo::cli {
namespace {

constexpr size_t kStepsShown = 10;

double Milliseconds(std::chrono::nanoseconds duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

}  // namespace

Profile::Span::Span(Span&& other) noexcept
    : profile_(std::exchange(other.profile_, nullptr)), name_(std::move(other.name_)), start_(other.start_) {}

Profile::Span& Profile::Span::operator=(Span&& other) noexcept {
  End();
  profile_ = std::exchange(other.profile_, nullptr);
  name_ = std::move(other.name_);
  start_ = other.start_;
  return *this;
}

void Profile::Span::End() {
  if (profile_ == nullptr) return;
  profile_->phases_.emplace_back(std::move(name_), std::chrono::steady_clock::now() - start_);
  profile_ = nullptr;
}

void Profile::Print(std::ostream& out) const {
  const auto print = [&out](const std::string& name, std::chrono::nanoseconds duration) {
    out << fmt::format("profile: {:>10.3f} ms  {}\n", Milliseconds(duration), name);
  };
  for (const auto& [name, duration] : phases_) print(name, duration);
  print("total", std::chrono::steady_clock::now() - start_);
  std::vector<Entry> steps(steps_.begin(), steps_.end());
  std::sort(steps.begin(), steps.end(), [](const Entry& a, const Entry& b) { return a.second > b.second; });
  steps.resize(std::min(steps.size(), kStepsShown));
  for (const auto& [name, duration] : steps) print("- " + name, duration);
}

void Profile::PrintTotal(std::ostream& out) const {
  out << fmt::format("total: {:.6g}ms\n", Milliseconds(std::chrono::steady_clock::now() - start_));
}

}  // namespace pkgrepo::cli
