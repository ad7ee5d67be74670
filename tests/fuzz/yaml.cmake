pkgrepo_fuzzer(json_yaml DEPENDS pkgrepo_yaml)
