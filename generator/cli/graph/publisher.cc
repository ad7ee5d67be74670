#include "cli/graph/publisher.h"

#include "base/file_lock.h"
#include "cli/graph/publishing_hint.h"
#include "imgpkg/push.h"
#include "packaging/image_reference.h"
#include "packaging/input_record.h"
#include "packaging/lock_check.h"
#include "packaging/project_images.h"
#include "packaging/published_lock.h"
#include "packaging/step_table.h"

namespace pkgrepo::cli {
namespace {

// Of two that push one bundle at once, as a package and a stage that has it may, registries refuse one.
FileLock WaitForTurn(const std::string& record) { return {record, FileLock::Kind::kExclusive}; }

// The names of the images by where they are, REPOSITORY@DIGEST; those that are built.
std::map<std::string, std::string> ReadImages(const packaging::BuildTree& tree, FileSystem& files) {
  std::map<std::string, std::string> images;
  packaging::StepInputs inputs(files);
  const packaging::ProjectImages declared = packaging::ProjectImages::Read(tree.ImageList(), inputs);
  for (const packaging::ProjectImage& image : declared.images()) {
    const std::string path = tree.ImageRecordOf(image.name);
    if (!files.IsFile(path)) continue;
    images[packaging::CanonicalImage(packaging::ImageRecord::Parse(path, files.ReadFile(path)).image.Image())] = image.name;
  }
  return images;
}

}  // namespace

Publisher::Publisher(const std::string& layout, const RegistryFlags& flags, const packaging::BuildTree& tree,
                     FileSystem& files, std::ostream& out)
    : tree_(tree),
      files_(files),
      published_locks_(tree.ReadPublishedLocks(files)),
      layout_(oci::Layout::Open(layout)),
      meter_("Pushing", StandardError()),
      connection_(flags, RegistryTool::kImgpkg, &meter_),
      out_(out),
      images_(ReadImages(tree, files)) {}

void Publisher::PushImage(const std::string& name) {
  CheckImage(name);
  RunImage(name);
}

void Publisher::PushChart(const std::string& name) {
  const std::string path = tree_.ChartRecordOf(name);
  packaging::RequireFresh({path}, files_);
  const packaging::ChartRecord record = packaging::ChartRecord::Parse(path, files_.ReadFile(path));
  for (const std::string& image : record.images) CheckImage(image);
  const FileLock turn = WaitForTurn(path);
  const oci::Reference target = record.chart.Target();
  std::optional<oci::Descriptor> there;
  WithPublishingHint(target, [&] { there = connection_.client().FindToPush(target); });
  if (there && there->digest != record.chart.manifest.digest) {
    throw Error("version " + record.version + " of chart '" + record.name + "' is in " + target.repository().ToString() +
                " with other content, " + there->digest.ToString())
        .Hint("give the chart a new VERSION");
  }
  for (const std::string& image : record.images) RunImage(image);
  Send(record.chart);
}

void Publisher::PushPackage(const std::string& name, const std::string& version) { Run(Check(name, version)); }

void Publisher::PushPackagesTo(const std::vector<Destination>& destinations) {
  std::vector<Upload> uploads;
  for (const Destination& destination : destinations) {
    Upload& upload = uploads.emplace_back(Check(destination.name, destination.version));
    if (destination.tag != upload.bundle.tag) upload.published_lock.clear();
    upload.bundle.repository = destination.repository;
    upload.bundle.tag = destination.tag;
  }
  count_ = uploads.size();
  number_ = 0;
  for (const Upload& upload : uploads) Run(upload);
}

void Publisher::PushStage(const std::string& name) {
  const std::string path = tree_.StageRecordOf(name);
  packaging::RequireFresh({path}, files_);
  const packaging::StageRecord stage = packaging::StageRecord::Parse(path, files_.ReadFile(path));
  std::vector<Upload> uploads;
  for (const packaging::StagedPackage& package : stage.packages) {
    if (package.built) uploads.push_back(Check(package.name, package.version));
  }
  count_ = uploads.size() + 1;
  number_ = 0;
  for (const Upload& upload : uploads) Run(upload);
  const FileLock turn = WaitForTurn(path);
  Push(stage.bundle);
}

// What the package's sources say now: nothing older is published.
Publisher::Upload Publisher::Check(const std::string& name, const std::string& version) {
  const std::string folder = tree_.Package(name, version);
  packaging::RequireFresh(packaging::VersionOutputs(folder), files_);
  const std::string path = JoinPath(folder, packaging::kBundleRecord);
  const auto lock = published_locks_.find(name + "/" + version);
  Upload upload{.record = path,
                .name = name,
                .bundle = packaging::BundleRecord::Parse(path, files_.ReadFile(path)),
                .published_lock = lock == published_locks_.end() ? "" : lock->second,
                .images = FindImages(folder)};
  for (const std::string& image : upload.images) CheckImage(image);
  CheckPublished(upload);
  if (!upload.published_lock.empty() && !files_.IsFile(upload.published_lock)) {
    upload.note = packaging::PublishedLock::Of(upload.bundle, layout_).ToYaml();
  }
  return upload;
}

std::vector<std::string> Publisher::FindImages(const std::string& folder) const {
  std::vector<std::string> names;
  if (images_.empty()) return names;
  const std::string lock = JoinPath(folder, packaging::kImagesFile);
  for (const imgpkg::LockedImage& image : packaging::ParseImagesLock(lock, files_.ReadFile(lock)).images) {
    const auto own = images_.find(packaging::CanonicalImage(image.image));
    if (own != images_.end()) names.push_back(own->second);
  }
  return names;
}

void Publisher::CheckImage(const std::string& name) const { packaging::RequireFresh({tree_.ImageRecordOf(name)}, files_); }

// The step of the bundle has not seen a lock that an earlier push has written since.
void Publisher::CheckPublished(const Upload& upload) const {
  const std::string& lock = upload.published_lock;
  if (lock.empty() || !files_.IsFile(lock)) return;
  packaging::CheckPublished(packaging::PublishedLock::Parse(lock, files_.ReadFile(lock)), upload.name, upload.bundle, layout_);
}

void Publisher::Run(const Upload& upload) {
  // A registry has what a bundle names before it has the bundle.
  for (const std::string& image : upload.images) RunImage(image);
  const FileLock turn = WaitForTurn(upload.record);
  CheckPublished(upload);
  Push(upload.bundle);
  const std::string& lock = upload.published_lock;
  if (lock.empty() || upload.note.empty() || files_.IsFile(lock)) return;
  packaging::NotePublished(lock, upload.note, files_);
  out_ << "Wrote " << lock << ", to be committed\n";
}

void Publisher::RunImage(const std::string& name) {
  if (!pushed_images_.insert(name).second) return;
  const std::string path = tree_.ImageRecordOf(name);
  packaging::ImageRecord record = packaging::ImageRecord::Parse(path, files_.ReadFile(path));
  const FileLock turn = WaitForTurn(path);
  std::optional<oci::Repository> rest;
  if (!record.rest.empty()) rest = oci::Repository::Parse(record.rest);
  if (record.IsElsewhere()) {
    if (record.image.Target().repository() == *rest) return;  // it is where it belongs
    record.image.manifest = connection_.client().Resolve(oci::Reference::WithDigest(*rest, record.image.manifest.digest));
  }
  Send(record.image, rest);
}

void Publisher::Push(const packaging::BundleRecord& bundle) {
  ++number_;
  if (count_ > 1) meter_.SetTask("Pushing " + std::to_string(number_) + " of " + std::to_string(count_) + ",");
  Send(bundle);
}

void Publisher::Send(const packaging::BundleRecord& image, const std::optional<oci::Repository>& rest) {
  const oci::Reference target = image.Target();
  WithPublishingHint(target, [&] { imgpkg::PushImage(layout_, image.manifest, target, connection_.client(), rest); });
  out_ << "Pushed " << target.ToString() << "@" << image.manifest.digest.ToString() << "\n";
}

}  // namespace pkgrepo::cli
