package io.piste.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * How long anything may be: files at most 400 lines and 95 % of them at most 250, methods at most
 * 60 and 95 % at most 25, at most 5 parameters, 7 for constructors. Tests are held to the caps
 * alone.
 */
final class SizesTest {
  private static final int FILE_CAP = 400;
  private static final int FILE_P95 = 250;
  private static final int METHOD_CAP = 60;
  private static final int METHOD_P95 = 25;
  private static final int PARAMETERS = 5;
  private static final int CONSTRUCTOR_PARAMETERS = 7;

  private static final Pattern ENDINGS = Pattern.compile(".*\\.(java|js|php|jte|css|hbs|mjml)");
  private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", ".piste");

  private record Method(Path file, String name, long lines, int parameters, boolean constructor) {}

  @Test
  void files_stay_short() throws IOException {
    List<String> tooLong = new ArrayList<>();
    List<Long> shipped = new ArrayList<>();
    for (Path file : sources(ENDINGS)) {
      long lines = lines(file);
      if (lines > FILE_CAP) {
        tooLong.add(file + " has " + lines + " lines, the cap is " + FILE_CAP);
      }
      if (isShipped(file)) {
        shipped.add(lines);
      }
    }
    assertEquals(List.of(), tooLong);
    assertP95(shipped, FILE_P95, "files");
  }

  @Test
  void java_methods_stay_short_and_take_few_parameters() throws IOException {
    List<String> faults = new ArrayList<>();
    List<Long> shipped = new ArrayList<>();
    for (Method method : methods(sources(Pattern.compile(".*\\.java")))) {
      faults.addAll(faults(method));
      if (isShipped(method.file())) {
        shipped.add(method.lines());
      }
    }
    assertEquals(List.of(), faults);
    assertP95(shipped, METHOD_P95, "methods");
  }

  @Test
  void javascript_functions_stay_short() throws IOException {
    List<String> faults = new ArrayList<>();
    for (Path file : sources(Pattern.compile(".*\\.js"))) {
      List<String> lines = Files.readAllLines(file);
      for (int first = 0; first < lines.size(); first++) {
        long length = functionLength(lines, first);
        if (length > METHOD_CAP) {
          faults.add(file + ":" + (first + 1) + " has " + length + " lines");
        }
      }
    }
    assertEquals(List.of(), faults);
  }

  private static List<String> faults(Method method) {
    String where = method.file() + " " + method.name();
    List<String> faults = new ArrayList<>();
    if (method.lines() > METHOD_CAP) {
      faults.add(where + " has " + method.lines() + " lines");
    }
    int most = method.constructor() ? CONSTRUCTOR_PARAMETERS : PARAMETERS;
    if (method.parameters() > most) {
      faults.add(where + " takes " + method.parameters() + " parameters");
    }
    return faults;
  }

  /** Lines of a named function that begins here, by its indentation; 0 where none begins. */
  private static long functionLength(List<String> lines, int first) {
    String line = lines.get(first);
    if (!line.matches("\\s*(export )?(async )?(function\\b.*|const \\w+ = .*=>|\\w+\\(.*\\)) ?\\{$")
        || line.matches("\\s*(if|for|while|switch|catch)\\b.*")) {
      return 0;
    }
    String indent = line.substring(0, line.length() - line.stripLeading().length());
    for (int last = first + 1; last < lines.size(); last++) {
      if (lines.get(last).startsWith(indent + "}")) {
        return last - first + 1L;
      }
    }
    return (long) lines.size() - first;
  }

  /** All files in one task: to begin one takes longer than to read a file. */
  private static List<Method> methods(List<Path> sources) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var files = compiler.getStandardFileManager(null, null, null);
    var task =
        (JavacTask)
            compiler.getTask(
                null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(sources));
    List<Method> found = new ArrayList<>();
    for (CompilationUnitTree unit : task.parse()) {
      new MethodFinder(unit, Trees.instance(task), found).scan(unit, null);
    }
    return found;
  }

  private static final class MethodFinder extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final Trees trees;
    private final List<Method> found;

    MethodFinder(CompilationUnitTree unit, Trees trees, List<Method> found) {
      this.unit = unit;
      this.trees = trees;
      this.found = found;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      if (method.getBody() != null) {
        var positions = trees.getSourcePositions();
        long start = line(positions.getStartPosition(unit, method));
        long end = line(positions.getEndPosition(unit, method));
        boolean constructor = method.getReturnType() == null;
        // A record's canonical constructor repeats its components: data, not a way to call it.
        boolean ofRecord = constructor && isRecord(getCurrentPath().getParentPath().getLeaf());
        int parameters = ofRecord ? 0 : method.getParameters().size();
        Path file = Path.of(unit.getSourceFile().getName());
        String name = method.getName().toString();
        found.add(new Method(file, name, end - start + 1, parameters, constructor));
      }
      return super.visitMethod(method, null);
    }

    private static boolean isRecord(Tree parent) {
      return parent instanceof ClassTree type && type.getKind() == Tree.Kind.RECORD;
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }

  private static void assertP95(List<Long> sizes, int bar, String what) {
    List<Long> sorted = sizes.stream().sorted().toList();
    assertTrue(!sorted.isEmpty(), "no " + what + " found: this test looks in the wrong place");
    long p95 = sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
    assertTrue(p95 <= bar, "95 % of " + what + " may have " + bar + " lines, they have " + p95);
  }

  private static boolean isShipped(Path file) {
    return !file.toString().contains("/src/test/");
  }

  private static long lines(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  private static List<Path> sources(Pattern ending) throws IOException {
    Path top = Path.of("..");
    try (Stream<Path> all = Files.walk(top)) {
      return all.filter(file -> ending.matcher(file.getFileName().toString()).matches())
          .filter(file -> isOurs(top.relativize(file)))
          .filter(Files::isRegularFile)
          .toList();
    }
  }

  private static boolean isOurs(Path file) {
    for (Path part : file) {
      if (NOT_OURS.contains(part.toString())) {
        return false;
      }
    }
    return true;
  }
}
