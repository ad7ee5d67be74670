// Images that other tools have made: a folder with an OCI image layout, or a tar of one, which is
// taken as it is, or a tar as `docker save` writes it, which becomes an image of OCI's form with
// compressed layers.
//
//   const oci::Descriptor image = ImportArchive("build/app.tar", inputs, layout);
//
// https://github.com/opencontainers/image-spec/blob/main/image-layout.md,
// https://github.com/moby/docker-image-spec/blob/main/v1.2.md#combined-image-json--filesystem-changeset-format

#ifndef PKGREPO_ARTIFACT_IMAGE_IMPORT_H_
#define PKGREPO_ARTIFACT_IMAGE_IMPORT_H_

#include <string>

#include "oci/image.h"
#include "oci/layout.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::artifact {

// Both copy the image into the layout, and note what they read. Throws Error naming the file if it
// holds none, or several images, or what it holds is damaged.
oci::Descriptor ImportArchive(const std::string& path, packaging::StepInputs& inputs,
                              const oci::Layout& layout);
oci::Descriptor ImportLayout(const std::string& folder, packaging::StepInputs& inputs,
                             const oci::Layout& layout);

}  // namespace pkgrepo::artifact

#endif  // PKGREPO_ARTIFACT_IMAGE_IMPORT_H_
