#include "base/interrupt.h"

#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file_system.h"
#include "base/process.h"
#include "base/temp_dir.h"

namespace pkgrepo {
namespace {

// Runs `function` in a process of its own, ends that by `signal`, and returns its wait status.
template <typename Function>
int Interrupted(int signal, Function function) {
  const pid_t child = ::fork();
  if (child == 0) {
    function([signal] {
      ::kill(::getpid(), signal);
      ::pause();
    });
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

}  // namespace

TEST_CASE("temporary folders are removed when the program is interrupted, and it ends by the signal") {
  const TempDir outside;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    const int status = Interrupted(signal, [&](const auto& wait) {
      const TempDir first(outside.path()), second(outside.path());
      RealFileSystem().WriteFile(first.path() + "/secret", "s");
      wait();
    });
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == signal);
    CHECK(RealFileSystem().ListDirectory(outside.path()).empty());
  }
}

TEST_CASE("a program that we run is ended with us") {
  const TempDir outside;
  const std::string started = outside.path() + "/started", late = outside.path() + "/late";
  const pid_t child = ::fork();
  if (child == 0) {
    RealProcessRunner().Run(
        {.arguments = {"sh", "-c", "touch '" + started + "'; sleep 2; touch '" + late + "'"}});
    ::_exit(0);
  }
  while (!RealFileSystem().IsFile(started)) ::usleep(1000);
  ::kill(child, SIGTERM);
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WIFSIGNALED(status));
  ::sleep(3);
  CHECK_FALSE(RealFileSystem().IsFile(late));
}

}  // namespace pkgrepo
