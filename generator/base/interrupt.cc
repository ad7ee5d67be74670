#include "base/interrupt.h"

#include <signal.h>
#include <unistd.h>

#include <array>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace pkgrepo {
namespace {

constexpr std::array kSignalsOfWriting = {SIGPIPE, SIGXFSZ};

sigset_t InterruptSignals() {
  sigset_t signals;
  ::sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&signals, signal);
  return signals;
}

// The functions, and the thread that waits for a signal. Never destroyed: the thread lives to the end.
class Watch {
 public:
  static Watch& Get() {
    static Watch& watch = *new Watch;
    return watch;
  }

  std::list<std::function<void()>>::iterator Add(std::function<void()> function) {
    const std::scoped_lock lock(mutex_);
    if (process_ != ::getpid()) Start();
    // What the parent of a forked process has to do does not concern the child.
    functions_.push_back([process = process_, function = std::move(function)] {
      if (process == ::getpid()) function();
    });
    return std::prev(functions_.end());
  }

  void Remove(std::list<std::function<void()>>::iterator entry) {
    const std::scoped_lock lock(mutex_);
    functions_.erase(entry);
  }

 private:
  // A forked child has the functions, but no thread. Threads that are there already take a signal as ever, so this must
  // come before them.
  void Start() {
    process_ = ::getpid();
    sigset_t signals = InterruptSignals();
    // What is ignored (by nohup) stays so.
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
      struct sigaction action {};
      ::sigaction(signal, nullptr, &action);
      if (action.sa_handler == SIG_IGN) ::sigdelset(&signals, signal);
    }
    sigset_t before;
    ::pthread_sigmask(SIG_BLOCK, &signals, &before);
    try {
      std::thread([this, signals] { Wait(signals); }).detach();
    } catch (const std::system_error&) {  // a limit of processes: the signals end the program at once
      ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    }
  }

  [[noreturn]] void Wait(const sigset_t& signals) {
    int signal = SIGTERM;
    ::sigwait(&signals, &signal);
    mutex_.lock();  // for good: what the others still do is of no use
    for (auto function = functions_.rbegin(); function != functions_.rend(); ++function) (*function)();
    ::signal(signal, SIG_DFL);
    ::pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
    ::raise(signal);
    ::_exit(128 + signal);
  }

  std::mutex mutex_;
  pid_t process_ = 0;
  std::list<std::function<void()>> functions_;
};

}  // namespace

OnInterrupt::OnInterrupt(std::function<void()> function) : entry_(Watch::Get().Add(std::move(function))) {}

OnInterrupt::~OnInterrupt() { Watch::Get().Remove(entry_); }

void IgnoreSignalsOfWriting() {
  for (const int signal : kSignalsOfWriting) ::signal(signal, SIG_IGN);
}

void RestoreSignals() {
  for (const int signal : kSignalsOfWriting) ::signal(signal, SIG_DFL);
  const sigset_t signals = InterruptSignals();
  ::sigprocmask(SIG_UNBLOCK, &signals, nullptr);
}

}  // namespace pkgrepo
