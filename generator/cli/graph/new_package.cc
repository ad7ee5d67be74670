// pkgrepo new package: the files of a package that is yet to be.

#include "packaging/new_package.h"

#include <memory>
#include <ostream>

#include "base/error.h"
#include "cli/graph/commands.h"
#include "cli/graph/new_flags.h"

namespace pkgrepo::cli {
namespace {

struct NewPackageFlags {
  packaging::NewPackageOptions options;
  std::string git;
  std::string ref;
  std::string http;
  std::string chart;
  std::string chart_version;
  std::string chart_repository;
  std::string image;
  std::vector<std::string> paths;
  bool no_sync = false;
  bool dry_run = false;

  void Declare(FlagSet& flags) {
    flags.String(&chart, "chart", 0, "Vendor this Helm chart; needs --domain");
    flags.String(&chart_repository, "chart-repository", 0, "The chart's repository: a URL");
    flags.String(&chart_version, "chart-version", 0, "The chart's version");
    flags.String(&options.folder, "directory", 0, "The folder of all packages");
    flags.String(&options.domain, "domain", 0, "What the package's full name has after its name");
    DeclareDryRun(flags, &dry_run);
    flags.String(&git, "git", 0, "Vendor files of this git repository, at --ref");
    flags.String(&http, "http", 0, "Vendor the file or archive at this URL");
    flags.String(&image, "image", 0, "Vendor the files of this image in a registry");
    flags.Bool(&no_sync, "no-sync", 0, "Do not fetch what is vendored");
    flags.StringArray(&paths, "path", 0, "Vendor these files alone (example: deploy/**/*); may be repeated");
    flags.String(&ref, "ref", 0, "A branch (origin/main), tag or commit");
    flags.String(&options.version, "version", 0, "The first version");
  }
};

std::optional<vendir::Contents> Upstream(const NewPackageFlags& flags) {
  vendir::Contents contents;
  int sources = 0;
  if (!flags.git.empty()) {
    if (flags.ref.empty())
      throw UsageError("--git needs --ref: a tag, a commit, or a branch such as origin/main");
    contents.git = vendir::GitSource{.url = flags.git, .ref = flags.ref};
    ++sources;
  } else if (!flags.ref.empty()) {
    throw UsageError("--ref has no effect without --git");
  }
  if (!flags.http.empty()) {
    contents.http = vendir::HttpSource{.url = flags.http};
    ++sources;
  }
  if (!flags.chart.empty()) {
    contents.helm_chart = vendir::HelmChartSource{.name = flags.chart, .version = flags.chart_version};
    if (!flags.chart_repository.empty()) {
      contents.helm_chart->repository = vendir::HelmRepository{.url = flags.chart_repository};
    }
    ++sources;
  } else if (!flags.chart_version.empty() || !flags.chart_repository.empty()) {
    throw UsageError("--chart-version and --chart-repository have no effect without --chart");
  }
  if (!flags.image.empty()) {
    contents.image = vendir::ImageSource{.url = flags.image};
    ++sources;
  }
  if (sources > 1)
    throw UsageError("a new package has one upstream: give one of --git, --http, --chart and --image");
  if (sources == 0 && !flags.paths.empty()) throw UsageError("--path has no effect without an upstream");
  contents.include_paths = flags.paths;
  return sources == 0 ? std::nullopt : std::optional(contents);
}

int MakePackage(const NewPackageFlags& flags, const Invocation& invocation) {
  RequireArguments(invocation, 1, "pkgrepo new package foo --domain acme.example.com");
  packaging::NewPackageOptions options = flags.options;
  options.name = invocation.arguments[0];
  options.upstream = Upstream(flags);
  const packaging::NewFiles files = packaging::MakeNewPackage(options);
  WriteNewFiles(files, flags.dry_run, invocation.out);
  if (flags.dry_run) return 0;
  const std::string target = options.name + "-" + options.version;
  if (options.upstream && !flags.no_sync) {
    SyncNewFiles(files, JoinPath(options.folder, options.name + "/" + options.version + "/bundle"),
                 invocation.out);
    invocation.out << "next: lock its images by the target " << target << "-lock\n";
  } else if (options.upstream) {
    invocation.out << "next: fetch by the target " << target << "-sync, then lock its images by " << target
                   << "-lock\n";
  } else {
    invocation.out << "next: build the target " << target << "\n";
  }
  return 0;
}

}  // namespace

Command MakeNewPackageCommand() {
  auto flags = std::make_shared<NewPackageFlags>();
  Command command{
      .name = "package",
      .summary = "Write the files of a new package",
      .description =
          "Writes the files of a new package, complete and commented, such that it builds: from nothing, or "
          "from an upstream, whose files are fetched. Without --domain the files that have the package's "
          "full name are left to the build.",
      .usage = "NAME [flags]",
      .examples =
          "  pkgrepo new package foo --domain acme.example.com\n"
          "  pkgrepo new package contour --git https://github.com/projectcontour/contour --ref v1.22.3 "
          "--path 'examples/render/*'"};
  command.takes_arguments = true;
  flags->Declare(command.flags);
  command.run = [flags](const Invocation& invocation) { return MakePackage(*flags, invocation); };
  return command;
}

}  // namespace pkgrepo::cli
