package org.sezim.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.sezim.testing.ArchitectureRules;

/** The dependency rules of this module and of those that it uses. */
@AnalyzeClasses(packages = "org.sezim", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchTests RULES = ArchTests.in(ArchitectureRules.class);

  @ArchTest
  static final ArchRule examplesUseThePublicApi =
      noClasses()
          .that()
          .resideInAPackage("org.sezim.examples..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.sezim.internal..")
          .because("they show what an application may use");
}
