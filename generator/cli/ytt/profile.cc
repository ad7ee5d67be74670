#include "cli/ytt/profile.h"

#include <fmt/format.h>

#include <ostream>

namespace pkgrepo::cli {
namespace {

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
  for (const auto& [name, duration] : phases_) {
    out << fmt::format("profile: {:<22} {:>10.3f} ms\n", name, Milliseconds(duration));
  }
  out << fmt::format("profile: {:<22} {:>10.3f} ms\n", "total",
                     Milliseconds(std::chrono::steady_clock::now() - start_));
}

void Profile::PrintTotal(std::ostream& out) const {
  out << fmt::format("total: {:.6g}ms\n", Milliseconds(std::chrono::steady_clock::now() - start_));
}

}  // namespace pkgrepo::cli
