// The flags of `ytt` and `ytt template`.

#ifndef PKGREPO_CLI_YTT_TEMPLATE_OPTIONS_H_
#define PKGREPO_CLI_YTT_TEMPLATE_OPTIONS_H_

#include <string>
#include <vector>

#include "cli/flags.h"
#include "ytt/datavalues/value_flags.h"
#include "ytt/files/input_files.h"

namespace pkgrepo::cli {

struct TemplateCommandOptions {
  std::vector<std::string> files;
  std::vector<std::string> file_marks;
  ytt::SymlinkRules symlinks;
  ytt::ValueFlags values;
  bool inspect_files = false;
  bool inspect_values = false;
  bool inspect_schema = false;
  bool skip_validation = false;
  bool ignore_unknown_comments = false;
  bool implicit_map_key_overrides = false;
  bool strict = false;
  bool debug = false;
  std::string bulk_in;
  bool bulk_out = false;
  std::vector<std::string> output_types = {"yaml"};
  std::string output_directory;
  std::string emptied_output_directory;
  // Not of the original ytt.
  std::string depfile;
  bool explain_values = false;
  bool profile = false;

  // Declares all flags. `this` must outlive the set.
  void Declare(FlagSet& flags);
};

}  // namespace pkgrepo::cli

#endif  // PKGREPO_CLI_YTT_TEMPLATE_OPTIONS_H_
