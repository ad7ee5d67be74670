// How long the steps of a run take: --profile.
//
//   Timed(on_time, "evaluate", "app.yml", [&] { … });   // calls on_time("evaluate app.yml", 230us)

#ifndef PKGREPO_YTT_LIBRARY_TIMING_H_
#define PKGREPO_YTT_LIBRARY_TIMING_H_

#include <chrono>
#include <functional>
#include <string>

namespace pkgrepo::ytt {

// Is called with the duration of each step, which includes the steps in it: a file with all that it loads and the
// libraries that it evaluates.
using TimeObserver = std::function<void(const std::string& step, std::chrono::nanoseconds duration)>;

// Runs the step and calls the observer, if there is one. A step that throws is not reported.
template <typename Step>
void Timed(const TimeObserver& observer, const char* verb, const std::string& object, Step step) {
  if (!observer) return step();
  const auto start = std::chrono::steady_clock::now();
  step();
  observer(std::string(verb) + ' ' + object, std::chrono::steady_clock::now() - start);
}

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_LIBRARY_TIMING_H_
