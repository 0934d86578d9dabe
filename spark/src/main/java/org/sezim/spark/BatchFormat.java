package org.sezim.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_json;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Output formats of {@link BatchJob}, with one row per photo. */
public enum BatchFormat {
  /** Nested columns. */
  parquet,

  /** One JSON object per line, as {@code sezim recognize --format jsonl} prints it. */
  json,

  /** CSV (RFC 4180) with a header; it cannot nest, so {@code faces} is a JSON string. */
  csv;

  /** The options of Spark's reader and writer for this format. */
  Map<String, String> options() {
    return this == csv ? Map.of("header", "true", "escape", "\"", "multiLine", "true") : Map.of();
  }

  /** Converts rows of {@link ResultSchema#TABLE} to the columns of this format. */
  Dataset<Row> columns(Dataset<Row> results) {
    return this == csv
        ? results.withColumn(ResultSchema.FACES, to_json(col(ResultSchema.FACES)))
        : results;
  }

  /** The schema of the columns in this format. */
  StructType schema() {
    StructType schema = new StructType();
    for (StructField field : ResultSchema.TABLE.fields()) {
      boolean text = this == csv && field.name().equals(ResultSchema.FACES);
      schema = schema.add(field.name(), text ? DataTypes.StringType : field.dataType());
    }
    return schema;
  }
}
