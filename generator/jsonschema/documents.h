// What the references of a JSON Schema lead to: `$id` and `$anchor` name schemas, JSON pointers lead on from there.
//
//   const SchemaDocuments documents(schema, dialect);
//   documents.Find("http://example.com/root.json", "#/definitions/port")->value
//
// Only what is in the document itself is found.

#ifndef PKGREPO_JSONSCHEMA_DOCUMENTS_H_
#define PKGREPO_JSONSCHEMA_DOCUMENTS_H_

#include <deque>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pkgrepo::jsonschema {

enum class SchemaDialect { kDraft4, kDraft6, kDraft7, kHybrid, k2019, k2020 };

// Whether keywords beside $ref count.
inline bool HasSiblingsOfReference(SchemaDialect dialect) { return dialect >= SchemaDialect::k2019; }

// Where in a document a value is: the way to it from the root.
struct JsonPlace {
  const JsonPlace* around = nullptr;
  // The key or index in that.
  std::string token;

  std::vector<std::string> Path() const;
};

class SchemaDocuments {
 public:
  struct Found {
    const nlohmann::json* value = nullptr;
    const JsonPlace* place = nullptr;
    // What references within are relative to.
    std::string base;
  };

  // `root` has to outlive this. Throws Error for identifiers that are too long.
  SchemaDocuments(const nlohmann::json& root, SchemaDialect dialect);

  const Found& root() const { return root_; }

  // The place of what is in `around`. It lives as long as this.
  const JsonPlace* PlaceIn(const JsonPlace* around, std::string token);

  // What references within a schema are relative to, if those of what is around it are to `base`.
  std::string BaseOf(const nlohmann::json& schema, const std::string& base) const;

  // nullopt if the reference leads to another document, or to nothing. Throws Error for escapes that are none.
  std::optional<Found> Find(const std::string& base, const std::string& reference);
  // Whether it leads to another document.
  bool IsForeign(const std::string& base, const std::string& reference) const;

 private:
  std::optional<std::string> IdOf(const nlohmann::json& schema) const;
  void Collect(const nlohmann::json& value, const JsonPlace* place, const std::string& base);
  void CollectMembers(const nlohmann::json& value, const JsonPlace* place, const std::string& base);
  std::optional<Found> FollowPointer(const Found& from, std::string_view pointer);

  const SchemaDialect dialect_;
  std::deque<JsonPlace> places_;
  Found root_;
  // By URI, without a fragment; those with an anchor, as their fragment.
  std::map<std::string, Found> named_;
};

// RFC 3986, section 5.2. Neither has a fragment.
std::string ResolveReference(const std::string& base, std::string_view reference);

}  // namespace pkgrepo::jsonschema

#endif  // PKGREPO_JSONSCHEMA_DOCUMENTS_H_
