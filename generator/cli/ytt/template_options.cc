#include "cli/ytt/template_options.h"

namespace pkgrepo::cli {
namespace {

void DeclareInput(TemplateCommandOptions& options, FlagSet& flags) {
  flags.StringArray(&options.files, "file", 'f',
                    "Read the file, folder, URL or '-' (standard input), or NAME=PATH; may be repeated");
  flags.StringArray(
      &options.file_marks, "file-mark", 0,
      "Treat files differently (format: PATTERN:KEY=VALUE, as in a.txt:type=data); may be repeated");
  flags.Bool(&options.inspect_files, "files-inspect", 0,
             "Print the paths of the input files instead of rendering them");
  flags.Strings(&options.symlinks.allowed_destinations, "allow-symlink-destination", 0,
                "Let links lead to this file, or below this folder; comma-separated or repeated");
  flags.Bool(&options.symlinks.allow_all, "dangerous-allow-all-symlink-destinations", 0,
             "Let links lead anywhere");
  flags.String(&options.bulk_in, "bulk-in", 0,
               "Read the files from this JSON: {\"files\": [{\"name\": \"a.yml\", \"data\": \"a: 1\"}]}");
}

void DeclareDataValues(TemplateCommandOptions& options, FlagSet& flags) {
  ytt::ValueFlags& values = options.values;
  flags.StringArray(
      &values.environment_prefixes, "data-values-env", 0,
      "Set values to the text of variables: PREFIX takes PREFIX_a__b=x as a.b; may be repeated");
  flags.StringArray(
      &values.yaml_environment_prefixes, "data-values-env-yaml", 0,
      "Set values to the YAML of variables: PREFIX takes PREFIX_a__b=1 as a.b; may be repeated");
  flags.StringArray(&values.values, "data-value", 'v',
                    "Set a value to a text (format: [@lib:]app.name=demo); may be repeated");
  flags.StringArray(&values.yaml_values, "data-value-yaml", 0,
                    "Set a value to YAML (format: [@lib:]app.replicas=3); may be repeated");
  flags.StringArray(
      &values.value_files, "data-value-file", 0,
      "Set a value to the text of a file, URL or '-' (format: [@lib:]app.key=PATH); may be repeated");
  flags.StringArray(
      &values.files, "data-values-file", 0,
      "Set all values in a plain YAML file, folder, URL or '-' (format: [@lib:]PATH); may be repeated");
  flags.Bool(&options.inspect_values, "data-values-inspect", 0,
             "Print the data values as templates see them instead of rendering");
  flags.Bool(&options.skip_validation, "dangerous-data-values-disable-validation", 0,
             "Accept data values that break the validations of their schema");
  flags.Bool(&options.inspect_schema, "data-values-schema-inspect", 0,
             "Print the schema of the data values instead of rendering (needs --output=openapi-v3)");
}

void DeclareOutput(TemplateCommandOptions& options, FlagSet& flags) {
  flags.Bool(&options.bulk_out, "bulk-out", 0,
             "Print result or error as one JSON text, in the format of --bulk-in");
  flags.Strings(&options.output_types, "output", 'o',
                "Print as yaml, json or pos (with source lines), schemas as openapi-v3; may be repeated");
  flags.String(&options.output_directory, "output-files", 0,
               "Write the results to files below this folder, and keep what else is in it");
  flags.String(&options.emptied_output_directory, "dangerous-emptied-output-directory", 0,
               "Delete this folder, then write the results to files below it");
}

void DeclareLanguage(TemplateCommandOptions& options, FlagSet& flags) {
  flags.Bool(&options.ignore_unknown_comments, "ignore-unknown-comments", 0,
             "Accept YAML comments that begin with neither #@ nor #!");
  flags.Bool(&options.implicit_map_key_overrides, "implicit-map-key-overrides", 0,
             "Let a map name a key twice; the later one counts");
  flags.Bool(&options.strict, "strict", 's',
             "Refuse YAML whose meaning is ambiguous, such as an unquoted yes or 0755");
  flags.Bool(&options.debug, "debug", 0, "Print the libraries and the time taken to standard error");
}

// Not of the original ytt.
void DeclareOwn(TemplateCommandOptions& options, FlagSet& flags) {
  flags.String(&options.depfile, "depfile", 0,
               "Write to this file, for Make and Ninja, which files had a part in the result");
  flags.Bool(&options.explain_values, "explain-values", 0,
             "Say on standard error which file, flag or variable set each data value");
  flags.Bool(&options.profile, "profile", 0,
             "Say on standard error how long each phase took, and which files took longest");
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
