package org.sezim.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Random;

/** The arrows of this room, which the command line's test does not see. */
@AnalyzeClasses(packages = "org.sezim.spark", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule sparkKnowsCoreAlone =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.sezim",
              "org.sezim.internal",
              "org.sezim.spark",
              "java..",
              "scala..",
              "org.apache.spark..",
              "org.apache.hadoop.fs..",
              "org.apache.hadoop.conf..",
              "picocli..")
          .because("a cluster has Spark, and the job's jar brings core and little more");

  @ArchTest
  static final ArchRule nothingPrintsPastTheCommand =
      noClasses()
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
          .because("the command writes to what picocli hands it, and all else is silent");

  @ArchTest
  static final ArchRule noRandomness =
      noClasses()
          .should()
          .callMethod(Math.class, "random")
          .orShould()
          .callConstructor(Random.class)
          .because("a task that is done twice must give the same rows");
}
