#include "artifact/image_specification.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/file_system.h"
#include "base/strings.h"
#include "packaging/specification.h"

namespace pkgrepo::artifact {
namespace {

constexpr int kOctal = 8;
constexpr size_t kMaxModeDigits = 5;

// "NAME=VALUE" at its first `=`; nullopt if it has none, or no name.
std::optional<std::pair<std::string, std::string>> SplitPair(std::string_view text) {
  const size_t equals = text.find('=');
  if (equals == 0 || equals == std::string_view::npos) return std::nullopt;
  return std::pair{std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
}

std::optional<uint64_t> ParseMode(std::string_view text) {
  if (text.empty() || text.size() > kMaxModeDigits) return std::nullopt;
  uint64_t mode = 0;
  for (const char c : text) {
    if (c < '0' || c > '7') return std::nullopt;
    mode = mode * kOctal + static_cast<uint64_t>(c - '0');
  }
  return mode <= 07777 ? std::optional(mode) : std::nullopt;
}

// 4294967295 is -1, by which system calls say that an owner stays.
std::optional<uint32_t> ParseId(std::string_view text) {
  uint32_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  const bool is_whole = error == std::errc() && end == text.data() + text.size();
  return is_whole && id != UINT32_MAX ? std::optional(id) : std::nullopt;
}

// "1000:1000"
std::optional<oci::TarOwner> ParseOwner(std::string_view text) {
  const std::vector<std::string_view> ids = Split(text, ':');
  if (ids.size() != 2) return std::nullopt;
  const std::optional<uint32_t> user = ParseId(ids[0]);
  const std::optional<uint32_t> group = ParseId(ids[1]);
  return user && group ? std::optional(oci::TarOwner{.user = *user, .group = *group})
                       : std::nullopt;
}

class Parser {
 public:
  explicit Parser(std::string file) : file_(std::move(file)) {}

  ImageSpecification Parse(std::string_view text) {
    const packaging::Specification specification = packaging::ParseSpecification(file_, text);
    result_.call = specification.call;
    for (const packaging::SpecifiedWord& word : specification.words) {
      here_ = word.position;
      Take(word);
    }
    Finish();
    return std::move(result_);
  }

 private:
  const Position& Here() const { return here_; }

  [[noreturn]] void Refuse(const std::string& message) const { throw Error(message).At(Here()); }

  void Take(const packaging::SpecifiedWord& word) {
    using Taker = void (Parser::*)(const std::string&);
    static const std::map<std::string_view, Taker> takers = {
        {"IMAGE", &Parser::TakeImage},
        {"TAG", &Parser::TakeTag},
        {"PLATFORM", &Parser::TakePlatform},
        {"BASE", &Parser::TakeBase},
        {"LOCK", &Parser::TakeLock},
        {"LOCKED_BY", &Parser::TakeLockedBy},
        {"LAYER", &Parser::TakeLayer},
        {"COPY", &Parser::TakeCopy},
        {"ARCHIVE", &Parser::TakeArchive},
        {"LAYOUT", &Parser::TakeLayout},
        {"REFERENCE", &Parser::TakeReference},
        {"TO", &Parser::TakeTo},
        {"MODE", &Parser::TakeMode},
        {"OWNER", &Parser::TakeOwner},
        {"ENTRYPOINT", &Parser::TakeEntrypoint},
        {"CMD", &Parser::TakeCommand},
        {"ENV", &Parser::TakeEnvironment},
        {"USER", &Parser::TakeUser},
        {"WORKDIR", &Parser::TakeWorkdir},
        {"LABEL", &Parser::TakeLabel},
        {"ANNOTATION", &Parser::TakeAnnotation},
    };
    const auto found = takers.find(word.keyword);
    if (found == takers.end()) packaging::RefuseWord(word, "an image");
    (this->*found->second)(word.value);
  }

  void TakeImage(const std::string& value) { result_.repository = value; }
  void TakeTag(const std::string& value) { result_.tag = value; }
  void TakeBase(const std::string& value) {
    result_.base = value;
    result_.base_position = Here();
  }
  void TakeLock(const std::string& value) { result_.lock = value; }
  void TakeLockedBy(const std::string& value) { result_.locked_by = value; }

  void TakeArchive(const std::string& value) { TakeSource(result_.archive, value); }
  void TakeLayout(const std::string& value) { TakeSource(result_.layout, value); }
  void TakeReference(const std::string& value) { TakeSource(result_.reference, value); }

  void TakeSource(std::string& source, const std::string& value) {
    if (result_.source_position.known()) Refuse("an image has one source");
    source = value;
    result_.source_position = Here();
  }

  void TakePlatform(const std::string& value) {
    std::optional<oci::Platform> platform = ParsePlatform(value);
    if (!platform)
      Refuse("'" + value + "' is not a platform: use one such as linux/amd64 or linux/arm/v7");
    const auto is_same = [&](const oci::Platform& other) { return NameOf(other) == value; };
    if (std::ranges::any_of(result_.platforms, is_same))
      Refuse("platform " + value + " is given twice");
    result_.platforms.push_back(*std::move(platform));
  }

  void TakeLayer(const std::string&) {
    RequireDestination();
    result_.layers.emplace_back();
  }

  void TakeCopy(const std::string& value) {
    RequireDestination();
    if (result_.layers.empty()) Refuse("a file is copied ahead of the first layer");
    copied_ = CopiedPath{.source = value, .destination = {}, .position = Here()};
  }

  void TakeTo(const std::string& value) {
    if (!copied_) Refuse("a destination has no source");
    copied_->destination = PathInImage(value);
    if (value.ends_with('/') && value != "/") copied_->destination += '/';
    result_.layers.back().push_back(*std::exchange(copied_, std::nullopt));
  }

  void TakeMode(const std::string& value) {
    const size_t equals = value.rfind('=');
    const std::optional<uint64_t> mode =
        equals == std::string::npos ? std::nullopt
                                    : ParseMode(std::string_view(value).substr(equals + 1));
    if (!mode) Refuse("'" + value + "' is not <path>=<mode>: use an octal mode such as 0755");
    const std::string path = PathInImage(value.substr(0, equals));
    const bool is_folder = value[equals - 1] == '/';
    if (!result_.modes.emplace(path, PathMode{*mode, is_folder, Here()}).second)
      Refuse("the mode of " + path + " is given twice");
  }

  void TakeOwner(const std::string& value) {
    const size_t equals = value.rfind('=');
    const std::optional<oci::TarOwner> owner =
        equals == std::string::npos ? std::nullopt
                                    : ParseOwner(std::string_view(value).substr(equals + 1));
    if (!owner) Refuse("'" + value + "' is not <path>=<uid>:<gid>: use numbers such as 1000:1000");
    const std::string path = PathInImage(value.substr(0, equals));
    if (!result_.owners.emplace(path, PathOwner{*owner, Here()}).second)
      Refuse("the owner of " + path + " is given twice");
  }

  void TakeEntrypoint(const std::string& value) { result_.settings.entrypoint.push_back(value); }
  void TakeCommand(const std::string& value) { result_.settings.command.push_back(value); }
  void TakeUser(const std::string& value) { result_.settings.user = value; }
  void TakeWorkdir(const std::string& value) {
    result_.settings.working_directory = PathInImage(value);
  }

  void TakeEnvironment(const std::string& value) {
    RequirePair("ENV", value);
    result_.settings.environment.push_back(value);
  }
  void TakeLabel(const std::string& value) {
    result_.settings.labels.insert(RequirePair("LABELS", value));
  }
  void TakeAnnotation(const std::string& value) {
    result_.annotations.insert(RequirePair("ANNOTATIONS", value));
  }

  std::pair<std::string, std::string> RequirePair(const std::string& keyword,
                                                  const std::string& value) const {
    std::optional<std::pair<std::string, std::string>> pair = SplitPair(value);
    if (!pair) Refuse(keyword + " takes <name>=<value>, not '" + value + "'");
    return *std::move(pair);
  }

  // An absolute path, clean.
  std::string PathInImage(const std::string& path) const {
    if (!path.starts_with('/'))
      Refuse("'" + path + "' is no path in an image: it has to begin with '/'");
    const std::string inside = path.substr(std::min(path.find_first_not_of('/'), path.size()));
    if (!inside.empty() && !IsLocalPath(inside))
      Refuse("the path " + path + " leads out of the image");
    return CleanPath(path);
  }

  void RequireDestination() const {
    if (copied_) throw Error("'" + copied_->source + "' has no destination").At(copied_->position);
  }

  void Finish() {
    RequireDestination();
    result_.file = file_;
    if (result_.repository.empty()) throw Error("IMAGE is missing").At({.file = file_});
    if (result_.tag.empty()) throw Error("TAG is missing").At({.file = file_});
    if (result_.platforms.empty() && !result_.source_position.known())
      throw Error("PLATFORM is missing").At({.file = file_});
  }

  std::string file_;
  // Of the line that is being read.
  Position here_;
  ImageSpecification result_;
  std::optional<CopiedPath> copied_;
};

}  // namespace

ImageSpecification ImageSpecification::Parse(const std::string& file, std::string_view text) {
  return Parser(file).Parse(text);
}

std::string NameOf(const oci::Platform& platform) {
  const std::string name = platform.os + "/" + platform.architecture;
  return platform.variant.empty() ? name : name + "/" + platform.variant;
}

std::optional<oci::Platform> ParsePlatform(std::string_view text) {
  const std::vector<std::string_view> parts = Split(text, '/');
  constexpr size_t kMostParts = 3;
  const bool is_platform =
      parts.size() > 1 && parts.size() <= kMostParts &&
      std::ranges::none_of(parts, [](std::string_view part) { return part.empty(); });
  if (!is_platform) return std::nullopt;
  return oci::Platform{.architecture = std::string(parts[1]),
                       .os = std::string(parts[0]),
                       .os_version = "",
                       .variant = parts.size() > 2 ? std::string(parts[2]) : ""};
}

}  // namespace pkgrepo::artifact
