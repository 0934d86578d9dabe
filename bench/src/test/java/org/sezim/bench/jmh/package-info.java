/** Tests of the microbenchmarks. */
package org.sezim.bench.jmh;
