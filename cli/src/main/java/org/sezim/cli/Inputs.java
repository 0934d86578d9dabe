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
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.PatternSyntaxException;
import org.sezim.SezimException;
import org.sezim.image.Photo;
import org.sezim.video.Video;

/**
 * The pictures and films that arguments name, one by one: files, folders, patterns, cameras and
 * streams, {@code -}. Folders are walked while pictures are taken, each by the order of its names,
 * so that of a tree of millions no more than the names in the folders on the way are in memory.
 * Links to folders are not followed, unless they are an argument. Not for use by several threads.
 */
final class Inputs implements Iterator<Input> {
  static final String STANDARD_INPUT = "-";

  private final Iterator<String> arguments;
  private final List<Path> excluded;
  private final Consumer<SezimException> complaints;
  private final Set<String> names = new HashSet<>();

  /** What is left of the folders on the way down to the last picture, the deepest on top. */
  private final Deque<Folder> way = new ArrayDeque<>();

  private Input next;

  /**
   * @param excluded folders that are not searched, if they exist
   * @param complaints takes what can be said of an argument or folder that gives no pictures
   */
  Inputs(List<String> arguments, List<Path> excluded, Consumer<SezimException> complaints) {
    this.arguments = arguments.iterator();
    this.excluded = excluded;
    this.complaints = complaints;
  }

  /**
   * One folder of a search.
   *
   * @param search for which it is walked
   * @param path of the folder
   * @param name for what is written about its pictures
   * @param open what names in it may match
   * @param left names not yet looked at; paths, since not every name is text
   */
  private record Folder(Search search, Path path, Path name, BitSet open, Deque<Path> left) {}

  /** What one argument asks for. */
  private static final class Search {
    private final String argument;
    private final Glob glob;
    private boolean gave;

    Search(String argument, Glob glob) {
      this.argument = argument;
      this.glob = glob;
    }
  }

  /** Whether what an argument names lies in a folder that exists, or is this folder. */
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
    while (next == null && (!way.isEmpty() || arguments.hasNext())) {
      if (way.isEmpty()) {
        begin(arguments.next());
      } else {
        step(way.peek());
      }
    }
    return next != null;
  }

  @Override
  public Input next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Input given = next;
    next = null;
    return given;
  }

  private void begin(String argument) {
    if (argument.equals(STANDARD_INPUT)) {
      next = Input.ofStandardInput(unused("stdin"));
      return;
    }
    if (Video.isLive(argument)) {
      next = new Input.Moving(argument, unused(Video.name(argument).replaceAll("[^\\w.]+", "-")));
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
        complaints.accept(new SezimException(argument, "not a file name"));
        return;
      }
    }
    try {
      search(argument, Glob.parse(argument));
    } catch (PatternSyntaxException | InvalidPathException e) {
      complaints.accept(new SezimException(argument, "no such file"));
    }
  }

  private void search(String argument, Glob glob) {
    Search search = new Search(argument, glob);
    Path base = Path.of(glob.base());
    if (Files.isDirectory(base)) {
      enter(search, base, unused(nameOf(base)), glob.start());
    }
    if (way.isEmpty()) {
      finish(search);
    }
  }

  /** Looks at one name of a folder. */
  private void step(Folder folder) {
    Path name = folder.left().poll();
    if (name == null) {
      way.pop();
      if (way.isEmpty()) {
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
        && (Photo.hasPictureName(path) || Video.isVideo(path.toString()))
        && Files.isRegularFile(path)) {
      folder.search().gave = true;
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
      search.gave = true;
      complaints.accept(SezimException.unreadable(path, e));
    } catch (DirectoryIteratorException e) {
      search.gave = true;
      complaints.accept(SezimException.unreadable(path, e.getCause()));
    }
    Collections.sort(left);
    way.push(new Folder(search, path, name, open, new ArrayDeque<>(left)));
  }

  private void finish(Search search) {
    if (!search.gave) {
      boolean folder = search.argument.equals(search.glob.base());
      complaints.accept(
          new SezimException(
              search.argument,
              folder ? "no pictures or films in this folder" : "no picture or film matches"));
    }
  }

  /** The name of a file or folder, even of {@code .} and of links to nothing. */
  private static String nameOf(Path path) {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return name == null ? "root" : name.toString();
  }

  /** The name, or with a number if another argument has it; not on disks that ignore case too. */
  private Path unused(String name) {
    String free = name;
    for (int i = 2; !names.add(free.toLowerCase(Locale.ROOT)); i++) {
      free = i + "-" + name;
    }
    return Path.of(free);
  }
}
