package org.sezim.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.sezim.testing.ArchitectureRules;

/** The dependencies of this module and of the modules it uses. */
@AnalyzeClasses(packages = "org.sezim", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchTests RULES = ArchTests.in(ArchitectureRules.class);

  @ArchTest
  static final ArchRule taskDependencies =
      classes()
          .that()
          .resideInAPackage("org.sezim.spark")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.sezim..",
              "java..",
              "scala..",
              "org.apache.spark..",
              "org.apache.hadoop.fs..",
              "org.apache.hadoop.conf..",
              "org.jspecify..",
              "picocli..")
          .because("a cluster provides Spark, and the job's jar holds little more than core");
}
