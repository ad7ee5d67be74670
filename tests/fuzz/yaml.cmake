pkgrepo_fuzzer(json_yaml DEPENDS pkgrepo_yaml)
pkgrepo_fuzzer(yaml_reader DEPENDS pkgrepo_yaml)
