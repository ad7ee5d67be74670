#include "oci/layout_index.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/error.h"
#include "base/json_print.h"

namespace pkgrepo::oci {
namespace {

// What stands between the texts and numbers of index.json. A repository has tens of thousands of them, which are written
// and read like this in a tenth of the time that general JSON takes.
constexpr std::string_view kHead =
    "{\n \"schemaVersion\": 2,\n \"mediaType\": \"application/vnd.oci.image.index.v1+json\",\n "
    "\"manifests\": [\n";
constexpr std::string_view kMediaType = "  {\n   \"mediaType\": ";
constexpr std::string_view kSize = ",\n   \"size\": ";
constexpr std::string_view kDigest = ",\n   \"digest\": \"";
constexpr std::string_view kName = "\",\n   \"annotations\": {\n    \"org.opencontainers.image.ref.name\": ";
constexpr std::string_view kEntryEnd = "\n   }\n  }";
constexpr std::string_view kNextEntry = ",\n";
constexpr std::string_view kFoot = "\n ]\n}\n";
static_assert(kHead.find(kOciIndex) != kHead.npos && kName.find(kRefNameAnnotation) != kName.npos);

bool IsOci(std::string_view media_type) { return media_type == kOciManifest || media_type == kOciIndex; }

bool StandsForItself(char c) { return c >= ' ' && c <= '~' && c != '\\' && c != '"'; }

std::string Quote(std::string_view text) {
  if (!std::ranges::all_of(text, StandsForItself)) return PrintJsonText(nlohmann::json(text));
  return '"' + std::string(text) + '"';
}

void AppendEntry(const Descriptor& manifest, std::string_view quoted_name, std::string& text) {
  text += text.size() == kHead.size() ? "" : kNextEntry;
  text.append(kMediaType).append(Quote(manifest.media_type));
  text.append(kSize).append(std::to_string(manifest.size));
  text.append(kDigest).append(manifest.digest.ToString());
  text.append(kName).append(quoted_name).append(kEntryEnd);
}

// Reads what PrintLayoutIndex() has written, and nothing else.
class OwnIndex {
 public:
  explicit OwnIndex(std::string_view text) : rest_(text) {}

  std::optional<NamedManifests> Read() {
    NamedManifests names;
    if (!Take(kHead)) return std::nullopt;
    do {
      if (!ReadEntry(names)) return std::nullopt;
    } while (Take(kNextEntry));
    return rest_ == kFoot ? std::optional(std::move(names)) : std::nullopt;
  }

 private:
  bool ReadEntry(NamedManifests& names) {
    const auto media_type = Take(kMediaType) ? TakeText() : std::nullopt;
    const auto size = Take(kSize) ? TakeNumber() : std::nullopt;
    const auto digest = Take(kDigest) ? Digest::Parse(TakeToQuote()) : std::nullopt;
    const auto name = Take(kName) ? TakeText() : std::nullopt;
    if (!media_type || !size || !digest || !name || !Take(kEntryEnd)) return false;
    names.try_emplace(std::string(*name),
                      Descriptor{.media_type = std::string(*media_type),
                                 .size = *size,
                                 .digest = *digest,
                                 .annotations = {{std::string(kRefNameAnnotation), std::string(*name)}}});
    return true;
  }

  bool Take(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  std::string_view TakeToQuote() {
    const std::string_view text = rest_.substr(0, rest_.find('"'));
    rest_.remove_prefix(text.size());
    return text;
  }

  // A quoted text that stands for itself.
  std::optional<std::string_view> TakeText() {
    if (!Take("\"")) return std::nullopt;
    const std::string_view text = TakeToQuote();
    return Take("\"") && std::ranges::all_of(text, StandsForItself) ? std::optional(text) : std::nullopt;
  }

  std::optional<int64_t> TakeNumber() {
    int64_t number = 0;
    const auto [end, code] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
    const std::string_view digits = rest_.substr(0, static_cast<size_t>(end - rest_.data()));
    if (code != std::errc() || digits != std::to_string(number) || number < 0) return std::nullopt;
    rest_.remove_prefix(digits.size());
    return number;
  }

  std::string_view rest_;
};

}  // namespace

NamedManifests ParseLayoutIndex(std::string_view json) {
  if (std::optional<NamedManifests> own = OwnIndex(json).Read()) return *std::move(own);
  NamedManifests names;
  for (const Descriptor& manifest : Index::Parse(json).manifests) {
    const auto name = manifest.annotations.find(std::string(kRefNameAnnotation));
    if (name != manifest.annotations.end()) names.emplace(name->second, manifest);  // the first one counts
  }
  return names;
}

std::string PrintLayoutIndex(const NamedManifests& names) {
  if (names.empty()) {
    const nlohmann::ordered_json index = {
        {"schemaVersion", 2}, {"mediaType", kOciIndex}, {"manifests", nlohmann::ordered_json::array()}};
    return PrintJsonText(index, 1) + "\n";
  }
  std::string text(kHead);
  for (const auto& [name, manifest] : names) {
    const std::string quoted_name = Quote(name);
    AppendEntry(manifest, quoted_name, text);
    if (IsOci(manifest.media_type)) continue;
    const std::string index = PrintIndexOfOne(manifest);
    AppendEntry({.media_type = std::string(kOciIndex),
                 .size = static_cast<int64_t>(index.size()),
                 .digest = Digest::Of(index)},
                quoted_name, text);
  }
  return text.append(kFoot);
}

std::string PrintIndexOfOne(const Descriptor& manifest) {
  return "{\"schemaVersion\":2,\"mediaType\":" + Quote(kOciIndex) +
         ",\"manifests\":[{\"mediaType\":" + Quote(manifest.media_type) +
         ",\"size\":" + std::to_string(manifest.size) + ",\"digest\":\"" + manifest.digest.ToString() +
         "\"}]}\n";
}

std::pair<std::string, Descriptor> ParseNameFile(std::string_view json) {
  const NamedManifests names = ParseLayoutIndex(json);
  if (names.size() != 1) throw Error("expected one name");
  return *names.begin();
}

std::string PrintNameFile(std::string_view name, const Descriptor& manifest) {
  std::string text(kHead);
  AppendEntry(manifest, Quote(name), text);
  return text.append(kFoot);
}

}  // namespace pkgrepo::oci
