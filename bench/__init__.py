"""The benchmarks that need a whole machine, the floors they are held to, and the peers."""
