#include "cli/graph/promotion.h"

#include <unistd.h>

#include "cli/graph/diff_format.h"

namespace pkgrepo::cli {
namespace {

// As `pkgrepo diff` shows a version.
std::string Describe(const packaging::PromotedVersion& promoted) {
  packaging::BuildDiff diff;
  packaging::BuildDiff::Version& version = diff.versions.emplace_back();
  version.name = promoted.name;
  version.version = promoted.before.empty() ? promoted.version : promoted.before + " -> " + promoted.version;
  version.digest.after = promoted.image.substr(promoted.image.find('@') + 1);
  if (!promoted.before.empty()) version.digest.before = version.digest.after;  // another version, not a changed one
  version.cases = promoted.cases;
  version.rights = promoted.rights;
  return DiffAsText(diff, {}, ::isatty(STDOUT_FILENO) == 1);
}

}  // namespace

int RunPromotion(const packaging::PromotionRequest& request, bool check, const packaging::BuildTree& tree, FileSystem& disk,
                 std::ostream& out) {
  packaging::StepInputs inputs(disk);
  const packaging::Promotion promotion = packaging::Promote(request, tree, inputs);
  for (const packaging::PromotedVersion& promoted : promotion.versions) {
    out << Describe(promoted) << "  as stage " << request.from << " has it: " << promoted.image << "\n";
  }
  if (promotion.versions.empty()) {
    out << "stage " << request.to << " has "
        << (request.versions.empty() ? "all that stage " + request.from + " has" : std::string("that already")) << "\n";
    return 0;
  }
  for (const auto& [path, text] : promotion.files) {
    if (!check) disk.WriteFile(path, text);
    out << (check ? "Would change " : "Wrote ") << path << "\n";
  }
  return check ? 1 : 0;
}

}  // namespace pkgrepo::cli
