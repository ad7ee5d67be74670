// Data values from the command line and the environment.
//
//   ValueFlags flags;
//   flags.values = {"app.name=demo", "@lib:size=big"};
//   const ValueFlagSources sources = {.input = input, .environment = environ, .strict = false};
//   ValuesDocuments documents = ReadValueFlags(flags, sources);
//
// The documents come in the order in which they count, which does not depend on the order of the flags:
// files, environment, environment as YAML, values, values as YAML, values from files.
//
// https://carvel.dev/ytt/docs/v0.48.x/how-to-use-data-values/

#ifndef PKGREPO_YTT_DATAVALUES_VALUE_FLAGS_H_
#define PKGREPO_YTT_DATAVALUES_VALUE_FLAGS_H_

#include <string>
#include <vector>

#include "ytt/datavalues/values_document.h"
#include "ytt/files/input_files.h"

namespace pkgrepo::ytt {

struct ValueFlags {
  std::vector<std::string> files;                      // --data-values-file [@lib:]PATH
  std::vector<std::string> environment_prefixes;       // --data-values-env PREFIX
  std::vector<std::string> yaml_environment_prefixes;  // --data-values-env-yaml PREFIX
  std::vector<std::string> values;                     // --data-value [@lib:]a.b=TEXT
  std::vector<std::string> yaml_values;                // --data-value-yaml [@lib:]a.b=YAML
  std::vector<std::string> value_files;                // --data-value-file [@lib:]a.b=PATH
};

struct ValueFlagSources {
  InputFiles& input;
  // "NAME=VALUE" in the order of the environment.
  std::vector<std::string> environment;
  // Refuse ambiguous YAML in flags and variables.
  bool strict = false;
};

// Throws Error as ytt words it: "Extracting data value from KV: Expected format key=value".
ValuesDocuments ReadValueFlags(const ValueFlags& flags, const ValueFlagSources& sources);

}  // namespace pkgrepo::ytt

#endif  // PKGREPO_YTT_DATAVALUES_VALUE_FLAGS_H_
