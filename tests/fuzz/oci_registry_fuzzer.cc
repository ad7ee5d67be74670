// Any bytes as the answers of a registry, one after the other: `%%%` between them, each a status in its first line, header
// fields, an empty line and a body. What a client makes of them is a result or an Error, and content has its digest.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/strings.h"
#include "net/file_body.h"
#include "oci/challenge.h"
#include "oci/registry_client.h"
#include "support/fake_registry.h"

using namespace pkgrepo;

namespace {

constexpr std::string_view kBetween = "%%%\n";
// A registry may lead a client on for longer than this, but not by answers of this size.
constexpr size_t kMaxRequests = 300;

net::HttpResponse ParseAnswer(std::string_view text) {
  net::HttpResponse response{.status = 200};
  const size_t head_end = std::min(text.find("\n\n"), text.size());
  bool is_first = true;
  for (std::string_view line : SplitLines(text.substr(0, head_end))) {
    if (is_first) response.status = std::atoi(std::string(line.substr(0, 3)).c_str());
    is_first = false;
    const size_t colon = line.find(": ");
    if (colon == line.npos) continue;
    response.headers.Add(std::string(line.substr(0, colon)), std::string(line.substr(colon + 2)));
  }
  if (head_end < text.size()) response.body = text.substr(head_end + 2);
  return response;
}

// Answers in turn, from the beginning again after the last.
class ScriptedServer : public net::HttpClient {
 public:
  explicit ScriptedServer(std::string_view text) {
    for (size_t end = text.find(kBetween); end != text.npos; end = text.find(kBetween)) {
      answers_.push_back(ParseAnswer(text.substr(0, end)));
      text.remove_prefix(end + kBetween.size());
    }
    answers_.push_back(ParseAnswer(text));
  }

  net::HttpResponse Send(const net::HttpRequest& request) override {
    if (++count_ > kMaxRequests) throw net::TransportError("enough", /*retryable=*/false);
    net::HttpResponse answer = answers_[count_ % answers_.size()];
    answer.url = request.url;
    if (answer.status / 100 == 2 && request.sink) {
      request.sink(answer.body);
      answer.body.clear();
    }
    return answer;
  }

 private:
  std::vector<net::HttpResponse> answers_;
  size_t count_ = 0;
};

template <typename Function>
void Try(std::string_view text, Function function) {
  ScriptedServer server(text);
  const MemoryFileSystem files;
  const oci::NoProcesses processes;
  const oci::Keychain keychain(
      {.environment = {{"HOME", "/"}}, .flags = {.username = "user", .password = "password"}}, files,
      processes);
  try {
    function(oci::RegistryClient(server, keychain, {}));
  } catch (const Error&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const oci::Repository repository = oci::Repository::Parse("r.example.com/app/a");
  const oci::Reference tag = oci::Reference::Parse("r.example.com/app/a:1");
  const std::string blob = "blob";
  Try(text, [&](const auto& client) { client.Find(tag); });
  Try(text, [&](const auto& client) {
    const oci::FetchedManifest manifest = client.GetManifest(tag);
    if (Digest::Of(manifest.bytes) != manifest.descriptor.digest) std::abort();
  });
  Try(text, [&](const auto& client) {
    const oci::Descriptor wanted{.media_type = std::string(oci::kDockerForeignLayer),
                                 .size = static_cast<int64_t>(blob.size()),
                                 .digest = Digest::Of(blob),
                                 .urls = {"https://other.example.com/blob"}};
    std::string got;
    client.GetBlob(repository, wanted, [&](std::string_view bytes) { got += bytes; });
    if (got != blob) std::abort();
  });
  Try(text, [&](const auto& client) { client.ListTags(repository); });
  Try(text, [&](const auto& client) {
    client.MountBlob(repository, Digest::Of(blob), repository);
    client.UploadBlob(repository, Digest::Of(blob), net::StringBody(blob));
    client.PutManifest(tag, oci::kOciManifest, "{}");
  });
  oci::ParseChallenges({std::string(text)});
  return 0;
}
