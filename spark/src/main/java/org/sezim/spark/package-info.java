/**
 * Recognition on Apache Spark. Start at {@link org.sezim.spark.BatchJob}, which recognizes any
 * number of photos into a folder of results. {@link org.sezim.spark.RecognizeEmotions} does the
 * same for one photo as a SQL function, and {@link org.sezim.spark.Main} runs the job from a
 * command line, in this process or under {@code spark-submit}.
 *
 * <p>The columns of a result are in {@code ResultSchema}; a new output format is a constant of
 * {@link org.sezim.spark.BatchFormat}. Only the command prints, and the only network traffic is
 * that of Spark between its machines.
 */
@NullMarked
package org.sezim.spark;

import org.jspecify.annotations.NullMarked;
