// Makes a container image in a layout, without a network: its digest is known before anything is
// pushed.
//
//   const oci::Descriptor image = BuildImage(specification, bases, inputs, layout);
//
// The same files give the same digest on every machine. An image for one platform is a manifest,
// one for several an index.

#ifndef PKGREPO_ARTIFACT_IMAGE_BUILD_H_
#define PKGREPO_ARTIFACT_IMAGE_BUILD_H_

#include <map>
#include <string>
#include <vector>

#include "artifact/image_specification.h"
#include "oci/image.h"
#include "oci/layout.h"
#include "packaging/step_inputs.h"

namespace pkgrepo::artifact {

// An image that others are made upon, for one platform.
struct BaseImage {
  std::vector<oci::Descriptor> layers;
  // The bytes of its configuration.
  std::string config;
};

// By NameOf() the platform; empty for what has no base.
using BaseImages = std::map<std::string, BaseImage>;

// Writes what the image is made of into the layout, less the layers of a base. Throws Error as
// ImageContent does.
oci::Descriptor BuildImage(const ImageSpecification& specification, const BaseImages& bases,
                           packaging::StepInputs& inputs, const oci::Layout& layout);

}  // namespace pkgrepo::artifact

#endif  // PKGREPO_ARTIFACT_IMAGE_BUILD_H_
