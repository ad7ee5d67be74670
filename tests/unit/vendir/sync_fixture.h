// A folder with a vendir.yml, synced there with a network that answers from memory.

#ifndef PKGREPO_TESTS_UNIT_VENDIR_SYNC_FIXTURE_H_
#define PKGREPO_TESTS_UNIT_VENDIR_SYNC_FIXTURE_H_

#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "base/temp_dir.h"
#include "support/fake_http_client.h"
#include "vendir/sync.h"

namespace pkgrepo::vendir {

class FakeNetwork : public Network {
 public:
  std::unique_ptr<net::HttpClient> NewHttpClient(const HttpOptions&) override {
    return std::make_unique<net::FakeHttpClient>([this](const net::HttpRequest& request) {
      requests.push_back(request);
      auto page = pages.find(request.url);
      if (page == pages.end()) return net::HttpResponse{.status = 404, .body = "nothing here"};
      return net::HttpResponse{.status = 200, .body = page->second};
    });
  }

  std::map<std::string, std::string> pages;
  std::vector<net::HttpRequest> requests;
};

class SyncFixture {
 public:
  // Syncs the `directories` of a vendir.yml in the fixture's folder.
  LockConfig Sync(const std::string& directories, SyncOptions options = {}) {
    Write("vendir.yml", "apiVersion: vendir.k14s.io/v1alpha1\nkind: Config\ndirectories:\n" + directories);
    std::istringstream in;
    Resources resources = ReadResources(files, {Path("vendir.yml")}, in);
    options.source_root = options.output_root = folder.path();
    SyncProgress progress{.line = [this](std::string_view line) { lines.emplace_back(line); }};
    return vendir::Sync(resources.config, resources, options, {files, processes, network}, progress);
  }

  std::string Path(const std::string& name) const { return folder.path() + "/" + name; }
  void Write(const std::string& name, const std::string& content) { files.WriteFile(Path(name), content); }
  std::string Read(const std::string& name) const { return files.ReadFile(Path(name)); }

  // Files and links below a folder.
  std::vector<std::string> Tree(const std::string& name) const {
    std::vector<std::string> paths;
    if (!files.Stat(Path(name))) return paths;
    for (const FileSystem::Entry& entry : files.Walk(Path(name))) {
      if (!entry.info.is_directory()) paths.push_back(entry.path);
    }
    return paths;
  }

  RealFileSystem files;
  RealProcessRunner processes;
  FakeNetwork network;
  TempDir folder;
  std::vector<std::string> lines;
};

}  // namespace pkgrepo::vendir

#endif  // PKGREPO_TESTS_UNIT_VENDIR_SYNC_FIXTURE_H_
