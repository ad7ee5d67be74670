// A schema for data values that have none, as an author would begin to write it.
//
//   #! Where it runs.              #@schema/desc "Where it runs."
//   namespace: logging             namespace: logging
//   hosts: [a, b]                  hosts:
//                                  - ""
//   limits: {}                     #@schema/type any=True
//                                  limits: {}
//
// A scalar has the type of its default, a map the keys that it has, a list of scalars of one type that type. Nothing is
// known of the type of null, of what is empty, and of what a list holds otherwise: these may be anything, so that no value
// is refused that the templates can take. All defaults stay what they were, so that the results do, too.
//
// https://carvel.dev/ytt/docs/v0.48.0/how-to-write-schema/

#ifndef PKGREPO_YTT_SCHEMA_INFERRED_SCHEMA_H_
#define PKGREPO_YTT_SCHEMA_INFERRED_SCHEMA_H_

#include <string>

#include "yaml/node.h"
#include "ytt/schema/value_comments.h"

namespace pkgrepo::ytt {

// Which lists a schema has for defaults.
enum class ListDefaults {
  // None: the values are overlaid on the schema, where ytt appends the items of lists.
  kEmpty,
  // Those of the values, which the schema stands for alone.
  kGiven,
};

// A file with one document, which has the annotation #@data/values-schema. Precondition: `values` is a map that is not
// empty.
std::string InferSchema(const yaml::Value& values, const ValueComments& comments, ListDefaults lists);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_SCHEMA_INFERRED_SCHEMA_H_
