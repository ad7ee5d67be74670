#include "jsonschema/compiler.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/error.h"
#include "base/strings.h"
#include "go/regexp.h"
#include "jsonschema/documents.h"
#include "jsonschema/kind.h"
#include "jsonschema/number.h"
#include "jsonschema/text.h"

namespace pkgrepo::jsonschema {
namespace {

using nlohmann::json;

// More than anybody writes, and what memory and stack hold.
constexpr size_t kMaxSchemaDepth = 200;
constexpr size_t kMaxNodes = 100'000;
constexpr int64_t kMaxPatterns = 1'000'000;  // instructions of RE2

struct NamedDialect {
  std::string_view uri;
  SchemaDialect dialect;
};

constexpr std::array<NamedDialect, 5> kDialects = {{
    {"json-schema.org/draft-04/schema", SchemaDialect::kDraft4},
    {"json-schema.org/draft-06/schema", SchemaDialect::kDraft6},
    {"json-schema.org/draft-07/schema", SchemaDialect::kDraft7},
    {"json-schema.org/draft/2019-09/schema", SchemaDialect::k2019},
    {"json-schema.org/draft/2020-12/schema", SchemaDialect::k2020},
}};

// The keywords that decide what is valid in ways that are not known here.
constexpr std::array<const char*, 2> kNotUnderstood = {"$dynamicRef", "$recursiveRef"};

class Compiler {
 public:
  Compiler(const std::string& file, std::string_view text)
      : file_(file),
        text_(text),
        root_(ParseJsonFile(file, text, kMaxSchemaDepth)),
        dialect_(ReadDialect()),
        documents_(root_, dialect_) {
    compiled_->file = file;
  }

  std::shared_ptr<const CompiledSchema> Compile() {
    NodeOf(documents_.root());
    while (!waiting_.empty()) {
      const Waiting next = std::move(waiting_.back());
      waiting_.pop_back();
      at_ = next.schema;
      node_ = next.node;
      ReadSchema();
    }
    return std::move(compiled_);
  }

 private:
  using Found = SchemaDocuments::Found;

  struct Waiting {
    Found schema;
    SchemaNode* node = nullptr;
  };

  Error FaultAt(const std::vector<std::string>& path, const std::string& message) const {
    return Error(message).At(JsonPosition(file_, text_, path));
  }

  // Of a keyword of the schema that is being read.
  Error Fault(const std::string& keyword, const std::string& message) const {
    std::vector<std::string> path = at_.place->Path();
    path.push_back(keyword);
    return FaultAt(path, "\"" + keyword + "\" " + message);
  }

  Error Expected(const std::string& keyword, const std::string& what, const json& value) const {
    return Fault(keyword, "has to be " + what + ", but is " + DescribeJson(value));
  }

  SchemaDialect ReadDialect() const {
    const auto named = root_.is_object() ? root_.find("$schema") : root_.end();
    if (named == root_.end()) return SchemaDialect::kHybrid;
    if (!named->is_string())
      throw FaultAt({"$schema"}, "\"$schema\" has to be a string, but is " + DescribeJson(*named));
    std::string_view uri = named->get_ref<const std::string&>();
    for (const std::string_view scheme : {"http://", "https://"}) {
      if (uri.starts_with(scheme)) uri.remove_prefix(scheme.size());
    }
    if (uri.ends_with('#')) uri.remove_suffix(1);
    const auto found = std::ranges::find(kDialects, uri, &NamedDialect::uri);
    if (found == kDialects.end()) {
      throw FaultAt({"$schema"}, "unknown dialect of JSON Schema: " + AbbreviateJson(*named))
          .Hint(
              "known are http://json-schema.org/draft-04/schema#, draft-06 and draft-07 likewise, and "
              "https://json-schema.org/draft/2019-09/schema and 2020-12");
    }
    return found->dialect;
  }

  bool IsSince(SchemaDialect dialect) const { return dialect_ >= dialect; }
  // The hybrid stands between draft 7 and 2019-09, and knows what draft 7 knows, and what draft 4 does.
  bool IsDraft4() const { return dialect_ == SchemaDialect::kDraft4; }

  // nullptr if the schema lacks the keyword.
  const json* Find(const char* keyword) const {
    const auto found = at_.value->find(keyword);
    return found == at_.value->end() ? nullptr : &*found;
  }

  // The node of a schema, which is read later.
  const SchemaNode* NodeOf(const Found& schema) {
    const auto [known, is_new] = nodes_.emplace(schema.value, nullptr);
    if (!is_new) return known->second;
    known->second = NewNode(schema.place);
    waiting_.push_back({.schema = schema, .node = known->second});
    return known->second;
  }

  SchemaNode* NewNode(const JsonPlace* place) {
    if (compiled_->nodes.size() == kMaxNodes)
      throw FaultAt(place->Path(),
                    "the schema has more than " + std::to_string(kMaxNodes) + " schemas within it");
    SchemaNode& node = compiled_->nodes.emplace_back();
    node.index = compiled_->nodes.size() - 1;
    return &node;
  }

  const SchemaNode* NodeIn(const json& value, const JsonPlace* place) {
    return NodeOf({.value = &value, .place = place, .base = documents_.BaseOf(value, at_.base)});
  }

  const JsonPlace* PlaceOf(const std::string& keyword) { return documents_.PlaceIn(at_.place, keyword); }

  void ReadSchema() {
    if (at_.value->is_boolean() && !IsDraft4()) {
      node_->allows_nothing = !at_.value->get<bool>();
      return;
    }
    if (!at_.value->is_object()) {
      throw FaultAt(at_.place->Path(), std::string("a schema has to be an object") +
                                           (IsDraft4() ? "" : ", true or false") + ", but is " +
                                           DescribeJson(*at_.value));
    }
    ReadReference();
    if (node_->reference != nullptr && !HasSiblingsOfReference(dialect_)) return;
    ReadGeneral();
    ReadNumbers();
    ReadStrings();
    ReadArrays();
    ReadObjects();
    ReadCombinations();
  }

  void ReadReference() {
    const json* reference = Find("$ref");
    if (reference == nullptr) return;
    if (!reference->is_string()) throw Expected("$ref", "a string", *reference);
    node_->reference_text = reference->get<std::string>();
    std::optional<Found> found;
    try {
      found = documents_.Find(at_.base, node_->reference_text);
    } catch (const Error& error) {
      throw Fault("$ref", "is no reference: " + error.message());
    }
    if (found) {
      node_->reference = NodeOf(*found);
    } else if (documents_.IsForeign(at_.base, node_->reference_text)) {
      throw Fault("$ref", "leads to another document: " + AbbreviateJson(*reference))
          .Hint("copy that to \"definitions\", and refer to it by \"#/definitions/NAME\"");
    } else {
      throw Fault("$ref", "leads to nothing: " + AbbreviateJson(*reference));
    }
  }

  void ReadGeneral() {
    if (IsSince(SchemaDialect::k2019)) {
      for (const char* keyword : kNotUnderstood) {
        if (Find(keyword) != nullptr) throw Fault(keyword, "is not understood here");
      }
    }
    for (const char* keyword : {"title", "description"}) {
      const json* text = Find(keyword);
      if (text != nullptr && !text->is_string()) throw Expected(keyword, "a string", *text);
    }
    if (const json* types = Find("type")) {
      if (types->is_string()) {
        AddType(*types);
      } else {
        for (const json& type : Elements("type", *types)) AddType(type);
        RequireUnlike("type", *types);
      }
    }
    if (const json* values = Find("enum")) {
      if (!values->is_array() || values->empty())
        throw Expected("enum", "an array with values in it", *values);
      RequireUnlike("enum", *values);
      node_->enumeration.assign(values->begin(), values->end());
      node_->constant_size += CountJsonValues(*values);
    }
    if (const json* value = IsDraft4() ? nullptr : Find("const")) {
      node_->constant = *value;
      node_->constant_size += CountJsonValues(*value);
    }
    for (const char* keyword : {"definitions", "$defs"}) {
      if (keyword[0] == '$' && !IsSince(SchemaDialect::k2019)) continue;
      if (Find(keyword) != nullptr) SchemasByName(keyword);
    }
  }

  void AddType(const json& name) {
    const auto type = name.is_string() ? ParseJsonType(name.get_ref<const std::string&>()) : std::nullopt;
    if (!type)
      throw Fault("type", "has no " + DescribeJson(name)).Hint("known are " + NamesOfTypes(UINT8_MAX));
    node_->types |= *type;
  }

  void RequireUnlike(const char* keyword, const json& values) const {
    std::set<json> seen;
    for (const json& value : values) {
      if (!seen.insert(value).second) throw Fault(keyword, "has " + DescribeJson(value) + " twice");
    }
  }

  const json& Elements(const char* keyword, const json& value) const {
    if (!value.is_array()) throw Expected(keyword, "an array", value);
    return value;
  }

  void ReadNumbers() {
    ReadBound("minimum", "exclusiveMinimum", node_->minimum, node_->exclusive_minimum);
    ReadBound("maximum", "exclusiveMaximum", node_->maximum, node_->exclusive_maximum);
    if (const json* unit = Find("multipleOf")) {
      if (!unit->is_number() || CompareNumbers(*unit, json(0)) != std::partial_ordering::greater)
        throw Expected("multipleOf", "a number above 0", *unit);
      node_->multiple_of = *unit;
    }
    if (node_->minimum && node_->maximum && CompareNumbers(*node_->minimum, *node_->maximum) > 0)
      throw Fault("minimum", "is above \"maximum\"");
  }

  // In draft 4, an exclusive bound is a word about the other one; the hybrid has both forms.
  void ReadBound(const char* keyword, const char* exclusive_keyword, std::optional<json>& bound,
                 std::optional<json>& exclusive_bound) {
    if (const json* number = Find(keyword)) {
      if (!number->is_number()) throw Expected(keyword, "a number", *number);
      bound = *number;
    }
    const json* exclusive = Find(exclusive_keyword);
    if (exclusive == nullptr) return;
    const bool may_be_word = IsDraft4() || dialect_ == SchemaDialect::kHybrid;
    if (exclusive->is_boolean() && may_be_word) {
      if (!bound) throw Fault(exclusive_keyword, std::string("needs \"") + keyword + "\" beside it");
      if (exclusive->get<bool>()) exclusive_bound = std::exchange(bound, std::nullopt);
    } else if (exclusive->is_number() && !IsDraft4()) {
      exclusive_bound = *exclusive;
    } else {
      throw Expected(exclusive_keyword, IsDraft4() ? "true or false" : "a number", *exclusive);
    }
  }

  void ReadStrings() {
    ReadRange("minLength", "maxLength", node_->length);
    if (const json* pattern = Find("pattern")) {
      if (!pattern->is_string()) throw Expected("pattern", "a string", *pattern);
      node_->pattern = PatternOf("pattern", pattern->get<std::string>());
    }
    if (const json* format = Find("format")) {
      if (!format->is_string()) throw Expected("format", "a string", *format);
      node_->format_name = format->get<std::string>();
      node_->format = FindJsonFormat(node_->format_name);
    }
  }

  void ReadRange(const char* least, const char* most, CountRange& range) {
    if (const json* count = Find(least)) range.least = CountOf(least, *count);
    if (const json* count = Find(most)) range.most = CountOf(most, *count);
    if (range.least > range.most) throw Fault(least, std::string("is above \"") + most + "\"");
  }

  uint64_t CountOf(const char* keyword, const json& count) const {
    if (!count.is_number() || !IsInteger(count) || CompareNumbers(count, json(0)) < 0)
      throw Expected(keyword, "an integer that is not negative", count);
    if (CompareNumbers(count, json(UINT64_MAX)) >= 0) return UINT64_MAX;
    return count.get<uint64_t>();
  }

  const RE2* PatternOf(const char* keyword, const std::string& pattern) {
    std::unique_ptr<RE2>& compiled = compiled_->patterns[pattern];
    if (compiled == nullptr) {
      try {
        compiled = go::CompileRegexp(pattern);
      } catch (const Error& error) {
        throw Fault(keyword, "has what is no regular expression of Go: " + error.message());
      }
      patterns_ += compiled->ProgramSize();
      if (patterns_ > kMaxPatterns) throw Fault(keyword, "is too large, with all other patterns");
    }
    return compiled.get();
  }

  void ReadArrays() {
    ReadRange("minItems", "maxItems", node_->item_count);
    if (const json* unique = Find("uniqueItems")) {
      if (!unique->is_boolean()) throw Expected("uniqueItems", "true or false", *unique);
      node_->has_unique_items = unique->get<bool>();
    }
    ReadItems();
    node_->contains = IsDraft4() ? nullptr : Schema("contains");
    if (!IsSince(SchemaDialect::k2019)) return;
    if (const json* count = Find("minContains")) node_->contained.least = CountOf("minContains", *count);
    if (const json* count = Find("maxContains")) node_->contained.most = CountOf("maxContains", *count);
    node_->evaluates_contained = IsSince(SchemaDialect::k2020);
    node_->unevaluated_items = Schema("unevaluatedItems");
  }

  void ReadItems() {
    const bool has_prefix = IsSince(SchemaDialect::k2020);
    if (has_prefix) node_->leading_items = Schemas("prefixItems");
    const json* items = Find("items");
    if (items == nullptr) return;
    if (!items->is_array()) {
      node_->items = SchemaOrBoolean("items");
    } else if (has_prefix) {
      throw Expected("items", "a schema", *items)
          .Hint("in 2020-12 the schemas of the first items are \"prefixItems\"");
    } else {
      if (!items->empty()) node_->leading_items = Schemas("items");
      node_->items = SchemaOrBoolean("additionalItems");
    }
  }

  void ReadObjects() {
    ReadRange("minProperties", "maxProperties", node_->property_count);
    if (Find("properties") != nullptr) node_->properties = SchemasByName("properties");
    if (Find("patternProperties") != nullptr) {
      for (const auto& [pattern, schema] : SchemasByName("patternProperties"))
        node_->pattern_properties.emplace_back(PatternOf("patternProperties", pattern), schema);
    }
    node_->additional_properties = SchemaOrBoolean("additionalProperties");
    node_->property_names = IsDraft4() ? nullptr : Schema("propertyNames");
    if (const json* names = Find("required")) {
      node_->required = NamesIn("required", *names);
      RequireUnlike("required", *names);
    }
    ReadDependencies("dependencies", /*names=*/true, /*schemas=*/true);
    if (!IsSince(SchemaDialect::k2019)) return;
    node_->unevaluated_properties = Schema("unevaluatedProperties");
    ReadDependencies("dependentRequired", /*names=*/true, /*schemas=*/false);
    ReadDependencies("dependentSchemas", /*names=*/false, /*schemas=*/true);
  }

  std::vector<std::string> NamesIn(const char* keyword, const json& names) const {
    std::vector<std::string> read;
    for (const json& name : Elements(keyword, names)) {
      if (!name.is_string()) throw Fault(keyword, "has to have strings in it, but has " + DescribeJson(name));
      read.push_back(name.get<std::string>());
    }
    return read;
  }

  void ReadDependencies(const char* keyword, bool names, bool schemas) {
    const json* dependencies = Find(keyword);
    if (dependencies == nullptr) return;
    const JsonPlace* place = PlaceOf(keyword);
    for (const auto& [name, dependency] : Members(keyword, *dependencies).items()) {
      if (names && (dependency.is_array() || !schemas)) {
        std::vector<std::string>& needed = node_->required_with[name];
        for (std::string& other : NamesIn(keyword, dependency)) needed.push_back(std::move(other));
      } else {
        node_->schema_with[name] = NodeIn(dependency, documents_.PlaceIn(place, name));
      }
    }
  }

  const json& Members(const char* keyword, const json& value) const {
    if (!value.is_object()) throw Expected(keyword, "an object", value);
    return value;
  }

  void ReadCombinations() {
    node_->all_of = Schemas("allOf");
    node_->any_of = Schemas("anyOf");
    node_->one_of = Schemas("oneOf");
    node_->negated = Schema("not");
    if (!IsSince(SchemaDialect::kDraft7)) return;
    node_->condition = Schema("if");
    const SchemaNode* if_met = Schema("then");
    const SchemaNode* if_unmet = Schema("else");
    if (node_->condition == nullptr) return;  // then they say nothing, but have to be schemas
    node_->if_met = if_met;
    node_->if_unmet = if_unmet;
  }

  // nullptr if the schema lacks the keyword.
  const SchemaNode* Schema(const char* keyword) {
    const json* schema = Find(keyword);
    return schema == nullptr ? nullptr : NodeIn(*schema, PlaceOf(keyword));
  }

  // Where draft 4 knows true and false, too.
  const SchemaNode* SchemaOrBoolean(const char* keyword) {
    const json* schema = Find(keyword);
    if (schema == nullptr) return nullptr;
    if (!IsDraft4() || !schema->is_boolean() || keyword == std::string_view("items")) return Schema(keyword);
    if (schema->get<bool>()) return nullptr;
    SchemaNode* node = NewNode(at_.place);
    node->allows_nothing = true;
    return node;
  }

  std::vector<const SchemaNode*> Schemas(const char* keyword) {
    const json* schemas = Find(keyword);
    if (schemas == nullptr) return {};
    if (!schemas->is_array() || schemas->empty())
      throw Expected(keyword, "an array with schemas in it", *schemas);
    std::vector<const SchemaNode*> nodes;
    const JsonPlace* place = PlaceOf(keyword);
    for (size_t i = 0; i < schemas->size(); ++i)
      nodes.push_back(NodeIn((*schemas)[i], documents_.PlaceIn(place, std::to_string(i))));
    return nodes;
  }

  std::map<std::string, const SchemaNode*> SchemasByName(const char* keyword) {
    std::map<std::string, const SchemaNode*> nodes;
    const JsonPlace* place = PlaceOf(keyword);
    for (const auto& [name, schema] : Members(keyword, *Find(keyword)).items())
      nodes[name] = NodeIn(schema, documents_.PlaceIn(place, name));
    return nodes;
  }

  const std::string& file_;
  const std::string_view text_;
  const json root_;
  const SchemaDialect dialect_;
  SchemaDocuments documents_;
  std::shared_ptr<CompiledSchema> compiled_ = std::make_shared<CompiledSchema>();
  std::unordered_map<const json*, SchemaNode*> nodes_;
  std::vector<Waiting> waiting_;
  int64_t patterns_ = 0;
  // The schema that is being read, and where to.
  Found at_;
  SchemaNode* node_ = nullptr;
};

}  // namespace

std::shared_ptr<const CompiledSchema> CompileSchema(const std::string& file, std::string_view text) {
  try {
    return Compiler(file, text).Compile();
  } catch (Error& error) {
    if (!error.position().known()) error.At({.file = file});
    throw;
  }
}

}  // namespace pkgrepo::jsonschema
