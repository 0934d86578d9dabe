package org.sezim.spark;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.ScalaUDF;
import scala.Function1;
import scala.Option;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Registers {@link RecognizeEmotions} as {@code recognize_emotions} in every session, for {@code
 * spark-sql}, PySpark, Spark Connect and notebooks. Enabled by {@code --conf
 * spark.sql.extensions=org.sezim.spark.SezimExtensions}.
 */
public final class SezimExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
  /** Spark calls this constructor. */
  public SezimExtensions() {}

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectFunction(
        new Tuple3<>(
            FunctionIdentifier.apply(RecognizeEmotions.NAME),
            new ExpressionInfo(RecognizeEmotions.class.getName(), RecognizeEmotions.NAME),
            new Builder()));
    return BoxedUnit.UNIT;
  }

  /** Builds the expression of a function call. */
  private static final class Builder extends AbstractFunction1<Seq<Expression>, Expression> {
    @Override
    public Expression apply(Seq<Expression> arguments) {
      if (arguments.size() != 1) {
        throw new IllegalArgumentException(
            RecognizeEmotions.NAME + ": expected one argument, found " + arguments.size());
      }
      RecognizeEmotions recognize = new RecognizeEmotions();
      Function1<byte[], Object> call = (Function1<byte[], Object> & Serializable) recognize::call;
      return new ScalaUDF(
          call,
          RecognizeEmotions.TYPE,
          arguments,
          CollectionConverters.<Option<ExpressionEncoder<?>>>asScala(
                  List.<Option<ExpressionEncoder<?>>>of())
              .toSeq(),
          Option.empty(),
          Option.apply(RecognizeEmotions.NAME),
          true,
          true);
    }
  }
}
