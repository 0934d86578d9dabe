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
 * The photos of a job.
 *
 * @param rows the column {@code source} with a name or file, then {@code content} with the bytes if
 *     {@code hasContent}
 * @param hasContent whether the rows hold the bytes; otherwise {@code source} is a file
 */
record PhotoTable(Dataset<Row> rows, boolean hasContent) {
  /** The name of a table in one to three parts, or {@code parquet.`/lake/photos`}. */
  private static final Pattern TABLE = Pattern.compile("\\w+(\\.(\\w+|`[^`]+`)){0,2}");

  /** A slice travels to its task in one message, whose size Spark limits. */
  private static final int NAMES_PER_SLICE = 20_000;

  /** Characters with a meaning in Hadoop patterns. */
  private static final Pattern SPECIAL = Pattern.compile("[\\[\\]{}*?\\\\]");

  /**
   * Opens a folder (searched recursively), a file, a pattern for both, or otherwise a table.
   *
   * @param source the table's column with names
   * @param content the table's column with the bytes of photo files
   * @throws SezimException if the input does not exist, or the table lacks a column
   */
  static PhotoTable open(SparkSession spark, String input, String source, String content) {
    String found = files(spark, input);
    if (!found.isEmpty()) {
      return new PhotoTable(photos(spark, found), false);
    } else if (TABLE.matcher(input).matches()) {
      return new PhotoTable(table(spark, input, source, content), true);
    }
    throw new SezimException(
        input, SPECIAL.matcher(input).find() ? "no photo matches" : "no such file");
  }

  /** The Spark pattern of the matching files; empty if there are none. */
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

  /** The photos that Spark lists; it silently omits empty files. */
  private static Dataset<Row> photos(SparkSession spark, String pattern) {
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
            .filter(PhotoTable::isPhoto)
            .sorted()
            .toList();
    int slices = Math.max(1, names.size() / NAMES_PER_SLICE);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    return spark
        .createDataset(context.parallelize(names, slices).rdd(), Encoders.STRING())
        .toDF(ResultSchema.SOURCE);
  }

  private static boolean isPhoto(String path) {
    return Photo.isImageFile(java.nio.file.Path.of(path.substring(path.lastIndexOf('/') + 1)));
  }

  /** Declares the exception that Spark's Scala code throws, so that Java can catch it. */
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
