#include "packaging/project_images.h"

#include <optional>

#include "base/error.h"
#include "base/strings.h"
#include "kbld/config.h"
#include "kbld/lock_files.h"
#include "kbld/origin.h"
#include "packaging/image_reference.h"
#include "packaging/step_order.h"

namespace pkgrepo::packaging {
namespace {

// What a registry would be asked for.
std::string Replaced(const std::string& reference, const kbld::Config& config) {
  const kbld::Override* found = config.FindOverride(reference);
  return found == nullptr || found->new_image.empty() ? reference : found->new_image;
}

// Which of so many images a manifest means; `image` gives the reference of each, REPOSITORY:TAG.
template <typename ImageAt>
std::optional<size_t> FindMeant(const std::string& reference, size_t count, ImageAt image) {
  const std::optional<oci::Reference> wanted = ParseReference(reference);
  if (!wanted || wanted->digest()) return std::nullopt;
  std::optional<size_t> found;
  for (size_t i = 0; i < count; ++i) {
    const oci::Reference& known = image(i);
    if (known.repository() != wanted->repository()) continue;
    if (known.tag() == wanted->tag()) return i;
    if (!wanted->written_tag().empty()) continue;
    if (found) return std::nullopt;
    found = i;
  }
  return found;
}

}  // namespace

ProjectImages ProjectImages::Parse(const std::string& file, std::string_view text) {
  ProjectImages list;
  int line = 0;
  for (std::string_view entry : SplitLines(text)) {
    ++line;
    const std::vector<std::string_view> words = Split(entry, ' ');
    if (words.size() != 2) throw Error("expected 'NAME REPOSITORY:TAG'").At({.file = file, .line = line});
    try {
      list.images_.push_back(
          {.name = std::string(words[0]), .reference = oci::Reference::ParseTag(words[1])});
    } catch (Error& error) {
      throw error.At({.file = file, .line = line});
    }
  }
  return list;
}

ProjectImages ProjectImages::Read(const std::string& list, StepInputs& inputs) {
  const std::optional<std::string> text = inputs.ReadIfPresent(list);
  return text ? Parse(list, *text) : ProjectImages();
}

const ProjectImage* ProjectImages::Find(const std::string& reference) const {
  const auto image = [&](size_t i) -> const oci::Reference& { return images_[i].reference; };
  const std::optional<size_t> found = FindMeant(reference, images_.size(), image);
  return found ? &images_[*found] : nullptr;
}

std::set<std::string> ProjectImages::ReferencesOf(const ImageReferences& used) const {
  std::set<std::string> references;
  for (const std::string& reference : used.references) {
    if (Find(Replaced(reference, used.config)) != nullptr) references.insert(reference);
  }
  return references;
}

std::set<std::string> ProjectImages::NamesOf(const ImageReferences& used) const {
  std::set<std::string> names;
  if (images_.empty()) return names;
  for (const std::string& reference : used.references) {
    if (const ProjectImage* image = Find(Replaced(reference, used.config))) names.insert(image->name);
  }
  return names;
}

imgpkg::ImagesLock LockProjectImages(const ImageReferences& used, const std::vector<ImageRecord>& records) {
  std::vector<oci::Reference> images;
  for (const ImageRecord& record : records) images.push_back(record.image.Target());
  kbld::ResolvedImages resolved;
  for (const std::string& reference : used.references) {
    const std::string url = Replaced(reference, used.config);
    const auto image_at = [&](size_t i) -> const oci::Reference& { return images[i]; };
    const std::optional<size_t> found = FindMeant(url, images.size(), image_at);
    if (!found) continue;
    const oci::Reference image =
        oci::Reference::WithDigest(images[*found].repository(), records[*found].image.manifest.digest);
    resolved[reference] = {.url = image.ToString(),
                           .origins = {kbld::ResolvedOrigin(url, oci::Reference::ParseTag(url).tag())}};
  }
  return kbld::MakeImagesLock(resolved, true);
}

std::vector<ImageRecord> ReadOrderedImages(const std::string& order_file, StepInputs& inputs) {
  std::vector<ImageRecord> records;
  for (const std::string& file : ParseDyndepInputs(inputs.Read(order_file))) {
    records.push_back(ImageRecord::Parse(file, inputs.Read(file)));
  }
  return records;
}

}  // namespace pkgrepo::packaging
