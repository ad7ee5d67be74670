int bindings(void) { return 0; }
