#include "cli/kbld/input_flags.h"

#include "base/file_system.h"
#include "kbld/input_files.h"

namespace pkgrepo::cli {

void KbldInputFlags::Declare(FlagSet& flags) {
  flags.Strings(&files, "file", 'f',
                "Set file (format: /tmp/foo, https://..., -) (can be specified multiple times)");
  flags.Bool(&sort, "sort", 0, "Sort by namespace, name, etc.");
  flags.Strings(&registry.ca_certificate_paths, "registry-ca-cert-path", 0,
                "Add CA certificates for registry API (format: /tmp/foo) (can be specified multiple times)");
  flags.Bool(&registry.insecure, "registry-insecure", 0,
             "Allow the use of http when interacting with registries");
  flags.Bool(&registry.verify_certificates, "registry-verify-certs", 0,
             "Set whether to verify server's certificate chain and host name");
}

kbld::Inputs ReadKbldInputs(const KbldInputFlags& flags, const Invocation& invocation,
                            RegistryConnection& connection) {
  RealFileSystem disk;
  return kbld::SeparateConfig(kbld::ReadInputs(flags.files, {disk, connection.http(), invocation.in}));
}

}  // namespace pkgrepo::cli
