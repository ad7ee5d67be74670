pkgrepo_fuzzer(oci_reference DEPENDS pkgrepo_oci)
pkgrepo_fuzzer(oci_manifest DEPENDS pkgrepo_oci)
pkgrepo_fuzzer(oci_layer DEPENDS pkgrepo_oci)
pkgrepo_fuzzer(oci_gzip DEPENDS pkgrepo_oci)
