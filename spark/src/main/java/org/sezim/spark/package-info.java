/**
 * Recognition on Apache Spark: {@link org.sezim.spark.BatchJob} takes any number of photos to a
 * folder of results, {@link org.sezim.spark.RecognizeEmotions} is the same for one photo as a SQL
 * function, and {@link org.sezim.spark.Main} runs the job from a command line, in this process or
 * under {@code spark-submit}.
 *
 * <p>Nothing here prints but the command; nothing is fetched from a network but what Spark itself
 * moves between its machines.
 */
@NullMarked
package org.sezim.spark;

import org.jspecify.annotations.NullMarked;
