#include "ytt/schema/schema.h"

#include "base/error.h"
#include "ytt/schema/build_type.h"
#include "ytt/schema/conformance.h"
#include "ytt/schema/open_api.h"
#include "ytt/schema/violation.h"

namespace pkgrepo::ytt {

using yaml::Item;

namespace {

// Violations show the "---" of a document; one that begins without has no line to show.
void HideMissingMarker(yaml::Position& position) {
  if (!position.known() || position.LineText().starts_with("---")) return;
  const std::string name = position.source ? position.source->name() : "";
  position.source = yaml::MakeRef<yaml::Source>(name, "");
}

}  // namespace

Schema::Schema() : type_(std::make_shared<const SchemaType>()) {}

Schema Schema::FromDocument(const Item& document) {
  Schema schema;
  schema.type_ = std::make_shared<const SchemaType>(BuildSchemaType(document, SchemaPlace::kDocument));
  schema.is_given_ = true;
  return schema;
}

Item Schema::DefaultValues() const {
  Item document(yaml::Value(), type_->DefaultValue(), type_->position);
  CompleteValues(document, *type_);
  return document;
}

void Schema::Check(Item& document) const {
  HideMissingMarker(document.position);
  if (document.value.is_node()) HideMissingMarker(document.value.node()->position);
  const std::vector<SchemaViolation> violations = ConformValues(document, *type_);
  if (!violations.empty()) throw Error(RenderViolations("One or more data values were invalid", violations));
}

Item Schema::OpenApiDocument() const { return Item(yaml::Value(), MakeOpenApi(*type_), yaml::Position()); }

}  // namespace pkgrepo::ytt
