#include "jsonschema/documents.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/ascii.h"
#include "base/error.h"
#include "base/strings.h"
#include "go/url_escape.h"

namespace pkgrepo::jsonschema {
namespace {

using nlohmann::json;

// What a keyword has in it that is no schema.
constexpr std::array<std::string_view, 4> kData = {"const", "default", "enum", "examples"};
// Keywords with schemas by names of the author's choice.
constexpr std::array<std::string_view, 6> kSchemasByName = {
    "$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties"};

constexpr size_t kMaxUri = 4096;

struct UriParts {
  std::string_view scheme;     // with the ':'
  std::string_view authority;  // with the "//"
  std::string_view path;
  std::string_view query;  // with the '?'
};

UriParts Take(std::string_view uri) {
  UriParts parts;
  const size_t query = std::min(uri.find('?'), uri.size());
  parts.query = uri.substr(query);
  uri = uri.substr(0, query);
  const size_t colon = uri.find_first_of(":/");
  if (colon != uri.npos && colon > 0 && uri[colon] == ':' && IsLetter(static_cast<unsigned char>(uri[0]))) {
    parts.scheme = uri.substr(0, colon + 1);
    uri.remove_prefix(colon + 1);
  }
  if (uri.starts_with("//")) {
    const size_t end = std::min(uri.find('/', 2), uri.size());
    parts.authority = uri.substr(0, end);
    uri.remove_prefix(end);
  }
  parts.path = uri;
  return parts;
}

std::string WithoutDots(std::string_view path) {
  std::vector<std::string> kept;
  const std::vector<std::string_view> parts = Split(path, '/');
  for (size_t i = 0; i < parts.size(); ++i) {
    const bool is_last = i + 1 == parts.size();
    if (parts[i] == "..") {
      if (kept.size() > 1) kept.pop_back();
      if (is_last) kept.emplace_back();
    } else if (parts[i] != ".") {
      kept.emplace_back(parts[i]);
    } else if (is_last) {
      kept.emplace_back();
    }
  }
  return Join(kept, "/");
}

std::string Text(std::string_view scheme, std::string_view authority, std::string_view path,
                 std::string_view query) {
  return std::string(scheme) + std::string(authority) + std::string(path) + std::string(query);
}

// Ahead of the '#', and behind it.
std::pair<std::string_view, std::string_view> SplitFragment(std::string_view reference) {
  const size_t hash = reference.find('#');
  if (hash == reference.npos) return {reference, ""};
  return {reference.substr(0, hash), reference.substr(hash + 1)};
}

template <size_t kSize>
bool IsAmong(const std::array<std::string_view, kSize>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

const json* MemberOf(const json& value, const std::string& token) {
  if (value.is_object()) {
    const auto found = value.find(token);
    return found == value.end() ? nullptr : &*found;
  }
  if (!value.is_array() || token.empty() || token.size() > 9 || !std::ranges::all_of(token, IsDigit))
    return nullptr;
  const size_t index = std::stoul(token);
  return index < value.size() ? &value[index] : nullptr;
}

}  // namespace

std::string ResolveReference(const std::string& base, std::string_view reference) {
  if (reference.empty()) return base;
  const UriParts to = Take(reference);
  const UriParts from = Take(base);
  if (!to.scheme.empty()) return std::string(reference);
  if (!to.authority.empty()) return Text(from.scheme, to.authority, WithoutDots(to.path), to.query);
  if (to.path.empty()) return Text(from.scheme, from.authority, from.path, to.query);
  if (to.path.starts_with('/')) return Text(from.scheme, from.authority, WithoutDots(to.path), to.query);
  const size_t slash = from.path.rfind('/');
  std::string folder(slash == from.path.npos ? "" : from.path.substr(0, slash + 1));
  if (folder.empty() && !from.authority.empty()) folder = "/";
  return Text(from.scheme, from.authority, WithoutDots(folder + std::string(to.path)), to.query);
}

std::vector<std::string> JsonPlace::Path() const {
  std::vector<std::string> path;
  for (const JsonPlace* place = this; place->around != nullptr; place = place->around)
    path.push_back(place->token);
  std::ranges::reverse(path);
  return path;
}

SchemaDocuments::SchemaDocuments(const json& root, SchemaDialect dialect) : dialect_(dialect) {
  root_ = {.value = &root, .place = PlaceIn(nullptr, ""), .base = BaseOf(root, "")};
  named_[""] = root_;
  named_[root_.base] = root_;
  Collect(root, root_.place, "");
}

const JsonPlace* SchemaDocuments::PlaceIn(const JsonPlace* around, std::string token) {
  return &places_.emplace_back(JsonPlace{.around = around, .token = std::move(token)});
}

std::optional<std::string> SchemaDocuments::IdOf(const json& schema) const {
  if (!schema.is_object()) return std::nullopt;
  if (!HasSiblingsOfReference(dialect_) && schema.contains("$ref")) return std::nullopt;
  for (const char* name : {"$id", "id"}) {
    const bool is_old = name[0] == 'i';
    if (is_old ? dialect_ != SchemaDialect::kDraft4 && dialect_ != SchemaDialect::kHybrid
               : dialect_ == SchemaDialect::kDraft4) {
      continue;
    }
    const auto found = schema.find(name);
    if (found != schema.end() && found->is_string()) return found->get<std::string>();
  }
  return std::nullopt;
}

std::string SchemaDocuments::BaseOf(const json& schema, const std::string& base) const {
  const std::optional<std::string> id = IdOf(schema);
  if (!id) return base;
  std::string resolved = ResolveReference(base, SplitFragment(*id).first);
  if (resolved.size() > kMaxUri)
    throw Error("the URI of a schema has more than " + std::to_string(kMaxUri) + " bytes");
  return resolved;
}

void SchemaDocuments::Collect(const json& value, const JsonPlace* place, const std::string& around) {
  const std::string base = BaseOf(value, around);
  if (const std::optional<std::string> id = IdOf(value)) {
    const std::string_view fragment = SplitFragment(*id).second;
    named_.emplace(fragment.empty() ? base : base + "#" + std::string(fragment),
                   Found{.value = &value, .place = place, .base = base});
  }
  if (HasSiblingsOfReference(dialect_) && value.is_object()) {
    for (const char* keyword : {"$anchor", "$dynamicAnchor"}) {
      const auto anchor = value.find(keyword);
      if (anchor == value.end() || !anchor->is_string()) continue;
      named_.emplace(base + "#" + anchor->get<std::string>(),
                     Found{.value = &value, .place = place, .base = base});
    }
  }
  CollectMembers(value, place, base);
}

void SchemaDocuments::CollectMembers(const json& value, const JsonPlace* place, const std::string& base) {
  if (value.is_array()) {
    for (size_t i = 0; i < value.size(); ++i) {
      if (value[i].is_structured()) Collect(value[i], PlaceIn(place, std::to_string(i)), base);
    }
    return;
  }
  if (!value.is_object()) return;
  for (const auto& [key, member] : value.items()) {
    if (!member.is_structured() || IsAmong(kData, key)) continue;
    const JsonPlace* within = PlaceIn(place, key);
    if (member.is_object() && IsAmong(kSchemasByName, key)) {
      for (const auto& [name, schema] : member.items()) {
        if (schema.is_structured()) Collect(schema, PlaceIn(within, name), base);
      }
    } else {
      Collect(member, within, base);
    }
  }
}

std::optional<SchemaDocuments::Found> SchemaDocuments::FollowPointer(const Found& from,
                                                                     std::string_view pointer) {
  Found at = from;
  for (const std::string_view part : Split(pointer.substr(1), '/')) {
    const std::string token = ReplaceAll(ReplaceAll(part, "~1", "/"), "~0", "~");
    at.value = MemberOf(*at.value, token);
    if (at.value == nullptr) return std::nullopt;
    at.place = PlaceIn(at.place, token);
    at.base = BaseOf(*at.value, at.base);
  }
  return at;
}

std::optional<SchemaDocuments::Found> SchemaDocuments::Find(const std::string& base,
                                                            const std::string& reference) {
  const auto [uri, fragment] = SplitFragment(reference);
  const std::string document = ResolveReference(base, uri);
  const std::string decoded = go::UnescapeUrl(fragment, go::UrlPart::kFragment);
  const bool is_pointer = decoded.starts_with('/');
  const auto found = named_.find(decoded.empty() || is_pointer ? document : document + "#" + decoded);
  if (found == named_.end()) return std::nullopt;
  return is_pointer ? FollowPointer(found->second, decoded) : found->second;
}

bool SchemaDocuments::IsForeign(const std::string& base, const std::string& reference) const {
  return !named_.contains(ResolveReference(base, SplitFragment(reference).first));
}

}  // namespace pkgrepo::jsonschema
