// pkgrepo validate: one check of one rendered case, as a test.

#include <memory>
#include <ostream>

#include "cli/graph/commands.h"
#include "cli/graph/version_step.h"
#include "packaging/case_test.h"

namespace pkgrepo::cli {
namespace {

struct ValidateOptions {
  std::string check;
  std::string case_name;
  StepFlags step;
  std::string expected;
  std::string cache;
};

// What CTest takes for a test that could not be made (SKIP_RETURN_CODE in cmake/PackageRepoCTest.cmake).
constexpr int kSkipped = 77;

int Run(ValidateOptions& options, std::ostream& out, std::ostream& err) {
  RequireFlag(options.check, "check");
  RequireFlag(options.case_name, "case");
  VersionStep step(options.step);
  packaging::StepCache cache(options.cache, err);
  const packaging::CaseResult result =
      packaging::TestCase(options.check, options.case_name,
                          {.folders = step.folders(), .expected = options.expected}, step.inputs(), &cache);
  for (const std::string& message : result.messages) out << message << "\n";
  if (result.skipped) return kSkipped;
  return result.messages.empty() ? 0 : 1;
}

}  // namespace

Command MakeValidateCommand() {
  auto options = std::make_shared<ValidateOptions>();
  Command command{.name = "validate",
                  .summary = "Check one rendered case of a package version",
                  .description =
                      "Prints what is wrong with one rendered case. Exits with status 0 if nothing is, 1 if "
                      "something is, and 77 if "
                      "there is nothing to check, since an earlier check of the case fails.\n\nChecks:\n"
                      "  renders    The values are not refused\n"
                      "  refused    The values are refused, with the message in --expected\n"
                      "  expected   The manifests are those in --expected\n"
                      "  objects    A cluster would accept the objects\n"
                      "  images     The lock has every image\n"
                      "  ordering   kapp's change rules name groups that exist",
                  .examples = StepExample("validate", "--check objects --case default")};
  FlagSet& flags = command.flags;
  flags.String(&options->check, "check", 0, "Make the check `NAME` (required)");
  flags.String(&options->case_name, "case", 0,
               "Check the case `NAME`: default, or a file of test/values without its ending (required)");
  options->step.DeclareWithoutDepfile(flags);
  flags.String(&options->expected, "expected", 0,
               "Compare with the files in `FOLDER`, such as test/expected");
  DeclareCache(&options->cache, flags);
  command.run = [options](const Invocation& invocation) {
    return Run(*options, invocation.out, invocation.err);
  };
  return command;
}

}  // namespace pkgrepo::cli
