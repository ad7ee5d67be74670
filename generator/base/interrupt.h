// What is to be done when the user, or a CI system, ends the program early: Ctrl-C, SIGTERM, SIGHUP.
//
//   const OnInterrupt cleanup([path] { std::filesystem::remove_all(path); });
//
// While such an object lives, its function is called, by a thread of its own, before the program ends by the signal as
// if nothing had caught it. The functions are called in the reverse order of their making, and must not throw. Nothing
// can be done about SIGKILL.

#ifndef PKGREPO_BASE_INTERRUPT_H_
#define PKGREPO_BASE_INTERRUPT_H_

#include <functional>
#include <list>

namespace pkgrepo {

class OnInterrupt {
 public:
  explicit OnInterrupt(std::function<void()> function);
  // Waits while the function runs.
  ~OnInterrupt();
  OnInterrupt(const OnInterrupt&) = delete;
  OnInterrupt& operator=(const OnInterrupt&) = delete;

 private:
  std::list<std::function<void()>>::iterator entry_;
};

// Lets a child process, between fork and exec, take these signals as usual.
void RestoreInterruptSignals();

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_INTERRUPT_H_
