package org.sezim.spark;

import org.apache.spark.SparkEnv;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.sezim.EmotionRecognizer;
import org.sezim.emotion.BundledModel;
import org.sezim.image.PhotoSource;

/**
 * The SQL function {@code recognize_emotions(content)}, from the bytes of a photo file to a row of
 * {@link #TYPE}. For a photo that cannot be read, all fields except {@code error} are null; for
 * null the result is null. Networks are loaded once per process.
 *
 * <pre>{@code
 * spark.udf().register(RecognizeEmotions.NAME, new RecognizeEmotions(), RecognizeEmotions.TYPE);
 * spark.sql("SELECT path, recognize_emotions(content).faces FROM binaryFile.`/lake/photos`");
 * }</pre>
 *
 * <p>Detection thresholds and marks are settings of the Spark application, such as {@code
 * spark.sezim.minFaceSize}, named as the settings of {@link EmotionRecognizer.Builder} and {@link
 * org.sezim.face.FaceDetector.Options}.
 *
 * <p>{@link SezimExtensions} registers it by configuration instead. Thread-safe.
 */
public final class RecognizeEmotions implements UDF1<byte[], Row> {
  private static final long serialVersionUID = 1L;

  /** The name of the function in SQL. */
  public static final String NAME = "recognize_emotions";

  /**
   * The type of the result: {@code width} and {@code height} of the upright photo in pixels, {@code
   * model}, {@code faces} (by descending confidence; boxes and landmarks in pixels, scores 0–1),
   * {@code error}.
   */
  public static final StructType TYPE = ResultSchema.PHOTO;

  private final String model;

  /**
   * A function with {@link BundledModel#DEFAULT}, as PySpark's {@code registerJavaFunction} needs.
   */
  public RecognizeEmotions() {
    this(BundledModel.DEFAULT);
  }

  /** A function with a bundled model. */
  public RecognizeEmotions(BundledModel model) {
    this.model = model.label();
  }

  @Override
  public @Nullable Row call(byte @Nullable [] content) {
    if (content == null) {
      return null;
    }
    PhotoSource photo = PhotoSource.of("content", content);
    RecognizerSettings settings = RecognizerSettings.of(SparkEnv.get().conf());
    EmotionRecognizer recognizer = RecognizerCache.ofTask(model, settings);
    return ResultSchema.row(ResultSchema.of(recognizer, photo), TYPE);
  }
}
