#include "base/error.h"
#include "base/strings.h"
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
    return WithContext("Hg [" + Join(arguments, " ") + "]: ", [&] {
      ProcessResult result = RunTool(context_.processes, request);
      if (result.status == 0) return result.output;
      throw Error("exit status " + std::to_string(result.status) + " (stderr: " + result.error_output + ")");
    });
  }

 private:
  std::string directory_;
  const FetchContext& context_;
};

// What an hgrc says of the credentials of a Secret; "" if there are none. Everybody can read the arguments of a
// process, and a URL with a password in it would be in messages.
std::string AuthenticationOf(const HgSource& source, const Resources& resources) {
  if (!source.secret) return "";
  const Secret& secret = resources.GetSecret(source.secret->name);
  std::string text = "[auth]\nvendir.prefix = " + source.url + "\n";
  for (const auto& [field, value] : secret.data) {
    if (field != "username" && field != "password") {
      throw Error("Unknown secret field '" + field + "' in secret '" + secret.name + "'");
    }
    if (value.find_first_of("\r\n") != std::string::npos) {
      throw Error("Expected secret field '" + field + "' in secret '" + secret.name + "' to be one line");
    }
    text += "vendir." + field + " = " + value + "\n";
  }
  if (!source.url.starts_with("https://")) {
    throw Error("Username/password authentication is only supported for https remotes");
  }
  return text;
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
  const std::string settings = directory + "/.hg/hgrc";
  const std::string authentication = AuthenticationOf(source, context.resources);
  if (!authentication.empty()) context.files.WriteFile(settings, authentication, 0600);
  repository.Run({"pull", source.url});
  context.files.RemoveAll(settings);
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
  LockedHg locked =
      WithContext("Fetching hg repository: ", [&] { return Checkout(source, directory, context); });
  MoveIntoPlace(context.files, directory, target);
  return locked;
}

}  // namespace pkgrepo::vendir
