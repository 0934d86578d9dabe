package org.sezim.examples;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Counts the emotions in a folder of photos in SQL, with Spark on all cores of this machine:
 *
 * <p>{@code examples/run SqlExample samples}
 */
public class SqlExample {
  /** Arguments: a folder of photos. */
  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: examples/run SqlExample FOLDER");
      System.exit(2);
    }
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.sql.extensions", "org.sezim.spark.SezimExtensions")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate()) {
      spark
          .read()
          .format("binaryFile")
          .option("pathGlobFilter", "*.{jpg,png}")
          .load(args[0])
          .createOrReplaceTempView("photos");
      List<Row> rows =
          spark
              .sql(
                  """
                  SELECT face.emotion, count(*) AS faces, round(avg(face.score), 2) AS score
                  FROM (SELECT explode(recognize_emotions(content).faces) AS face FROM photos)
                  GROUP BY face.emotion ORDER BY faces DESC, face.emotion
                  """)
              .collectAsList();
      for (Row row : rows) {
        System.out.println(row.getString(0) + ": " + row.get(1) + " faces, score " + row.get(2));
      }
    }
  }
}
