#include "base/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "base/file_descriptor.h"
#include "base/interrupt.h"

extern char** environ;

namespace pkgrepo {
namespace {

struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
      throw Error(std::string("cannot make a pipe: ") + std::strerror(errno));
    from = FileDescriptor(ends[0]);
    into = FileDescriptor(ends[1]);
  }
  FileDescriptor from;  // where it is read
  FileDescriptor into;  // where it is written
};

// By these a hook of git tells which repository it runs for. A git of ours works on others.
bool IsGitLocation(std::string_view name) {
  constexpr std::string_view kNames[] = {"GIT_DIR",
                                         "GIT_WORK_TREE",
                                         "GIT_INDEX_FILE",
                                         "GIT_OBJECT_DIRECTORY",
                                         "GIT_ALTERNATE_OBJECT_DIRECTORIES",
                                         "GIT_COMMON_DIR",
                                         "GIT_NAMESPACE",
                                         "GIT_PREFIX",
                                         "GIT_QUARANTINE_PATH",
                                         "GIT_CEILING_DIRECTORIES",
                                         "GIT_GRAFT_FILE",
                                         "GIT_SHALLOW_FILE",
                                         "GIT_REPLACE_REF_BASE",
                                         "GIT_NO_REPLACE_OBJECTS",
                                         "GIT_CONFIG",
                                         "GIT_CONFIG_PARAMETERS",
                                         "GIT_IMPLICIT_WORK_TREE",
                                         "GIT_INTERNAL_SUPER_PREFIX"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

std::vector<std::string> Environment(const std::map<std::string, std::string>& changes) {
  std::vector<std::string> entries;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::string name(text.substr(0, text.find('=')));
    if (!changes.contains(name) && !IsGitLocation(name)) entries.emplace_back(text);
  }
  for (const auto& [name, value] : changes) entries.push_back(name + "=" + value);
  return entries;
}

std::vector<char*> Pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

// Only async-signal-safe calls from here to exec. On failure errno goes to the parent through `report`.
[[noreturn]] void RunChild(const std::string& directory, char** arguments, char** environment, const Pipe& in,
                           const Pipe& out, const Pipe& err, const Pipe& report) {
  RestoreSignals();
  const bool ready = ::dup2(in.from.get(), STDIN_FILENO) >= 0 && ::dup2(out.into.get(), STDOUT_FILENO) >= 0 &&
                     ::dup2(err.into.get(), STDERR_FILENO) >= 0 &&
                     (directory.empty() || ::chdir(directory.c_str()) == 0);
  if (ready) ::execvpe(arguments[0], arguments, environment);
  const int code = errno;
  const bool reported = WriteAll(report.into.get(), {reinterpret_cast<const char*>(&code), sizeof code});
  ::_exit(reported ? 127 : 126);
}

// Feeds `input` and collects both outputs at once, so that no side waits for the other.
void Exchange(std::string_view input, Pipe& in, Pipe& out, Pipe& err, ProcessResult& result) {
  ::fcntl(in.into.get(), F_SETFL, O_NONBLOCK);
  std::array<char, 65536> buffer{};
  const auto drain = [&buffer](Pipe& pipe, std::string& text) {
    const ssize_t count = ReadSome(pipe.from.get(), buffer.data(), buffer.size());
    if (count > 0) text.append(buffer.data(), static_cast<size_t>(count));
    if (count <= 0) pipe.from.Close();
  };
  if (input.empty()) in.into.Close();
  while (out.from.is_open() || err.from.is_open()) {
    std::array<pollfd, 3> waits{
        {{in.into.get(), POLLOUT, 0}, {out.from.get(), POLLIN, 0}, {err.from.get(), POLLIN, 0}}};
    if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) break;
    if (waits[0].revents != 0) {
      const ssize_t count = ::write(in.into.get(), input.data(), input.size());
      if (count > 0) input.remove_prefix(static_cast<size_t>(count));
      if (input.empty() || (count < 0 && errno != EINTR && errno != EAGAIN)) in.into.Close();
    }
    if (waits[1].revents != 0) drain(out, result.output);
    if (waits[2].revents != 0) drain(err, result.error_output);
  }
}

// What is cleaned up next may be what the child works on.
void EndAndAwait(pid_t child) {
  ::kill(child, SIGTERM);
  constexpr timespec kPause = {.tv_sec = 0, .tv_nsec = 10'000'000};
  for (int pauses = 0; pauses < 500; ++pauses) {
    siginfo_t ended{};
    const int status = ::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT | WNOHANG);
    if (status != 0 || ended.si_pid == child) return;
    ::nanosleep(&kPause, nullptr);
  }
}

}  // namespace

ProcessResult RealProcessRunner::Run(const ProcessRequest& request) const {
  std::vector<std::string> arguments = request.arguments;
  std::vector<std::string> environment = Environment(request.environment);
  const std::vector<char*> argument_pointers = Pointers(arguments);
  const std::vector<char*> environment_pointers = Pointers(environment);
  Pipe in, out, err, report;

  const pid_t child = ::fork();
  if (child < 0) throw Error("cannot start '" + arguments[0] + "': " + std::strerror(errno));
  if (child == 0) {
    RunChild(request.directory, const_cast<char**>(argument_pointers.data()),
             const_cast<char**>(environment_pointers.data()), in, out, err, report);
  }
  std::optional<OnInterrupt> end_child([child] { EndAndAwait(child); });
  in.from.Close();
  out.into.Close();
  err.into.Close();
  report.into.Close();

  ProcessResult result;
  Exchange(request.input, in, out, err, result);
  int status = 0;
  siginfo_t ended;
  while (::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT) < 0 && errno == EINTR) {
  }
  end_child.reset();  // from now on the number may be another process's
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  int failure = 0;
  if (ReadSome(report.from.get(), reinterpret_cast<char*>(&failure), sizeof failure) == sizeof failure) {
    throw Error("cannot run '" + arguments[0] + "'" +
                (request.directory.empty() ? "" : " in '" + request.directory + "'") + ": " +
                std::strerror(failure));
  }
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

}  // namespace pkgrepo
