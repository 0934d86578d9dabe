package org.sezim.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** The arrows between the rooms, as ARCHITECTURE.md draws them. */
@AnalyzeClasses(packages = "org.sezim", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] CORE = {"org.sezim", "org.sezim.internal", "org.sezim.onnx"};

  @ArchTest
  static final ArchRule coreKnowsNoOtherRoom =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.sezim.training..",
              "org.sezim.server..",
              "org.sezim.video..",
              "org.sezim.spark..",
              "org.sezim.cli..")
          .because("arrows point to core and never out of it");

  @ArchTest
  static final ArchRule coreNeedsLittle =
      classes()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.sezim",
              "org.sezim.internal",
              "org.sezim.onnx",
              "java..",
              "javax.imageio..",
              "com.twelvemonkeys.imageio..",
              "ai.onnxruntime..",
              "org.slf4j..")
          .because("applications embed core with ONNX Runtime, picture decoders and SLF4J alone");

  @ArchTest
  static final ArchRule trainingKnowsNoCommand =
      noClasses()
          .that()
          .resideInAPackage("org.sezim.training..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.sezim.cli..");

  @ArchTest
  static final ArchRule trainingIsApartFromServerAndVideo =
      noClasses()
          .that()
          .resideInAPackage("org.sezim.training..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.sezim.server..", "org.sezim.video..");

  @ArchTest
  static final ArchRule dataSetsNeedNoTraining =
      noClasses()
          .that()
          .resideInAPackage("org.sezim.training.data..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.sezim.training..", "org.bytedeco..")
                  .and(not(resideInAPackage("org.sezim.training.data.."))))
          .because("a data set is read without libtorch");

  @ArchTest
  static final ArchRule evaluationNeedsNoTraining =
      noClasses()
          .that()
          .resideInAPackage("org.sezim.training.evaluate..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.sezim.training..", "org.bytedeco..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "org.sezim.training.data..", "org.sezim.training.evaluate.."))))
          .because("a model is evaluated without libtorch");

  @ArchTest
  static final ArchRule serverKnowsCoreAlone =
      noClasses()
          .that()
          .resideInAPackage("org.sezim.server..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.sezim.training..", "org.sezim.video..", "org.sezim.cli..")
          .because("what serves must not carry what trains");

  @ArchTest
  static final ArchRule videoKnowsCoreAlone =
      noClasses()
          .that()
          .resideInAPackage("org.sezim.video..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.sezim.training..", "org.sezim.server..", "org.sezim.cli..")
          .because("an application that reads films must not carry what trains");

  @ArchTest
  static final ArchRule ffmpegInVideoAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.sezim.video..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco.ffmpeg..", "org.bytedeco.javacv..")
          .because("FFmpeg can be changed in one place");

  @ArchTest
  static final ArchRule httpInTheServerAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.sezim.server..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "io.micrometer..")
          .because("the web server can be changed in one place");

  @ArchTest
  static final ArchRule sparkIsApart =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.sezim.spark..", "org.apache.spark..", "org.apache.hadoop..")
          .because("Spark is large: only its own command pays for it (spark has a test like this)");

  @ArchTest
  static final ArchRule onnxRuntimeInOnePackage =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.sezim.onnx")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..")
          .because("the engine can be changed in one place");

  @ArchTest
  static final ArchRule picturesAreDecodedInOnePackage =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.sezim")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.twelvemonkeys..")
          .because("the decoders can be changed in one place");

  @ArchTest
  static final ArchRule libtorchInTrainingAlone =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.sezim.training..", "org.sezim.video..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco..")
          .because("what recognises must not carry what trains");

  @ArchTest
  static final ArchRule libtorchNotInVideo =
      noClasses()
          .that()
          .resideInAPackage("org.sezim.video..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco.pytorch..");

  @ArchTest
  static final ArchRule onlyTheCommandLinePrints =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.sezim.cli..")
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
          .because("libraries stay silent");

  @ArchTest
  static final ArchRule noGlobalRandomness =
      noClasses()
          .should()
          .callMethod(Math.class, "random")
          .orShould()
          .callConstructor(Random.class)
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(ThreadLocalRandom.class)
          .because("all randomness comes from a recipe's seed");

  @ArchTest
  static final ArchRule everyPackageSaysWhatItIs =
      classes().should(be(describe("in a package with package-info.java", c -> described(c))));

  private static boolean described(JavaClass c) {
    String folder = c.getPackageName().replace('.', '/');
    for (String room : new String[] {"../core", "../training", "../server", "../video", "../cli"}) {
      Path file = Path.of(room, "src/main/java", folder, "package-info.java");
      if (Files.exists(file)) {
        return true;
      }
    }
    return false;
  }
}
