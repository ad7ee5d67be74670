#include "imgpkg/pull.h"

#include <algorithm>
#include <set>

#include "base/error.h"
#include "base/exchange.h"
#include "base/file_system.h"
#include "base/temp_dir.h"
#include "base/thread_pool.h"
#include "imgpkg/bundle_images.h"
#include "imgpkg/fetch.h"
#include "oci/layer_reader.h"

namespace pkgrepo::imgpkg {
namespace {

// Requests at the same time.
constexpr int kConcurrency = 5;
constexpr std::string_view kNestedBundles = "bundles";

// A folder that becomes `output` at the end, in place of what is there. Made beside it, so that this is a
// renaming.
class StagedFolder {
 public:
  explicit StagedFolder(const std::string& output)
      : output_(AbsolutePath(output)), around_(MakeAround(output_)) {
    files_.MakeDirectories(path());
  }

  std::string path() const { return JoinPath(around_.path(), "new"); }

  void Publish() { ExchangeTrees(files_, path(), output_, JoinPath(around_.path(), "old")); }

 private:
  static TempDir MakeAround(const std::string& output) {
    const auto there = RealFileSystem().Stat(output);
    if (there &&
        there->type == FileInfo::Type::kOther) {  // "/dev/null", of which nobody means that it be removed
      throw Error("'" + output + "' is no folder that could be replaced");
    }
    const std::string parent(DirName(output));
    RealFileSystem().MakeDirectories(parent);
    return TempDir(parent, ".imgpkg-");
  }

  RealFileSystem files_;
  const std::string output_;
  const TempDir around_;
};

class Puller {
 public:
  Puller(const oci::RegistryClient& registry, const PullOptions& options)
      : fetcher_(registry), options_(options) {}

  const ImageFetcher& fetcher() const { return fetcher_; }

  void Report(const std::string& text) const {
    if (options_.progress) options_.progress(text);
  }

  void Unpack(const FetchedImage& image, const std::string& folder, const std::string& indent) {
    const auto& layers = image.manifest->layers;
    FetchAll(layers, image.reference.repository());
    oci::LayerUnpacker unpacker(folder);
    for (size_t i = 0; i < layers.size(); ++i) {
      const oci::Descriptor& named = layers[layers.size() - 1 - i];  // upstream names the uppermost one first
      Report(indent + "Extracting layer '" + named.digest.ToString() + "' (" + std::to_string(i + 1) + "/" +
             std::to_string(layers.size()) + ")\n");
      unpacker.Apply(*fetcher_.OpenBlob(image.reference.repository(), layers[i]));
    }
  }

  // Unpacks a bundle and, if asked for, those that it names, into its folder. `shown_folder` is its name in
  // errors. Returns whether its lock was rewritten.
  bool PullBundle(const FetchedImage& bundle, const std::string& folder, const std::string& shown_folder,
                  int depth) {
    if (depth > kMaxBundleNesting)
      throw Error("Bundles are nested too deeply: '" + bundle.reference.ToString() + "'");
    Unpack(bundle, folder, std::string(2 * (static_cast<size_t>(depth) + 1), ' '));
    const std::string lock_path = LockPath(folder);
    if (!files_.IsFile(lock_path)) {
      const std::string shown = LockPath(shown_folder);
      throw Error("Reading path " + shown + ": open " + shown + ": no such file or directory");
    }
    const ImagesLock lock = ImagesLock::Parse(files_.ReadFile(lock_path));
    const std::vector<BundleImage> images = LocateImages(fetcher_, bundle.reference, lock, kConcurrency);
    if (depth == 0) root_ = folder;
    if (options_.recursive) PullNested(images, depth + 1);
    const bool all_beside =
        std::all_of(images.begin(), images.end(), [](const auto& i) { return i.beside_bundle; });
    if (all_beside) RewriteLock(images, lock_path);
    return all_beside;
  }

 private:
  static std::string LockPath(const std::string& folder) {
    return JoinPath(JoinPath(folder, kBundleDirectory), kImagesLockFile);
  }

  void FetchAll(const std::vector<oci::Descriptor>& blobs, const oci::Repository& repository) const {
    ThreadPool pool(kConcurrency);
    for (const oci::Descriptor& blob : blobs) pool.Run([&] { fetcher_.OpenBlob(repository, blob); });
    pool.Wait();
  }

  void PullNested(const std::vector<BundleImage>& images, int depth) {
    const std::string indent(2 * static_cast<size_t>(depth), ' ');
    for (const BundleImage& image : images) {
      if (image.is_bundle.has_value() && !*image.is_bundle) continue;
      const Digest& digest = *image.place.digest();
      if (done_.contains(digest)) {
        ReportNested(indent + "Pulling nested bundle '" + image.locked.image + "'\n");
        Report(indent + "Skipped, already downloaded\n");
        continue;
      }
      const FetchedImage nested = fetcher_.Fetch(image.place);
      if (!nested.is_bundle()) continue;
      done_.insert(digest);
      ReportNested(indent + "Pulling nested bundle '" + nested.reference.ToString() + "'\n");
      const std::string name = "sha256-" + digest.hex();
      const std::string folder = JoinPath(JoinPath(JoinPath(root_, kBundleDirectory), kNestedBundles), name);
      files_.MakeDirectories(folder);
      PullBundle(nested, folder, folder, depth);
    }
  }

  void ReportNested(const std::string& line) {
    if (!nested_reported_) Report("\nNested bundles\n");
    nested_reported_ = true;
    Report(line);
  }

  void RewriteLock(const std::vector<BundleImage>& images, const std::string& path) {
    ImagesLock lock;
    for (const BundleImage& image : images) {
      lock.images.push_back({.image = image.place.ToString(), .annotations = image.locked.annotations});
    }
    const uint32_t mode = files_.Stat(path)->mode;
    files_.WriteFile(path, lock.ToYaml());
    files_.SetMode(path, mode);
  }

  const ImageFetcher fetcher_;
  const PullOptions& options_;
  RealFileSystem files_;
  std::string root_;
  std::set<Digest> done_;
  bool nested_reported_ = false;
};

}  // namespace

PullResult PullImage(const oci::Reference& reference, const std::string& output,
                     const oci::RegistryClient& registry, const PullOptions& options) {
  Puller puller(registry, options);
  const FetchedImage image = puller.fetcher().Fetch(reference);
  if (image.is_index()) {
    throw Error(
        "Unable to pull non-images, such as image indexes. (hint: provide a specific digest to the image "
        "instead)");
  }
  if (options.refuse_bundle && image.is_bundle()) {
    throw Error("Expected bundle flag when pulling a bundle (hint: Use -b instead of -i for bundles)");
  }
  puller.Report("Pulling image '" + image.reference.ToString() + "'\n");
  StagedFolder folder(output);
  puller.Unpack(image, folder.path(), "");
  folder.Publish();
  return {.image = image.reference};
}

PullResult PullBundle(const oci::Reference& reference, const std::string& output,
                      const oci::RegistryClient& registry, const PullOptions& options) {
  Puller puller(registry, options);
  const FetchedImage bundle = puller.fetcher().Fetch(reference);
  if (!bundle.is_bundle()) {
    throw Error("Expected bundle image but found plain image (hint: Did you use -i instead of -b?)");
  }
  puller.Report("Pulling bundle '" + bundle.reference.ToString() + "'\n");
  StagedFolder folder(output);
  const bool relocated = puller.PullBundle(bundle, folder.path(), output, 0);
  folder.Publish();
  puller.Report("\nLocating image lock file images...\n");
  puller.Report(relocated ? "The bundle repo (" + reference.repository().ToString() +
                                ") is hosting every image specified in the bundle's Images Lock file "
                                "(.imgpkg/images.yml)\n"
                          : "One or more images not found in bundle repo; skipping lock file update\n");
  return {.image = bundle.reference, .lock_relocated = relocated};
}

}  // namespace pkgrepo::imgpkg
