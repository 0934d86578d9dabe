package org.sezim.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The dependencies between modules and packages, as in ARCHITECTURE.md. The modules that no other
 * module depends on (cli, spark, bench, examples) check the classes on their class paths.
 */
public final class ArchitectureRules {
  /** The modules that each module may use. All other packages of {@code org.sezim} are core. */
  private static final Map<String, Set<String>> MODULES = new LinkedHashMap<>();

  static {
    MODULES.put("charts", Set.of());
    MODULES.put("dataset", Set.of("core"));
    MODULES.put("evaluation", Set.of("core", "dataset", "charts"));
    MODULES.put("training", Set.of("core", "dataset", "evaluation", "charts"));
    MODULES.put("reproduction", Set.of("core", "dataset", "evaluation", "charts", "training"));
    MODULES.put("video", Set.of("core", "charts"));
    MODULES.put("server", Set.of("core"));
    MODULES.put("spark", Set.of("core"));
    MODULES.put(
        "cli",
        Set.of(
            "core",
            "dataset",
            "evaluation",
            "charts",
            "training",
            "reproduction",
            "video",
            "server"));
    MODULES.put("bench", Set.of("core", "dataset", "evaluation", "video"));
    MODULES.put("examples", Set.of("core", "dataset", "training", "video", "server", "spark"));
    MODULES.put("core", Set.of());
    MODULES.put("testing", Set.of());
  }

  /** Types of the root package that use no other package, so that all packages may use them. */
  private static final Set<String> LEAVES =
      Set.of(
          "org.sezim.SezimException",
          "org.sezim.Sezim",
          "org.sezim.ModelCard",
          "org.sezim.ResultMap");

  /** Packages of core for applications; the others of core are internal. */
  private static final Set<String> API =
      Set.of(
          "org.sezim", "org.sezim.image", "org.sezim.face", "org.sezim.emotion", "org.sezim.draw");

  private ArchitectureRules() {}

  @ArchTest
  static final ArchRule modulesUseOnlyWhatTheyMay =
      classes()
          .should(
              new ArchCondition<JavaClass>("use only the modules that ARCHITECTURE.md lists") {
                @Override
                public void check(JavaClass c, ConditionEvents events) {
                  String from = module(c);
                  c.getDirectDependenciesFromSelf().stream()
                      .filter(d -> d.getTargetClass().getPackageName().startsWith("org.sezim"))
                      .filter(
                          d ->
                              !module(d.getTargetClass()).equals(from)
                                  && !MODULES
                                      .getOrDefault(from, Set.of())
                                      .contains(module(d.getTargetClass())))
                      .forEach(
                          d -> events.add(SimpleConditionEvent.violated(c, d.getDescription())));
                }
              });

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices()
          .assignedFrom(
              new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass c) {
                  String outer = c.getName().replaceFirst("\\$.*", "");
                  return SliceIdentifier.of(LEAVES.contains(outer) ? outer : c.getPackageName());
                }

                @Override
                public String getDescription() {
                  return "packages";
                }
              })
          .should()
          .beFreeOfCycles();

  @ArchTest
  static final ArchRule theApiShowsNoInternalTypes =
      classes()
          .that(
              describe(
                  "are visible in core's packages for applications",
                  c -> API.contains(c.getPackageName()) && isVisible(c)))
          .should(
              new ArchCondition<JavaClass>(
                  "have no type of org.sezim.internal in a public or protected signature") {
                @Override
                public void check(JavaClass c, ConditionEvents events) {
                  c.getSuperclass().ifPresent(type -> check(c.getDescription(), type, events));
                  c.getInterfaces().forEach(type -> check(c.getDescription(), type, events));
                  c.getTypeParameters().forEach(type -> check(c.getDescription(), type, events));
                  c.getMembers().stream()
                      .filter(member -> isVisible(member.getModifiers()))
                      .forEach(
                          member ->
                              member
                                  .getAllInvolvedRawTypes()
                                  .forEach(type -> check(member.getDescription(), type, events)));
                }

                private void check(String where, JavaType type, ConditionEvents events) {
                  type.getAllInvolvedRawTypes().stream()
                      .filter(raw -> raw.getPackageName().startsWith("org.sezim.internal"))
                      .forEach(
                          raw ->
                              events.add(
                                  SimpleConditionEvent.violated(
                                      raw, where + " shows " + raw.getName())));
                }
              })
          .allowEmptyShould(true)
          .because("internal types may change in any release");

  @ArchTest
  static final ArchRule coreNeedsLittle =
      classes()
          .that(describe("are in core", c -> module(c).equals("core")))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "org.sezim..",
              "java..",
              "javax.imageio..",
              "com.twelvemonkeys.imageio..",
              "ai.onnxruntime..",
              "org.jspecify..")
          .because("applications embed core with ONNX Runtime and image decoders only");

  @ArchTest
  static final ArchRule onnxRuntimeInOnePackage =
      only("org.sezim.internal.onnx", "ai.onnxruntime..")
          .because("ONNX Runtime can then be replaced there");

  @ArchTest
  static final ArchRule imagesAreDecodedInOnePackage =
      only("org.sezim.image", "com.twelvemonkeys..")
          .because("the decoders can then be replaced there");

  @ArchTest
  static final ArchRule ffmpegInVideoOnly =
      only("org.sezim.video..", "org.bytedeco.ffmpeg..", "org.bytedeco.javacv..")
          .because("FFmpeg can then be replaced there");

  @ArchTest
  static final ArchRule libtorchInTrainingOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.sezim.training..", "org.sezim.reproduction..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco.pytorch..")
          .because("recognition, evaluation and datasets work without libtorch");

  @ArchTest
  static final ArchRule httpInTheServerOnly =
      only(
              "org.sezim.server..",
              "io.javalin..",
              "org.eclipse.jetty..",
              "jakarta.servlet..",
              "io.micrometer..")
          .because("the web server can then be replaced there");

  @ArchTest
  static final ArchRule sparkInItsModuleOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.sezim.spark..", "org.sezim.examples..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..")
          .because("Spark is large and belongs to its own command only");

  @ArchTest
  static final ArchRule chartsAreDrawnInOneModule =
      only("org.sezim.charts..", "de.erichseifert..").because("there is one drawing engine");

  @ArchTest
  static final ArchRule onlyCommandsPrint =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.sezim.cli..", "org.sezim.bench..", "org.sezim.examples..")
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
          .because("libraries print nothing");

  @ArchTest
  static final ArchRule noGlobalRandomness =
      noClasses()
          .should()
          .callMethod(Math.class, "random")
          .orShould()
          .callConstructor(Random.class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
          .because("all random numbers come from a seed");

  @ArchTest
  static final ArchRule everyPackageIsDescribed =
      classes()
          .that()
          .resideOutsideOfPackage("..jmh_generated..")
          .should(
              be(
                  describe(
                      "in a package whose package-info.java has a description and @NullMarked",
                      ArchitectureRules::isDescribed)));

  /** No class outside the named package uses the libraries. */
  private static ArchRule only(String user, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(user)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries)
        .allowEmptyShould(true);
  }

  private static boolean isVisible(JavaClass c) {
    return isVisible(c.getModifiers())
        && c.getEnclosingClass().map(ArchitectureRules::isVisible).orElse(true);
  }

  private static boolean isVisible(Set<JavaModifier> modifiers) {
    return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
  }

  private static String module(JavaClass c) {
    List<String> parts = List.of(c.getPackageName().split("\\.", -1));
    return parts.size() > 2 && MODULES.containsKey(parts.get(2)) ? parts.get(2) : "core";
  }

  private static boolean isDescribed(JavaClass c) {
    Path file =
        Path.of("..", module(c), "src/main/java", c.getPackageName().replace('.', '/'))
            .resolve("package-info.java");
    try {
      String text = Files.exists(file) ? Files.readString(file) : "";
      return text.startsWith("/**") && text.contains("@NullMarked");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
