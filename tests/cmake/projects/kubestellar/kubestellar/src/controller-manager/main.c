int bindings(void);
int main(void) { return bindings(); }
