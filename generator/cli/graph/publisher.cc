#include "cli/graph/publisher.h"

#include <algorithm>

#include "base/file_lock.h"
#include "cli/graph/publishing_hint.h"
#include "imgpkg/push.h"
#include "packaging/input_record.h"
#include "packaging/published_lock.h"
#include "packaging/step_table.h"

namespace pkgrepo::cli {
namespace {

// Of two that push one bundle at once, as a package and a stage that has it may, registries refuse one.
FileLock WaitForTurn(const std::string& record) { return {record, FileLock::Kind::kExclusive}; }

}  // namespace

Publisher::Publisher(const std::string& layout, const RegistryFlags& flags, const packaging::BuildTree& tree,
                     FileSystem& files, std::ostream& out)
    : tree_(tree),
      files_(files),
      published_locks_(tree.ReadPublishedLocks(files)),
      layout_(oci::Layout::Open(layout)),
      meter_("Pushing", StandardError()),
      connection_(flags, RegistryTool::kImgpkg, &meter_),
      out_(out) {}

void Publisher::PushPackage(const std::string& name, const std::string& version) {
  const packaging::BundleRecord bundle = ReadPackage(name, version);
  const FileLock turn = WaitForTurn(RecordOf(name, version));
  Publish(name, version, bundle);
}

void Publisher::PushPackageTo(const std::string& repository, const std::string& tag, const std::string& name,
                              const std::string& version) {
  packaging::BundleRecord bundle = ReadPackage(name, version);
  const bool is_publication = tag == bundle.tag;
  bundle.repository = repository;
  bundle.tag = tag;
  const FileLock turn = WaitForTurn(RecordOf(name, version));
  if (is_publication) {
    Publish(name, version, bundle);
  } else {
    Push(bundle);
  }
}

void Publisher::PushStage(const std::string& name) {
  const std::string path = tree_.StageRecordOf(name);
  packaging::RequireFresh({path}, files_);
  const packaging::StageRecord stage = packaging::StageRecord::Parse(path, files_.ReadFile(path));
  count_ = static_cast<size_t>(std::ranges::count_if(stage.packages, &packaging::StagedPackage::built)) + 1;
  number_ = 0;
  for (const packaging::StagedPackage& package : stage.packages) {
    if (package.built) PushPackage(package.name, package.version);
  }
  const FileLock turn = WaitForTurn(path);
  Push(stage.bundle);
}

std::string Publisher::RecordOf(const std::string& name, const std::string& version) const {
  return JoinPath(tree_.Package(name, version), packaging::kBundleRecord);
}

// What the package's sources say now: nothing older is published.
packaging::BundleRecord Publisher::ReadPackage(const std::string& name, const std::string& version) {
  packaging::RequireFresh(packaging::VersionOutputs(tree_.Package(name, version)), files_);
  const std::string path = RecordOf(name, version);
  return packaging::BundleRecord::Parse(path, files_.ReadFile(path));
}

void Publisher::Publish(const std::string& name, const std::string& version, const packaging::BundleRecord& bundle) {
  const auto found = published_locks_.find(name + "/" + version);
  if (found == published_locks_.end()) return Push(bundle);
  const std::string& lock = found->second;
  // The step of the bundle has not seen one that an earlier push has written since.
  if (files_.IsFile(lock)) {
    CheckPublished(packaging::PublishedLock::Parse(lock, files_.ReadFile(lock)), name, bundle, layout_);
    return Push(bundle);
  }
  Push(bundle);
  packaging::NotePublished(lock, bundle, layout_, files_);
  out_ << "Wrote " << lock << ", to be committed\n";
}

void Publisher::Push(const packaging::BundleRecord& bundle) {
  ++number_;
  if (count_ > 1) meter_.SetTask("Pushing " + std::to_string(number_) + " of " + std::to_string(count_) + ",");
  const oci::Reference target = bundle.Target();
  WithPublishingHint(target, [&] { imgpkg::PushImage(layout_, bundle.manifest, target, connection_.client()); });
  out_ << "Pushed " << target.ToString() << "@" << bundle.manifest.digest.ToString() << "\n";
}

}  // namespace pkgrepo::cli
