// Which files a layer of an image holds, under which names and modes.
//
//   ImageContent content(specification, inputs);
//   for (const LayerEntry& entry : content.ListLayer(0, platform)) …
//   content.RequireRulesUsed();
//
// What counts is the content of files, their names, and whether their owner may execute them: modes
// are 0755 or 0644, and all belongs to root, unless the specification says otherwise. Folders that
// lead to a file are entries, too, since some programs that unpack layers make what is missing for
// nobody but root; less those that every system has, where there is a base: there `/bin` may be a
// link, and `/tmp` has a mode of its own.

#ifndef PKGREPO_ARTIFACT_IMAGE_CONTENT_H_
#define PKGREPO_ARTIFACT_IMAGE_CONTENT_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "artifact/image_specification.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::artifact {

struct LayerEntry {
  enum class Type { kFile, kDirectory, kSymlink };

  Type type = Type::kFile;
  // Of a file: where it is on disk, and how long.
  std::string source = {};
  int64_t size = 0;
  // Of a link: what it leads to.
  std::string link_target = {};
  uint64_t mode = 0;
  oci::TarOwner owner = {};
};

// By absolute path in the image, so that a folder comes ahead of what is in it.
using LayerEntries = std::map<std::string, LayerEntry>;

class ImageContent {
 public:
  // Both are kept and must outlive the object.
  ImageContent(const ImageSpecification& specification, packaging::StepInputs& inputs)
      : specification_(specification), inputs_(inputs) {}

  // How many layers there are: those that are declared, or one if there is but a folder to make.
  size_t size() const;
  // Whether the layer is another one for each platform.
  bool DependsOnPlatform(size_t index) const;
  // Notes all that is read. Throws Error with the line of the specification for what is not there,
  // for relative links that lead out of the folder that is copied and absolute ones that lead out
  // of the image, for devices and pipes, and for two files in one place.
  LayerEntries ListLayer(size_t index, const oci::Platform& platform);
  // Throws Error if a mode or an owner is given for what none of the layers listed so far holds.
  void RequireRulesUsed() const;

 private:
  void Add(const std::string& path, LayerEntry entry, const CopiedPath& copied,
           LayerEntries& entries);
  void AddFile(const std::string& path, const std::string& source, const FileInfo& info,
               const CopiedPath& copied, LayerEntries& entries);
  void AddFolder(const std::string& root, const CopiedPath& copied, LayerEntries& entries);
  void AddDeclaredFolders(LayerEntries& entries);
  void AddParents(LayerEntries& entries);
  void AddOwners(LayerEntries& entries);
  bool IsLeftToBase(const std::string& folder) const;
  uint64_t ModeOf(const std::string& path, uint64_t otherwise);
  Error Fault(const CopiedPath& copied, const std::string& message) const;

  const ImageSpecification& specification_;
  packaging::StepInputs& inputs_;
  // What the files that are copied have brought.
  std::set<std::string> brought_;
  // The paths of the modes, and of the owners, that were given to something.
  std::set<std::string> used_modes_;
  std::set<std::string> used_owners_;
};

}  // namespace pkgrepo::artifact

#endif  // PKGREPO_ARTIFACT_IMAGE_CONTENT_H_
