package org.sezim.spark;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sezim.SezimException;
import org.sezim.image.Photo;

/**
 * The photos that a job is to do.
 *
 * @param rows {@code source}, and {@code content} if they have it; else {@code source} is a file
 * @param haveContent whether the bytes are in the rows
 */
record PhotoTable(Dataset<Row> rows, boolean haveContent) {
  /** A table's name in one to three parts, or {@code parquet.`/lake/photos`}. */
  private static final Pattern TABLE = Pattern.compile("\\w+(\\.(\\w+|`[^`]+`)){0,2}");

  /** A slice goes to its task in one message, of which Spark bounds the length. */
  private static final int NAMES_A_SLICE = 20_000;

  /** What Hadoop takes for a pattern. */
  private static final Pattern SPECIAL = Pattern.compile("[\\[\\]{}*?\\\\]");

  /**
   * Photos of a folder (searched to the bottom), a file, a pattern of both, or else a table.
   *
   * @param source the table's column with names
   * @param content the table's column with the bytes of picture files
   * @throws SezimException if there is no such thing, or the table has no such columns
   */
  static PhotoTable open(SparkSession spark, String input, String source, String content) {
    String found = files(spark, input);
    if (!found.isEmpty()) {
      return new PhotoTable(pictures(spark, found), false);
    } else if (TABLE.matcher(input).matches()) {
      return new PhotoTable(table(spark, input, source, content), true);
    }
    throw new SezimException(
        input, SPECIAL.matcher(input).find() ? "no picture matches" : "no such file");
  }

  /** The pattern for Spark of the files that are there, or nothing. */
  private static String files(SparkSession spark, String input) {
    try {
      Path path = new Path(input);
      FileSystem files = path.getFileSystem(spark.sessionState().newHadoopConf());
      if (files.exists(path)) {
        return SPECIAL.matcher(input).replaceAll("\\\\$0");
      }
      FileStatus[] matches = files.globStatus(path);
      return matches == null || matches.length == 0 ? "" : input;
    } catch (IllegalArgumentException e) {
      return "";
    } catch (IOException e) {
      throw new SezimException(input, "cannot be read (" + e.getMessage() + ")", e);
    }
  }

  /** Spark lists them. It reads no empty files, and leaves them out without a word. */
  private static Dataset<Row> pictures(SparkSession spark, String pattern) {
    String[] files =
        spark
            .read()
            .format("binaryFile")
            .option("recursiveFileLookup", true)
            .load(pattern)
            .inputFiles();
    List<String> names =
        Arrays.stream(files)
            .map(file -> new Path(URI.create(file)).toString())
            .filter(PhotoTable::hasPictureName)
            .sorted()
            .toList();
    int slices = Math.max(1, names.size() / NAMES_A_SLICE);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return spark
        .createDataset(context.parallelize(names, slices).rdd(), Encoders.STRING())
        .toDF(ResultSchema.SOURCE);
  }

  private static boolean hasPictureName(String path) {
    return Photo.isImageFile(java.nio.file.Path.of(path.substring(path.lastIndexOf('/') + 1)));
  }

  /** Says what Spark's Scala throws, so that Java can catch it. */
  private static Dataset<Row> table(SparkSession spark, String name) throws AnalysisException {
    return spark.table(name);
  }

  private static Dataset<Row> table(
      SparkSession spark, String name, String source, String content) {
    Dataset<Row> table;
    try {
      table = table(spark, name);
    } catch (AnalysisException e) {
      throw new SezimException(name, "no such file, folder or table", e);
    }
    StructType schema = table.schema();
    for (String column : new String[] {source, content}) {
      if (Arrays.stream(schema.fieldNames()).noneMatch(column::equals)) {
        throw new SezimException(
            name,
            "expected a column " + column + ", found " + String.join(", ", schema.fieldNames()));
      }
    }
    if (!schema.apply(content).dataType().equals(DataTypes.BinaryType)) {
      throw new SezimException(
          name,
          "column "
              + content
              + ": expected binary, found "
              + schema.apply(content).dataType().simpleString());
    }
    return table.select(
        table.col(source).cast(DataTypes.StringType).as(ResultSchema.SOURCE), table.col(content));
  }
}
