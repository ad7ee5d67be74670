#include "artifact/base_lock.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "go/json_text.h"
#include "packaging/config_node.h"

namespace pkgrepo::artifact {
namespace {

using packaging::ConfigNode;

std::string Quoted(const std::string& text) {
  std::string quoted;
  go::AppendJsonString(quoted, text);
  return quoted;
}

// Whether an image for `there` runs where one for `wanted` does. Of a processor without a variant
// any will do.
bool IsFor(const oci::Platform& there, const oci::Platform& wanted) {
  return there.os == wanted.os && there.architecture == wanted.architecture &&
         (wanted.variant.empty() || there.variant == wanted.variant);
}

Error LacksPlatform(const ImageSpecification& specification, const oci::Platform& wanted,
                    const std::vector<std::string>& there) {
  return Error("the base " + specification.base + " has no image for " + NameOf(wanted) +
               "; it has " + Join(there, ", "))
      .At(specification.base_position)
      .Note("of " + specification.call);
}

oci::Platform PlatformOf(const std::string& config) {
  const oci::ImageConfig read = oci::ImageConfig::Parse(config);
  return {
      .architecture = read.architecture, .os = read.os, .os_version = "", .variant = read.variant};
}

class Resolver {
 public:
  Resolver(const ImageSpecification& specification, const oci::RegistryClient& registry)
      : specification_(specification),
        registry_(registry),
        base_(oci::Reference::Parse(specification.base)) {}

  BaseLock Resolve() {
    const oci::FetchedManifest fetched = registry_.GetManifest(base_);
    BaseLock lock{
        .base = specification_.base,
        .image = base_.repository().ToString() + "@" + fetched.descriptor.digest.ToString(),
        .platforms = {}};
    if (oci::IsIndexMediaType(fetched.descriptor.media_type)) lock.index = fetched.bytes;
    for (const oci::Platform& platform : specification_.platforms) {
      lock.platforms.push_back(oci::IsIndexMediaType(fetched.descriptor.media_type)
                                   ? FromIndex(oci::Index::Parse(fetched.bytes), platform)
                                   : FromImage(fetched.bytes, platform));
    }
    return lock;
  }

 private:
  BaseLock::Entry FromIndex(const oci::Index& index, const oci::Platform& platform) const {
    std::vector<std::string> there;
    for (const oci::Descriptor& entry : index.manifests) {
      if (!entry.platform) continue;
      if (IsFor(*entry.platform, platform)) {
        const auto reference = oci::Reference::WithDigest(base_.repository(), entry.digest);
        return Entry(registry_.GetManifest(reference).bytes, platform);
      }
      if (entry.platform->os != "unknown")
        there.push_back(NameOf(*entry.platform));  // which attestations say
    }
    throw LacksPlatform(specification_, platform, there);
  }

  BaseLock::Entry FromImage(const std::string& manifest, const oci::Platform& platform) const {
    BaseLock::Entry entry = Entry(manifest, platform);
    const oci::Platform there = PlatformOf(entry.config);
    if (!IsFor(there, platform)) throw LacksPlatform(specification_, platform, {NameOf(there)});
    return entry;
  }

  BaseLock::Entry Entry(const std::string& manifest, const oci::Platform& platform) const {
    return {
        .platform = NameOf(platform),
        .manifest = manifest,
        .config = registry_.ReadBlob(base_.repository(), oci::Manifest::Parse(manifest).config)};
  }

  const ImageSpecification& specification_;
  const oci::RegistryClient& registry_;
  const oci::Reference base_;
};

std::string HowToLock(const ImageSpecification& specification) {
  return "build the target " + specification.locked_by + ", and commit " + specification.lock;
}

Error NotByHand(Error error) {
  return std::move(error).Hint("this file is not edited by hand: make it again");
}

// Whether the manifest is that of the image, or in its index for this platform.
void CheckManifest(const BaseLock::Entry& entry, const Digest& image,
                   const std::optional<oci::Index>& index) {
  const Digest digest = Digest::Of(entry.manifest);
  if (!index) {
    if (digest == image) return;
    throw Error("the manifest is not that of the image, " + image.ToString() +
                ", and there is no index");
  }
  const std::optional<oci::Platform> platform = ParsePlatform(entry.platform);
  if (!platform) throw Error("'" + entry.platform + "' is no platform");
  const bool is_listed = std::ranges::any_of(index->manifests, [&](const oci::Descriptor& listed) {
    return listed.digest == digest && listed.platform && IsFor(*listed.platform, *platform);
  });
  if (!is_listed)
    throw Error("the index has no manifest " + digest.ToString() + " for " + entry.platform);
}

void CheckConfig(const BaseLock::Entry& entry) {
  const Digest config = oci::Manifest::Parse(entry.manifest).config.digest;
  if (Digest::Of(entry.config) != config)
    throw Error("the configuration is not the one of the manifest, " + config.ToString());
}

}  // namespace

std::string BaseLock::ToYaml() const {
  std::string text =
      "# The base of an image, pinned: the image is made of what is written here, without asking a "
      "registry. "
      "Commit this file.\n"
      "base: " +
      Quoted(base) + "\nimage: " + Quoted(image) + "\n";
  if (!index.empty()) text += "index: " + Quoted(index) + "\n";
  text += "platforms:\n";
  for (const Entry& entry : platforms) {
    text += "- platform: " + entry.platform + "\n  manifest: " + Quoted(entry.manifest) +
            "\n  config: " + Quoted(entry.config) + "\n";
  }
  return text;
}

BaseLock BaseLock::Parse(const std::string& file, const std::string& text) {
  const ConfigNode root = ConfigNode::Parse(file, text);
  root.AllowKeys({"base", "image", "index", "platforms"});
  BaseLock lock{
      .base = root.Require("base").Text(), .image = root.Require("image").Text(), .platforms = {}};
  lock.base_position = root.Require("base").position();
  lock.platforms_position = root.PositionOf({"platforms"});
  std::optional<Digest> digest;
  try {
    digest = oci::Reference::ParseDigest(lock.image).digest();
  } catch (const Error& error) {
    throw root.Require("image").Fault(error.message());
  }
  std::optional<oci::Index> index;
  if (const std::optional<ConfigNode> node = root.Find("index")) {
    lock.index = node->Text();
    try {
      if (Digest::Of(lock.index) != *digest)
        throw Error("the index is not the one of the image, " + digest->ToString());
      index = oci::Index::Parse(lock.index);
    } catch (const Error& error) {
      throw NotByHand(node->Fault(error.message()));
    }
  }
  for (const ConfigNode& item : root.Require("platforms").Items()) {
    item.AllowKeys({"platform", "manifest", "config"});
    Entry entry{.platform = item.Require("platform").Text(),
                .manifest = item.Require("manifest").Text(),
                .config = item.Require("config").Text()};
    try {
      CheckManifest(entry, *digest, index);
      CheckConfig(entry);
    } catch (const Error& error) {
      throw NotByHand(item.Fault(error.message()));
    }
    lock.platforms.push_back(std::move(entry));
  }
  return lock;
}

BaseLock ResolveBase(const ImageSpecification& specification, const oci::RegistryClient& registry) {
  return Resolver(specification, registry).Resolve();
}

LockedBase ReadBase(const ImageSpecification& specification, packaging::StepInputs& inputs) {
  if (specification.base.empty()) return {};
  const std::optional<std::string> text = inputs.ReadIfPresent(specification.lock);
  if (!text) {
    throw Error("the base " + specification.base + " is not pinned: there is no " +
                specification.lock)
        .At(specification.base_position)
        .Note("of " + specification.call)
        .Hint(HowToLock(specification));
  }
  const BaseLock lock = BaseLock::Parse(specification.lock, *text);
  if (lock.base != specification.base) {
    throw Error("this is the lock of the base " + lock.base + ", but the base is " +
                specification.base + " now")
        .At(lock.base_position)
        .Note("of " + specification.call)
        .Hint(HowToLock(specification));
  }
  LockedBase locked{.images = {},
                    .repository = oci::Reference::ParseDigest(lock.image).repository().ToString()};
  for (const oci::Platform& platform : specification.platforms) {
    const auto found =
        std::ranges::find(lock.platforms, NameOf(platform), &BaseLock::Entry::platform);
    if (found == lock.platforms.end()) {
      throw Error("the base is locked for other platforms than " + NameOf(platform))
          .At(lock.platforms_position)
          .Note("of " + specification.call)
          .Hint(HowToLock(specification));
    }
    locked.images[found->platform] = {.layers = oci::Manifest::Parse(found->manifest).layers,
                                      .config = found->config};
  }
  return locked;
}

}  // namespace pkgrepo::artifact
