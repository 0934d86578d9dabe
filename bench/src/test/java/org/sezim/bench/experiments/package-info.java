/** Tests of the experiments, with average faces. */
package org.sezim.bench.experiments;
