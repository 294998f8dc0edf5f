/** Measurements of the store by itself; programs with a main method, run by hand (docs/benchmarks.md has commands and figures). */
package io.cometmq.store.benchmark;
