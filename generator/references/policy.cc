#include "references/policy.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/strings.h"
#include "oci/reference.h"
#include "packaging/image_reference.h"
#include "packaging/specification.h"

namespace pkgrepo::references {
namespace {

std::shared_ptr<RE2> ReadPattern(const packaging::SpecifiedWord& word) {
  try {
    return go::CompileRegexp(word.value);
  } catch (Error& error) {
    throw error.At(word.position);
  }
}

// A repository, or a registry alone.
std::string NormalRepository(const std::string& text) {
  const std::optional<oci::Reference> reference = packaging::ParseReference(text);
  return reference && text.find('/') != std::string::npos ? reference->repository().ToString() : text;
}

}  // namespace

Policy Policy::Parse(const std::string& file, std::string_view text) {
  Policy policy;
  packaging::Specification specification = packaging::ParseSpecification(file, text);
  policy.call = std::move(specification.call);
  for (packaging::SpecifiedWord& word : specification.words) {
    if (word.keyword == "VERSION") {
      policy.version = std::move(word.value);
    } else if (word.keyword == "VERSION_FROM") {
      policy.version_from_git = word.value == "git";
    } else if (word.keyword == "SOURCE") {
      policy.source = std::move(word.value);
    } else if (word.keyword == "OWNS") {
      policy.owns.push_back(NormalRepository(word.value));
    } else if (word.keyword == "ALLOW") {
      policy.allowed.push_back(ReadPattern(word));
    } else if (word.keyword == "APP_VERSION") {
      policy.app_version = word.value == "same"  ? AppVersion::kSame
                           : word.value == "any" ? AppVersion::kAny
                                                 : AppVersion::kImage;
    } else if (word.keyword == "PINNED") {
      policy.wants_digests = word.value == "digest";
    } else if (word.keyword == "ONE_VERSION") {
      policy.wants_one_version = true;
    } else {
      packaging::RefuseWord(word, "a policy of references");
    }
  }
  return policy;
}

bool Policy::Owns(const std::string& repository) const {
  return std::ranges::any_of(owns, [&](const std::string& prefix) {
    return repository == prefix || repository.starts_with(prefix + "/");
  });
}

bool Policy::Allows(const std::string& text) const {
  return std::ranges::any_of(
      allowed, [&](const std::shared_ptr<RE2>& pattern) { return RE2::FullMatch(text, *pattern); });
}

}  // namespace pkgrepo::references
