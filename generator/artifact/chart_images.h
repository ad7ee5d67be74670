// How the digests of the project's images get into a chart: its values name them.
//
//   image:                        image:
//     repository: ""                repository: "ghcr.io/acme/hello"
//     tag: ""                       tag: "1.0@sha256:…"
//
//   image: hello                  image: "ghcr.io/acme/hello:1.0@sha256:…"

#ifndef PKGREPO_ARTIFACT_CHART_IMAGES_H_
#define PKGREPO_ARTIFACT_CHART_IMAGES_H_

#include <string>

#include "artifact/chart_source.h"
#include "packaging/records.h"

namespace pkgrepo::artifact {

// `text`, the values of a chart in `file`, with the image where the keys in `place` lead to, dots in between: a text becomes the
// whole reference; of a map `registry` and `repository`, `tag` and `digest` are set, those that are there. A tag without a digest
// beside it has the digest in it. All else stays as it is. Throws Error with the line where there is no such place.
std::string SetImage(const std::string& file, const std::string& text, const std::string& place,
                     const packaging::BundleRecord& image);

// Puts the digest behind each REPOSITORY:TAG of the image in templates, values and definitions. Returns how many there were.
int PinImage(ChartFiles& files, const packaging::BundleRecord& image);

}  // namespace pkgrepo::artifact

#endif  // PKGREPO_ARTIFACT_CHART_IMAGES_H_
