package org.sezim.server.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A headless Chromium that shows the page. Its camera plays a picture given as a stream of JPEGs.
 */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Held, since the settings of a logger that nobody holds are lost. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;
  private final URI page;

  private Browser(ChromeDriver driver, URI page) {
    this.driver = driver;
    this.page = page;
  }

  /**
   * Starts Debian's Chromium; where it or its driver is missing the test is skipped and says so.
   *
   * @param page where it is served
   * @param camera a file of JPEGs, one after the other, named {@code .mjpeg}
   * @param downloads a folder for what the page gives
   */
  static Browser open(URI page, Path camera, Path downloads) {
    Path chromium = program("chromium");
    Path chromedriver = program("chromedriver");
    // Selenium warns of each release that is newer than itself.
    SELENIUM.setLevel(Level.OFF);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.addArguments(
        "--headless=new",
        "--disable-dev-shm-usage",
        "--window-size=1280,900",
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        "--use-file-for-fake-video-capture=" + camera.toAbsolutePath());
    if (System.getProperty("user.name").equals("root")) {
      // Chromium refuses to run in its sandbox as root.
      options.addArguments("--no-sandbox");
    }
    options.setExperimentalOption(
        "prefs",
        Map.of(
            "intl.accept_languages",
            "en",
            "download.default_directory",
            downloads.toAbsolutePath().toString()));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.toFile())
            .usingAnyFreePort()
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(PATIENCE).pageLoadTimeout(PATIENCE);
    return new Browser(driver, page);
  }

  private static Path program(String name) {
    Path file = Path.of(System.getProperty("sezim." + name, "/usr/bin/" + name));
    return Files.isExecutable(file)
        ? file
        : abort("needs " + file + " (apt-get install chromium chromium-driver), not here");
  }

  /** Loads the page anew, in English and without movement. */
  void load() {
    show(1280, 900, "light");
    driver.get(page.toString());
    driver.executeScript("localStorage.clear()");
    driver.get(page.toString());
    waitFor("body.ready");
  }

  /** The size of what is seen in CSS pixels, and light or dark. */
  void show(int width, int height, String scheme) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** Waits until something that is seen fits the selector. */
  WebElement waitFor(String selector) {
    return waitUntil(
        () ->
            driver.findElements(By.cssSelector(selector)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null));
  }

  /** Waits until there is an answer that is neither null nor false. */
  <T> T waitUntil(Supplier<T> question) {
    return new WebDriverWait(driver, PATIENCE, Duration.ofMillis(100)).until(d -> question.get());
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  List<String> texts(String selector) {
    return all(selector).stream().map(WebElement::getText).toList();
  }

  void click(String selector) {
    waitFor(selector).click();
  }

  void point(WebElement element) {
    new Actions(driver).moveToElement(element).perform();
  }

  void press(CharSequence key) {
    new Actions(driver).sendKeys(key).perform();
  }

  /** Presses Tab until what fits the selector has the focus; fails if it never gets there. */
  void tabTo(String selector) {
    for (int i = 0; i < 60; i++) {
      press(Keys.TAB);
      if (hasFocus(selector)) {
        return;
      }
    }
    throw new AssertionError("the focus never comes to " + selector);
  }

  boolean hasFocus(String selector) {
    return ask("document.activeElement.matches('" + selector + "')").asBoolean();
  }

  /** Gives the page files, as its dialog would. */
  void choose(Path... files) {
    driver
        .findElement(By.id("files"))
        .sendKeys(
            Arrays.stream(files)
                .map(file -> file.toAbsolutePath().normalize().toString())
                .collect(Collectors.joining("\n")));
  }

  /** The value of a JavaScript expression, which may be a promise. */
  JsonNode ask(String expression, Object... arguments) {
    Object answer =
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "Promise.resolve().then(() => ("
                + expression
                + ")).then(value => done(JSON.stringify(value ?? null)),"
                + " e => done(JSON.stringify('failed: ' + e)));",
            arguments);
    try {
      return JSON.readTree(String.valueOf(answer));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails if axe finds anything that keeps people out. */
  void assertAccessible() {
    driver.executeScript(axe());
    JsonNode violations =
        ask(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',"
                + " 'wcag22aa', 'best-practice']})"
                + ".then(({violations, passes}) => [passes.length > 10, ...violations.map("
                + "v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', '))])");
    assertEquals("[true]", violations.toString());
  }

  private static String axe() {
    try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a file that the page gives, whole. */
  Path download(Path folder, String name) {
    return waitUntil(
        () -> {
          try (Stream<Path> files = Files.list(folder)) {
            return files
                .filter(file -> file.getFileName().toString().equals(name))
                .findFirst()
                .orElse(null);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public void close() {
    driver.quit();
  }
}
