// What a copy tells on its way, in upstream's words.

#ifndef PKGREPO_IMGPKG_COPY_REPORT_H_
#define PKGREPO_IMGPKG_COPY_REPORT_H_

#include <string>
#include <vector>

#include "imgpkg/copy.h"
#include "imgpkg/copy_plan.h"
#include "imgpkg/image_source.h"

namespace pkgrepo::imgpkg {

class CopyReport {
 public:
  // The options are kept and must outlive the report.
  explicit CopyReport(const CopyOptions& options) : options_(options) {}

  // "copy | TEXT".
  void Line(const std::string& text) const;
  // The list of what is copied.
  void Exporting(const std::vector<CopyItem>& items) const;
  // Remembers which layers of an item, or of the images in it, may not be distributed. It is told as one of `place`.
  void NoteSkippedLayers(const CopyItem& item, const ImageSource& source, const oci::Repository& place);
  // The warning about such layers, if there is one to give.
  void Finish() const;

 private:
  struct SkippedLayers {
    std::string image;
    std::vector<std::string> layers;
  };

  const CopyOptions& options_;
  std::vector<SkippedLayers> skipped_;
};

}  // namespace pkgrepo::imgpkg

#endif  // PKGREPO_IMGPKG_COPY_REPORT_H_
