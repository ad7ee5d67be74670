pkgrepo_fuzzer(net_url DEPENDS pkgrepo_net)
