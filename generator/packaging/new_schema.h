// The schema file for a package version that has data values alone.
//
//   const SchemaFile schema = InferSchemaFile(folders, values, inputs, messages);
//   WriteSchemaFile(schema, folders, values, inputs, messages);
//
// What the schema says of a value: ytt/schema/inferred_schema.h.

#ifndef PKGREPO_PACKAGING_NEW_SCHEMA_H_
#define PKGREPO_PACKAGING_NEW_SCHEMA_H_

#include <ostream>
#include <string>
#include <vector>

#include "packaging/package_folders.h"
#include "packaging/rendered_cases.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::packaging {

struct SchemaFile {
  // schema.yaml beside the file with the first values.
  std::string path;
  std::string text;
  // What the package renders without it, with the default values and those of test/values.
  std::vector<RenderedCase> cases;
};

// `values` are files for every case, as for FindCases(); `messages` gets what templates print. In `folders.output` may be
// written. Throws Error if there is a schema, or if there are no values of which it could be inferred.
SchemaFile InferSchemaFile(const PackageFolders& folders, const std::vector<std::string>& values,
                           StepInputs& inputs, std::ostream& messages);

// Writes it, and renders all cases again. Throws Error, and leaves nothing behind, if the file is there already, or if a
// case does not render to the same bytes.
void WriteSchemaFile(const SchemaFile& schema, const PackageFolders& folders,
                     const std::vector<std::string>& values, StepInputs& inputs, std::ostream& messages);

}  // namespace pkgrepo::packaging

#endif  // PKGREPO_PACKAGING_NEW_SCHEMA_H_
