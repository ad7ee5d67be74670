// Any bytes as Docker's config.json, and as the answer of a credential helper.

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/error.h"
#include "oci/docker_config.h"
#include "support/memory_file_system.h"

using namespace pkgrepo;

namespace {

class Helper : public ProcessRunner {
 public:
  explicit Helper(std::string answer) : answer_(std::move(answer)) {}
  ProcessResult Run(const ProcessRequest&) const override { return {.status = 0, .output = answer_}; }

 private:
  std::string answer_;
};

void Find(const std::string& config, const Helper& helper) {
  MemoryFileSystem files;
  files.WriteFile("/home/config.json", config);
  for (const char* repository : {"r.example.com/app/a", "127.0.0.1:5000/a", "nginx"}) {
    try {
      oci::FindDockerCredentials(oci::Repository::Parse(repository), {{"DOCKER_CONFIG", "/home"}}, files,
                                 helper);
    } catch (const Error&) {
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  Find(text, Helper(R"({"Username": "user", "Secret": "secret"})"));
  Find(R"({"credsStore": "store"})", Helper(text));
  return 0;
}
