#include "cli/kbld/input_flags.h"

#include "base/file_system.h"
#include "kbld/input_files.h"

namespace pkgrepo::cli {

void KbldInputFlags::Declare(FlagSet& flags) {
  flags.Strings(&files, "file", 'f',
                "Read the file, folder, URL or '-' (standard input); comma-separated or repeated");
  flags.Bool(&sort, "sort", 0, "Accepted for compatibility; the resources keep the order of the inputs");
  flags.Strings(&registry.ca_certificate_paths, "registry-ca-cert-path", 0,
                "Trust the CA certificates in this PEM file, too; comma-separated or repeated");
  flags.Bool(&registry.insecure, "registry-insecure", 0,
             "Try plain HTTP with registries that do not answer over HTTPS");
  flags.Bool(&registry.verify_certificates, "registry-verify-certs", 0,
             "Check the registry's TLS certificate and its host name");
}

kbld::Inputs ReadKbldInputs(const KbldInputFlags& flags, const Invocation& invocation) {
  RealFileSystem disk;
  RegistryByFlags connection({}, RegistryTool::kKbld);
  return kbld::SeparateConfig(kbld::ReadInputs(flags.files, {disk, connection.http(), invocation.in}));
}

}  // namespace pkgrepo::cli
