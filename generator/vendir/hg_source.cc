#include "base/error.h"
#include "base/strings.h"
#include "net/url.h"
#include "vendir/fetch.h"

namespace pkgrepo::vendir {
namespace {

class HgRepository {
 public:
  HgRepository(std::string directory, const FetchContext& context)
      : directory_(std::move(directory)), context_(context) {}

  std::string Run(const std::vector<std::string>& arguments) const {
    ProcessRequest request{
        .arguments = {"hg"}, .directory = directory_, .input = "", .environment = {{"HGPLAIN", "1"}}};
    request.arguments.insert(request.arguments.end(), arguments.begin(), arguments.end());
    context_.progress("  --> hg " + Join(arguments, " ") + "\n");
    try {
      ProcessResult result = RunTool(context_.processes, request);
      if (result.status == 0) return result.output;
      throw Error("exit status " + std::to_string(result.status) + " (stderr: " + result.error_output + ")");
    } catch (Error& error) {
      error.Prefix("Hg [" + Join(arguments, " ") + "]: ");
      throw;
    }
  }

 private:
  std::string directory_;
  const FetchContext& context_;
};

// A URL with the user and password of a Secret in it.
std::string WithCredentials(const HgSource& source, const Resources& resources) {
  if (!source.secret) return source.url;
  const Secret& secret = resources.GetSecret(source.secret->name);
  std::string username, password;
  for (auto& [field, value] : secret.data) {
    if (field == "username") {
      username = value;
    } else if (field == "password") {
      password = value;
    } else {
      throw Error("Unknown secret field '" + field + "' in secret '" + secret.name + "'");
    }
  }
  constexpr std::string_view kHttps = "https://";
  if (!source.url.starts_with(kHttps)) {
    throw Error("Username/password authentication is only supported for https remotes");
  }
  return std::string(kHttps) + net::PercentEncode(username) + ":" + net::PercentEncode(password) + "@" +
         source.url.substr(kHttps.size());
}

LockedHg Checkout(const HgSource& source, const std::string& directory, const FetchContext& context) {
  if (source.url.empty()) throw Error("Expected non-empty URL");
  if (source.ref.empty()) throw Error("Expected non-empty ref");
  if (source.url.starts_with('-') || source.ref.starts_with('-')) {
    throw Error("Expected hg URL and ref to not begin with '-'");
  }
  context.files.MakeDirectories(directory, 0700);
  HgRepository repository(directory, context);
  repository.Run({"init"});
  repository.Run({"pull", WithCredentials(source, context.resources)});
  repository.Run({"checkout", source.ref});
  LockedHg locked;
  locked.sha = Trim(repository.Run({"id", "--id", "--debug"}));
  locked.change_set_title =
      Trim(repository.Run({"log", "-l", "1", "-T", "{desc|firstline|strip}", "-r", locked.sha}));
  return locked;
}

}  // namespace

LockedHg FetchHg(const HgSource& source, const std::string& target, const FetchContext& context) {
  std::string directory = context.scratch + "/hg";
  LockedHg locked;
  try {
    locked = Checkout(source, directory, context);
  } catch (Error& error) {
    error.Prefix("Fetching hg repository: ");
    throw;
  }
  MoveIntoPlace(context.files, directory, target);
  return locked;
}

}  // namespace pkgrepo::vendir
