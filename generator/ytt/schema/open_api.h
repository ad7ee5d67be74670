// The schema as an OpenAPI v3 document, for `--data-values-schema-inspect -o openapi-v3`.

#ifndef PKGREPO_YTT_SCHEMA_OPEN_API_H_
#define PKGREPO_YTT_SCHEMA_OPEN_API_H_

#include "yaml/node.h"
#include "ytt/schema/schema_type.h"

namespace pkgrepo::ytt {

// https://spec.openapis.org/oas/v3.0.0; the values are described as components.schemas.dataValues.
yaml::Value MakeOpenApi(const SchemaType& type);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_SCHEMA_OPEN_API_H_
