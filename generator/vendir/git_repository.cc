#include "vendir/git_repository.h"

#include "base/error.h"
#include "base/strings.h"
#include "net/url.h"

namespace pkgrepo::vendir {
namespace {

constexpr char kHttps[] = "https://";

std::string Indent(const std::string& text) {
  std::string indented;
  for (std::string_view line : SplitLines(text)) indented += "  " + std::string(line) + "\n";
  return indented;
}

}  // namespace

GitRepository::GitRepository(const GitSource& source, std::string directory, const FetchContext& context)
    : context_(context), directory_(std::move(directory)) {
  if (source.lfs_skip_smudge) environment_["GIT_LFS_SKIP_SMUDGE"] = "1";
  if (source.dangerous_skip_tls_verify) environment_["GIT_SSL_NO_VERIFY"] = "true";
  if (source.secret) UseSecret(source, context.resources.GetSecret(source.secret->name));
}

void GitRepository::UseSecret(const GitSource& source, const Secret& secret) {
  std::string username, password, ssh = "ssh -o ServerAliveInterval=30 -o ForwardAgent=no -F /dev/null";
  bool known_hosts = false;
  for (auto& [field, value] : secret.data) {
    if (field == "username") {
      username = value;
    } else if (field == "password") {
      password = value;
    } else if (field == "ssh-privatekey") {
      WritePrivate("private-key", value);
      ssh += " -i " + credentials_.path() + "/private-key -o IdentitiesOnly=yes";
    } else if (field == "ssh-knownhosts") {
      WritePrivate("known-hosts", value);
      known_hosts = true;
    } else {
      throw Error("Unknown secret field '" + field + "' in secret '" + secret.name + "'");
    }
  }
  ssh += known_hosts
             ? " -o StrictHostKeyChecking=yes -o UserKnownHostsFile=" + credentials_.path() + "/known-hosts"
             : std::string(" -o StrictHostKeyChecking=no");
  environment_["GIT_SSH_COMMAND"] = ssh;
  bool over_ssh = secret.data.contains("ssh-privatekey");
  if (!over_ssh && (!username.empty() || !password.empty())) UsePassword(source, username, password);
}

void GitRepository::UsePassword(const GitSource& source, const std::string& username,
                                const std::string& password) {
  if (!source.url.starts_with(kHttps)) {
    throw Error("Username/password authentication is only supported for https remotes");
  }
  std::string host = source.url.substr(sizeof(kHttps) - 1);
  host = host.substr(0, host.find('/'));
  WritePrivate(".git-credentials", kHttps + net::PercentEncode(username) + ":" +
                                       net::PercentEncode(password) + "@" + host + "\n");
  if (!source.force_http_basic_auth) return;
  // By the environment: in the repository's own configuration it would stay in the vendored tree.
  environment_["GIT_CONFIG_COUNT"] = "1";
  environment_["GIT_CONFIG_KEY_0"] = "http.extraHeader";
  environment_["GIT_CONFIG_VALUE_0"] = "Authorization: Basic " + Base64Encode(username + ":" + password);
}

void GitRepository::WritePrivate(const std::string& name, const std::string& content) const {
  context_.files.WriteFile(credentials_.path() + "/" + name, content, 0600);
}

// Throws Error if there is no git.
ProcessResult GitRepository::Start(const ProcessRequest& request) const {
  const std::vector<std::string> arguments(request.arguments.begin() + 1, request.arguments.end());
  return WithContext("Git [" + Join(arguments, " ") + "]: ",
                     [&] { return RunTool(context_.processes, request); });
}

ProcessResult GitRepository::Execute(const std::vector<std::string>& arguments) const {
  ProcessRequest request{
      .arguments = {"git"}, .directory = directory_, .input = "", .environment = environment_};
  request.arguments.insert(request.arguments.end(), arguments.begin(), arguments.end());
  context_.progress("  --> git " + Join(arguments, " ") + "\n");
  ProcessResult result = Start(request);
  for (std::string_view line : SplitLines(result.error_output)) {
    context_.progress(Indent(std::string(line) + "\n"));
  }
  if (!result.output.empty()) context_.progress(Indent(result.output));
  return result;
}

std::string GitRepository::Run(const std::vector<std::string>& arguments) const {
  ProcessResult result = Execute(arguments);
  if (result.status != 0) {
    throw Error("Git [" + Join(arguments, " ") + "]: exit status " + std::to_string(result.status) +
                " (stderr: " + result.error_output + ")");
  }
  return result.output;
}

std::optional<std::string> GitRepository::TryRun(const std::vector<std::string>& arguments) const {
  ProcessResult result = Execute(arguments);
  if (result.status != 0) return std::nullopt;
  return result.output;
}

}  // namespace pkgrepo::vendir
