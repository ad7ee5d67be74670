#include "packaging/fetched_tree.h"

#include "base/file_system.h"
#include "packaging/build_tree.h"
#include "packaging/mirror.h"

namespace pkgrepo::packaging {

std::string FetchedFolder(const AppTemplate& app, const std::string& bundle, const std::string& output) {
  const bool is_bundle_alone = app.fetch.size() == 1 && app.fetch[0].is_bundle && app.fetch[0].folder.empty();
  return is_bundle_alone ? bundle : JoinPath(output, kFetchedDirectory);
}

std::string FetchedTree(const AppTemplate& app, const std::string& bundle, const std::string& output,
                        StepInputs& inputs) {
  FileSystem& files = inputs.files();
  const std::string fetched = FetchedFolder(app, bundle, output);
  if (fetched == bundle) return bundle;
  files.RemoveAll(fetched);
  files.MakeDirectories(fetched);
  for (const FetchStep& step : app.fetch) {
    const std::string folder = JoinPath(fetched, step.folder);
    if (step.is_bundle) {
      inputs.Walk(bundle);
      MirrorTree(inputs.files(), bundle, inputs.disk(), folder, {});
    }
    for (const auto& [path, content] : step.inline_files) files.WriteFile(JoinPath(folder, path), content);
  }
  return fetched;
}

}  // namespace pkgrepo::packaging
