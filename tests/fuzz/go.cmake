pkgrepo_fuzzer(go_text DEPENDS pkgrepo_go)
