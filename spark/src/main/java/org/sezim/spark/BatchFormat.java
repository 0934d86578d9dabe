package org.sezim.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_json;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The forms in which {@link BatchJob} writes results, a row a photo. */
public enum BatchFormat {
  /** Nested columns. */
  parquet,

  /** An object a line, as {@code sezim recognize --format jsonl} prints it. */
  json,

  /** A header and RFC 4180's quotes; CSV cannot nest, so {@code faces} is a text in JSON. */
  csv;

  /** For Spark's reader and writer of this form. */
  Map<String, String> options() {
    return this == csv ? Map.of("header", "true", "escape", "\"", "multiLine", "true") : Map.of();
  }

  /** Rows of {@link ResultSchema#TABLE} as this form can hold them. */
  Dataset<Row> columns(Dataset<Row> results) {
    return this == csv
        ? results.withColumn(ResultSchema.FACES, to_json(col(ResultSchema.FACES)))
        : results;
  }

  /** The columns as they are written. */
  StructType schema() {
    StructType schema = new StructType();
    for (StructField field : ResultSchema.TABLE.fields()) {
      boolean text = this == csv && field.name().equals(ResultSchema.FACES);
      schema = schema.add(field.name(), text ? DataTypes.StringType : field.dataType());
    }
    return schema;
  }
}
