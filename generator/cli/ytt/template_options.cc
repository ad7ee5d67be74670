#include "cli/ytt/template_options.h"

namespace pkgrepo::cli {
namespace {

void DeclareInput(TemplateCommandOptions& options, FlagSet& flags) {
  flags.StringArray(
      &options.files, "file", 'f',
      "File(s) to process {filepath, HTTP URL, or '-' (i.e. stdin)} (can be specified multiple times)");
  flags.StringArray(
      &options.file_marks, "file-mark", 0,
      "File mark (ie change file path, mark as non-template) (format: file:key=value) (can be specified "
      "multiple times)");
  flags.Bool(&options.inspect_files, "files-inspect", 0,
             "Determine the set of files that would be processed and display that result");
  flags.Strings(&options.symlinks.allowed_destinations, "allow-symlink-destination", 0,
                "File paths to which symlinks are allowed (can be specified multiple times)");
  flags.Bool(&options.symlinks.allow_all, "dangerous-allow-all-symlink-destinations", 0,
             "Symlinks to all destinations are allowed");
  flags.String(&options.bulk_in, "bulk-in", 0, "Accept files in bulk format");
}

void DeclareDataValues(TemplateCommandOptions& options, FlagSet& flags) {
  ytt::ValueFlags& values = options.values;
  flags.StringArray(
      &values.environment_prefixes, "data-values-env", 0,
      "Extract data values (as strings) from prefixed env vars (format: PREFIX for PREFIX_all__key1=str) "
      "(can be specified multiple times)");
  flags.StringArray(&values.yaml_environment_prefixes, "data-values-env-yaml", 0,
                    "Extract data values (parsed as YAML) from prefixed env vars (format: PREFIX for "
                    "PREFIX_all__key1=true) (can be specified multiple times)");
  flags.StringArray(
      &values.values, "data-value", 'v',
      "Set specific data value to given value, as string (format: all.key1.subkey=123) (can be specified "
      "multiple times)");
  flags.StringArray(
      &values.yaml_values, "data-value-yaml", 0,
      "Set specific data value to given value, parsed as YAML (format: all.key1.subkey=true) (can be "
      "specified multiple times)");
  flags.StringArray(
      &values.value_files, "data-value-file", 0,
      "Set specific data value to contents of a file (format: [@lib1:]all.key1.subkey={file path, HTTP "
      "URL, or '-' (i.e. stdin)}) (can be specified multiple times)");
  flags.StringArray(
      &values.files, "data-values-file", 0,
      "Set multiple data values via plain YAML files (format: [@lib1:]{file path, HTTP URL, or '-' (i.e. "
      "stdin)}) (can be specified multiple times)");
  flags.Bool(&options.inspect_values, "data-values-inspect", 0,
             "Determine the final data values (applying any overlays) and display that result");
  flags.Bool(
      &options.skip_validation, "dangerous-data-values-disable-validation", 0,
      "Skip validating data values (not recommended: may result in templates failing or invalid output)");
  flags.Bool(
      &options.inspect_schema, "data-values-schema-inspect", 0,
      "Determine the complete schema for data values (applying any overlays) and display the result (only "
      "OpenAPI v3.0 is supported, see --output)");
}

void DeclareOutput(TemplateCommandOptions& options, FlagSet& flags) {
  flags.Bool(&options.bulk_out, "bulk-out", 0, "Output files in bulk format");
  flags.Strings(
      &options.output_types, "output", 'o',
      "Configure output format. Can specify file format (yaml, json, pos) and/or schema type (openapi-v3) "
      "(can be specified multiple times)");
  flags.String(&options.output_directory, "output-files", 0, "Add output files to given directory");
  flags.String(&options.emptied_output_directory, "dangerous-emptied-output-directory", 0,
               "Delete given directory, and then create it with output files");
}

void DeclareLanguage(TemplateCommandOptions& options, FlagSet& flags) {
  flags.Bool(
      &options.ignore_unknown_comments, "ignore-unknown-comments", 0,
      "Configure whether unknown comments are considered as errors (comments that do not start with '#@' or "
      "'#!')");
  flags.Bool(&options.implicit_map_key_overrides, "implicit-map-key-overrides", 0,
             "Configure whether implicit map keys overrides are allowed");
  flags.Bool(&options.strict, "strict", 's', "Configure to use _strict_ YAML subset");
  flags.Bool(&options.debug, "debug", 0, "Enable debug output");
}

// Hidden, so that the help stays that of the original.
void DeclareOwn(TemplateCommandOptions& options, FlagSet& flags) {
  flags.String(&options.depfile, "depfile", 0,
               "Write a dependency file for Make and Ninja: every file that had a part in the result");
  flags.Bool(&options.explain_values, "explain-values", 0,
             "Show for each data value which file, flag or environment variable set it");
  flags.Bool(&options.profile, "profile", 0, "Show where the time went");
  for (const char* name : {"depfile", "explain-values", "profile"}) flags.Hide(name);
}

}  // namespace

void TemplateCommandOptions::Declare(FlagSet& flags) {
  DeclareInput(*this, flags);
  DeclareDataValues(*this, flags);
  DeclareOutput(*this, flags);
  DeclareLanguage(*this, flags);
  DeclareOwn(*this, flags);
}

}  // namespace pkgrepo::cli
