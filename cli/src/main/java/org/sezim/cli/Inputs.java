package org.sezim.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.sezim.SezimException;
import org.sezim.image.Photo;
import org.sezim.video.Video;

/**
 * Iterates over the photos and videos that arguments name: files, folders, patterns, cameras,
 * streams, and {@code -}. Folders are walked on demand, each in the order of its names, so that
 * memory holds only the names in the folders on the current path. Symbolic links to folders are
 * followed only if they are arguments themselves. Not thread-safe.
 */
final class Inputs implements Iterator<Input> {
  static final String STANDARD_INPUT = "-";

  private final Iterator<String> arguments;
  private final List<Path> excluded;
  private final Consumer<SezimException> errors;
  private final Set<String> names = new HashSet<>();

  /** The folders on the current path, each with its remaining names, the deepest on top. */
  private final Deque<Folder> folders = new ArrayDeque<>();

  private @Nullable Input next;

  /**
   * @param excluded folders that are skipped, if they exist
   * @param errors takes errors about arguments and folders that give no inputs
   */
  Inputs(List<String> arguments, List<Path> excluded, Consumer<SezimException> errors) {
    this.arguments = arguments.iterator();
    this.excluded = excluded;
    this.errors = errors;
  }

  /**
   * One folder of a search.
   *
   * @param search the search that walks it
   * @param path of the folder
   * @param name its relative path in output folders
   * @param open the pattern parts that names in it may match
   * @param left the remaining names, as paths because not every name is valid text
   */
  private record Folder(Search search, Path path, Path name, BitSet open, Deque<Path> left) {}

  /** The search for the inputs of one argument. */
  private static final class Search {
    private final String argument;
    private final Glob glob;
    private boolean hasResult;

    Search(String argument, Glob glob) {
      this.argument = argument;
      this.glob = glob;
    }
  }

  /** Returns true if an argument names this existing folder or something in it. */
  static boolean isIn(String argument, Path folder) throws IOException {
    try {
      Path path = Path.of(argument);
      if (!Files.exists(path) && Glob.isPattern(argument)) {
        path = Path.of(Glob.parse(argument).base());
      }
      boolean file = !argument.equals(STANDARD_INPUT) && Files.exists(path);
      return file && path.toRealPath().startsWith(folder.toRealPath());
    } catch (InvalidPathException | PatternSyntaxException e) {
      return false;
    }
  }

  @Override
  public boolean hasNext() {
    while (next == null && (!folders.isEmpty() || arguments.hasNext())) {
      if (folders.isEmpty()) {
        begin(arguments.next());
      } else {
        step(folders.peek());
      }
    }
    return next != null;
  }

  @Override
  public Input next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Input result = Objects.requireNonNull(next);
    next = null;
    return result;
  }

  private void begin(String argument) {
    if (argument.equals(STANDARD_INPUT)) {
      next = Input.ofStandardInput(unused("stdin"));
      return;
    }
    if (Video.isLive(argument)) {
      next = new Input.Video(argument, unused(Video.name(argument).replaceAll("[^\\w.]+", "-")));
      return;
    }
    try {
      Path path = Path.of(argument);
      if (Files.isDirectory(path)) {
        search(argument, Glob.everything(argument));
        return;
      }
      if (Files.exists(path) || !Glob.isPattern(argument)) {
        next = Input.of(path, unused(nameOf(path)));
        return;
      }
    } catch (InvalidPathException e) {
      if (!Glob.isPattern(argument)) {
        errors.accept(new SezimException(argument, "not a file name"));
        return;
      }
    }
    try {
      search(argument, Glob.parse(argument));
    } catch (PatternSyntaxException | InvalidPathException e) {
      errors.accept(new SezimException(argument, "no such file"));
    }
  }

  private void search(String argument, Glob glob) {
    Search search = new Search(argument, glob);
    Path base = Path.of(glob.base());
    if (Files.isDirectory(base)) {
      enter(search, base, unused(nameOf(base)), glob.start());
    }
    if (folders.isEmpty()) {
      finish(search);
    }
  }

  /** Examines the next name of a folder. */
  private void step(Folder folder) {
    Path name = folder.left().poll();
    if (name == null) {
      folders.pop();
      if (folders.isEmpty()) {
        finish(folder.search());
      }
      return;
    }
    Glob glob = folder.search().glob;
    BitSet open = glob.enter(folder.open(), name);
    if (open.isEmpty()) {
      return;
    }
    Path path = folder.path().resolve(name);
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      enter(folder.search(), path, folder.name().resolve(name), open);
    } else if (glob.isMatch(open)
        && (Photo.isImageFile(path) || Video.isVideo(path.toString()))
        && Files.isRegularFile(path)) {
      folder.search().hasResult = true;
      next = Input.of(path, folder.name().resolve(name));
    }
  }

  private void enter(Search search, Path path, Path name, BitSet open) {
    List<Path> left = new ArrayList<>();
    try {
      for (Path other : excluded) {
        if (Files.exists(other) && Files.isSameFile(path, other)) {
          return;
        }
      }
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
        entries.forEach(entry -> left.add(entry.getFileName()));
      }
    } catch (IOException e) {
      search.hasResult = true;
      errors.accept(SezimException.unreadable(path, e));
    } catch (DirectoryIteratorException e) {
      search.hasResult = true;
      errors.accept(SezimException.unreadable(path, Objects.requireNonNull(e.getCause())));
    }
    Collections.sort(left);
    folders.push(new Folder(search, path, name, open, new ArrayDeque<>(left)));
  }

  private void finish(Search search) {
    if (!search.hasResult) {
      boolean folder = search.argument.equals(search.glob.base());
      errors.accept(
          new SezimException(
              search.argument,
              folder ? "no photos or videos in this folder" : "no photo or video matches"));
    }
  }

  /** The name of a file or folder; also works for {@code .} and dangling links. */
  private static String nameOf(Path path) {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return name == null ? "root" : name.toString();
  }

  /**
   * The name, with a number in front if it is taken; names that differ in case only are the same.
   */
  private Path unused(String name) {
    String free = name;
    for (int i = 2; !names.add(free.toLowerCase(Locale.ROOT)); i++) {
      free = i + "-" + name;
    }
    return Path.of(free);
  }
}
