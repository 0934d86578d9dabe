/** Tests of the experiments, with made-up faces. */
package org.sezim.bench.experiments;
