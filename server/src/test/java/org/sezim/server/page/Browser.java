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

/** A headless Chromium that shows the page. Its camera plays a file with JPEG frames. */
final class Browser implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Held, since an unreferenced logger loses its settings. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;
  private final URI page;

  private Browser(ChromeDriver driver, URI page) {
    this.driver = driver;
    this.page = page;
  }

  /**
   * Starts Chromium; the test is skipped with a message if it or its driver is missing.
   *
   * @param page address of the page
   * @param camera a file of concatenated JPEGs with the extension {@code .mjpeg}
   * @param downloads the folder for downloads
   */
  static Browser open(URI page, Path camera, Path downloads) {
    Path chromium = program("chromium");
    Path chromedriver = program("chromedriver");
    // Selenium warns about each browser that is newer than itself.
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
    driver.manage().timeouts().scriptTimeout(TIMEOUT).pageLoadTimeout(TIMEOUT);
    return new Browser(driver, page);
  }

  private static Path program(String name) {
    Path file = Path.of(System.getProperty("sezim." + name, "/usr/bin/" + name));
    return Files.isExecutable(file)
        ? file
        : abort("needs " + file + " (apt-get install chromium chromium-driver), not here");
  }

  /** Reloads the page in English without animations. */
  void load() {
    show(1280, 900, "light");
    driver.get(page.toString());
    driver.executeScript("localStorage.clear()");
    driver.get(page.toString());
    waitFor("body.ready");
  }

  /** Sets the viewport in CSS pixels and the color scheme, light or dark. */
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

  /** Waits until a visible element matches the selector. */
  WebElement waitFor(String selector) {
    return waitUntil(
        () ->
            driver.findElements(By.cssSelector(selector)).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null));
  }

  /** Waits until the value is neither null nor false. */
  <T> T waitUntil(Supplier<T> value) {
    return new WebDriverWait(driver, TIMEOUT, Duration.ofMillis(100)).until(d -> value.get());
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

  /**
   * Presses Tab until an element that matches the selector has the focus; fails if none gets it.
   */
  void tabTo(String selector) {
    for (int i = 0; i < 60; i++) {
      press(Keys.TAB);
      if (hasFocus(selector)) {
        return;
      }
    }
    throw new AssertionError("the focus never reaches " + selector);
  }

  boolean hasFocus(String selector) {
    return evaluate("document.activeElement.matches('" + selector + "')").asBoolean();
  }

  /** Chooses files, as in the dialog of the browser. */
  void choose(Path... files) {
    driver
        .findElement(By.id("files"))
        .sendKeys(
            Arrays.stream(files)
                .map(file -> file.toAbsolutePath().normalize().toString())
                .collect(Collectors.joining("\n")));
  }

  /** The value of a JavaScript expression, which may be a promise. */
  JsonNode evaluate(String expression, Object... arguments) {
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

  /** Fails if axe finds an accessibility problem. */
  void assertAccessible() {
    driver.executeScript(axe());
    JsonNode violations =
        evaluate(
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

  /** Waits for the end of a download. */
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
