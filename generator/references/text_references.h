// References in files that are no manifests: scripts, Makefiles, instructions in Markdown, hooks, values of charts. They are found by
// forms that are known:
//
//   ghcr.io/acme/app:1.0, …@sha256:…        an image; also what `image:`, `--image` and FROM name, and `repository:` beside `tag:`
//   oci://ghcr.io/acme/app-chart            a chart; its version is a tag, or stands near by: `--version 1.0`, `version: 1.0`
//   https://raw.githubusercontent.com/acme/app/v1.0/hook.yaml       and what else GitHub serves of a revision or a release
//
// and by patterns that a project declares. Variables are replaced first (references/expanded_text.h).
//
//   for (const TextReference& found : FindReferences("scripts/install.sh", content, {})) …

#ifndef PKGREPO_REFERENCES_TEXT_REFERENCES_H_
#define PKGREPO_REFERENCES_TEXT_REFERENCES_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "go/regexp.h"

namespace pkgrepo::references {

enum class ReferenceKind { kImage, kChart, kUrl };

// "image", "chart" or "url".
std::string_view NameOf(ReferenceKind kind);

struct TextReference {
  ReferenceKind kind = ReferenceKind::kImage;
  // As it was written, variables replaced.
  std::string text;
  // Without tag and digest, in normal form (oci/reference.h); of a URL, github.com/OWNER/REPOSITORY.
  std::string repository;
  // The tag, the version of the chart, or the revision; "" if none is said.
  std::string version = {};
  std::string digest = {};
  // What of the repository a URL names; "" for a release.
  std::string path = {};
  bool is_release = false;
  Position position = {};
  // Where the version is written, which may be elsewhere.
  Position version_position = {};
  // The variable of which the version is the default; "" if that is not so.
  std::string default_of = {};
  // Found by its form alone, with neither tag nor digest: it may be no reference at all, unless its repository is known.
  bool is_bare = false;
  // Found in a field or behind a flag that has images.
  bool is_named_image = false;
};

// What a project declares. The first group of the pattern is the reference, or its version if `repository` says what of.
struct ReferencePattern {
  std::shared_ptr<RE2> pattern;
  ReferenceKind kind = ReferenceKind::kImage;
  std::string repository = {};
};

// In their order in the file, each once.
std::vector<TextReference> FindReferences(const std::string& file, std::string_view content,
                                          const std::vector<ReferencePattern>& patterns);

// As `text` says it: an image, a chart with or without `oci://`, a URL. nullopt if it is none of that kind.
std::optional<TextReference> ParseTextReference(ReferenceKind kind, const std::string& text);

}  // namespace pkgrepo::references

#endif  // PKGREPO_REFERENCES_TEXT_REFERENCES_H_
