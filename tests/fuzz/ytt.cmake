pkgrepo_fuzzer(ytt_overlay CORPUS overlay DEPENDS pkgrepo_ytt_library)
target_sources(fuzz_ytt_overlay PRIVATE "${PROJECT_SOURCE_DIR}/tests/unit/ytt/annotated_yaml.cc")
target_include_directories(fuzz_ytt_overlay PRIVATE "${PROJECT_SOURCE_DIR}/tests/unit/ytt")
pkgrepo_fuzzer(ytt_template CORPUS template DEPENDS pkgrepo_ytt_library)
