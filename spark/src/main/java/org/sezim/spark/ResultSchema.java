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
import org.jspecify.annotations.Nullable;
import org.sezim.EmotionRecognizer;
import org.sezim.Outcome;
import org.sezim.SezimException;
import org.sezim.image.PhotoSource;
import scala.jdk.javaapi.CollectionConverters;

/** The columns of {@link Outcome#toMap}, the result format that all of Sezim shares. */
final class ResultSchema {
  static final String SOURCE = "source";
  static final String FACES = "faces";
  static final String ERROR = "error";

  /** The columns of a photo except its name. Values absent from the map are null. */
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

  /** The columns of a result row: the photo's name, then {@link #PHOTO}. */
  static final StructType TABLE = named();

  private ResultSchema() {}

  private static StructType named() {
    StructType table = new StructType().add(SOURCE, DataTypes.StringType);
    for (String name : PHOTO.fieldNames()) {
      table = table.add(PHOTO.apply(name));
    }
    return table;
  }

  /** Recognizes a photo; for an unreadable photo the outcome is its error. */
  static Outcome of(EmotionRecognizer recognizer, PhotoSource photo) {
    try {
      return new Outcome.Recognized(recognizer.recognize(photo));
    } catch (SezimException e) {
      return new Outcome.Failed(photo.name(), e);
    }
  }

  /** The values of an outcome for the fields of a type, in their order. */
  static Row row(Outcome outcome, StructType type) {
    return struct(outcome.toMap(), type);
  }

  private static Row struct(Map<?, ?> map, StructType type) {
    Object[] fields = new Object[type.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = value(map.get(type.apply(i).name()), type.apply(i).dataType());
    }
    return RowFactory.create(fields);
  }

  private static @Nullable Object value(@Nullable Object value, DataType type) {
    if (value == null) {
      return null;
    } else if (type instanceof StructType struct) {
      return struct((Map<?, ?>) value, struct);
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
