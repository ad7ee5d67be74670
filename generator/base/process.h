// Running other programs: `git`, credential helpers. One that does not read its input ends us, unless
// IgnoreSignalsOfWriting() (base/interrupt.h) was called.
//
//   ProcessResult result = RealProcessRunner().Run({.arguments = {"git", "rev-parse", "HEAD"}, .directory = tree});
//   if (result.status != 0) throw Error("git rev-parse failed").Note(result.error_output);

#ifndef PKGREPO_BASE_PROCESS_H_
#define PKGREPO_BASE_PROCESS_H_

#include <map>
#include <string>
#include <vector>

namespace pkgrepo {

struct ProcessRequest {
  std::vector<std::string> arguments;  // the program, looked up on PATH, and its arguments; no shell
  std::string directory;               // where it runs; "" is here
  std::string input;                   // given to its standard input, which then ends
  std::map<std::string, std::string>
      environment;  // set on top of our own, without what points git to a repository
};

struct ProcessResult {
  int status = 0;            // exit status; 128 + N if signal N ended it
  std::string output;        // standard output
  std::string error_output;  // standard error
};

class ProcessRunner {
 public:
  virtual ~ProcessRunner() = default;
  // Waits for the end. A status other than 0 is a result, not an Error. Throws if the program cannot be
  // started.
  virtual ProcessResult Run(const ProcessRequest& request) const = 0;
};

class RealProcessRunner : public ProcessRunner {
 public:
  ProcessResult Run(const ProcessRequest& request) const override;
};

}  // namespace pkgrepo

#endif  // PKGREPO_BASE_PROCESS_H_
