package org.sezim.spark;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.StructType;
import org.sezim.emotion.BundledModel;
import org.sezim.image.PhotoSource;

/**
 * The SQL function {@code recognize_emotions(content)}: from the bytes of a picture file to its
 * {@link #TYPE}. Of a picture that cannot be read all is null but {@code error}; of null it makes
 * null. Networks are loaded once a process.
 *
 * <pre>{@code
 * spark.udf().register(RecognizeEmotions.NAME, new RecognizeEmotions(), RecognizeEmotions.TYPE);
 * spark.sql("SELECT path, recognize_emotions(content).faces FROM binaryFile.`/lake/photos`");
 * }</pre>
 *
 * <p>{@link SezimExtensions} registers it without a line of code. Safe to share between threads.
 */
public final class RecognizeEmotions implements UDF1<byte[], Row> {
  private static final long serialVersionUID = 1L;

  /** What it is called in SQL. */
  public static final String NAME = "recognize_emotions";

  /**
   * What it returns: {@code width} and {@code height} of the upright photo in pixels, {@code
   * model}, {@code faces} (the surest first; boxes and landmarks in pixels, scores 0–1), {@code
   * error}.
   */
  public static final StructType TYPE = ResultSchema.PHOTO;

  private final String model;

  /** With {@link BundledModel#DEFAULT}. PySpark's {@code registerJavaFunction} calls it. */
  public RecognizeEmotions() {
    this(BundledModel.DEFAULT);
  }

  /** With another model of this library. */
  public RecognizeEmotions(BundledModel model) {
    this.model = model.label();
  }

  @Override
  public Row call(byte[] content) {
    if (content == null) {
      return null;
    }
    PhotoSource photo = PhotoSource.of("content", content);
    return ResultSchema.row(ResultSchema.of(RecognizerCache.ofTask(model), photo), TYPE);
  }
}
