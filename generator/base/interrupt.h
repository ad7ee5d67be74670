// The program's signals. They belong to the whole process: nothing else in it changes how one is taken.
//
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

// Lets a write fail that the system would end the program for: to a pipe or a connection that nobody reads, beyond the
// limit of a file's size. For the beginning of main, before there are threads.
void IgnoreSignalsOfWriting();

// Lets a child process, between fork and exec, take all these signals as usual.
void RestoreSignals();

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_INTERRUPT_H_
