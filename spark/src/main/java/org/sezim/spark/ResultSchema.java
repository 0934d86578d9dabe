package org.sezim.spark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.sezim.EmotionRecognizer;
import org.sezim.Outcome;
import org.sezim.SezimException;
import org.sezim.image.PhotoSource;
import scala.jdk.javaapi.CollectionConverters;

/** {@link Outcome#toMap}, the result of every door of Sezim, as columns. */
final class ResultSchema {
  static final String SOURCE = "source";
  static final String FACES = "faces";
  static final String ERROR = "error";

  /** A photo's columns but its name. What is absent from the map is null. */
  static final StructType PHOTO =
      StructType.fromDDL(
          "width INT, height INT, model STRING,"
              + " faces ARRAY<STRUCT<"
              + "box: STRUCT<x: INT, y: INT, width: INT, height: INT>, confidence: FLOAT,"
              + " landmarks: STRUCT<rightEye: ARRAY<INT>, leftEye: ARRAY<INT>, nose: ARRAY<INT>,"
              + " rightMouth: ARRAY<INT>, leftMouth: ARRAY<INT>>,"
              + " emotion: STRING, score: FLOAT, tiny: BOOLEAN, uncertain: BOOLEAN,"
              + " emotions: MAP<STRING, FLOAT>>>,"
              + " error STRING");

  /** A row a photo: its name, then {@link #PHOTO}. */
  static final StructType TABLE = named();

  private ResultSchema() {}

  private static StructType named() {
    StructType table = new StructType().add(SOURCE, DataTypes.StringType);
    for (String name : PHOTO.fieldNames()) {
      table = table.add(PHOTO.apply(name));
    }
    return table;
  }

  /** Recognises a photo; one that cannot be read is an outcome too. */
  static Outcome of(EmotionRecognizer recognizer, PhotoSource photo) {
    try {
      return new Outcome.Recognized(recognizer.recognize(photo));
    } catch (SezimException e) {
      return new Outcome.Failed(photo.name(), e);
    }
  }

  /** Those of an outcome's values that a type has fields for, in their order. */
  static Row row(Outcome outcome, StructType type) {
    return (Row) value(outcome.toMap(), type);
  }

  private static Object value(Object value, DataType type) {
    if (value == null) {
      return null;
    } else if (type instanceof StructType struct) {
      Map<?, ?> map = (Map<?, ?>) value;
      Object[] fields = new Object[struct.size()];
      for (int i = 0; i < fields.length; i++) {
        fields[i] = value(map.get(struct.apply(i).name()), struct.apply(i).dataType());
      }
      return RowFactory.create(fields);
    } else if (type instanceof ArrayType array) {
      List<?> list = (List<?>) value;
      return CollectionConverters.asScala(
              list.stream().map(element -> value(element, array.elementType())).iterator())
          .toSeq();
    } else if (type instanceof MapType map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      ((Map<?, ?>) value).forEach((key, each) -> copy.put(key, value(each, map.valueType())));
      return CollectionConverters.asScala(copy);
    } else if (type.equals(DataTypes.IntegerType)) {
      return Math.toIntExact(((Number) value).longValue());
    }
    return value;
  }
}
