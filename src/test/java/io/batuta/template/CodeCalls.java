package io.batuta.template;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.inject.Named;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the code of each handler calls of AWS, as {@code module.operation}.
 *
 * <p>A class belongs to a handler when the handler reaches it by what classes name, an interface
 * with all that implement it. {@code http} reaches the web as well, which it knows by no name. So
 * it finds more than a run would call, never less.
 */
final class CodeCalls {

  private static final String SDK = "software.amazon.awssdk.services.";

  /** Of a client, but no calls. */
  private static final Set<String> NO_CALL =
      Set.of("builder", "create", "close", "serviceName", "serviceClientConfiguration");

  /** Read when a function starts or connects, by what no handler names. */
  private static final String AT_START = "secretsmanager.";

  /**
   * Of others only the names matter: not looking them up takes the import from a minute to seconds.
   */
  private static final JavaClasses OURS =
      ArchConfiguration.withThreadLocalScope(
          configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.batuta");
          });

  private CodeCalls() {}

  /** The handlers: what {@code @Named} calls them, and their classes. */
  static Map<String, JavaClass> handlers() {
    Map<String, JavaClass> handlers = new HashMap<>();
    for (JavaClass each : OURS) {
      if (each.getPackageName().equals("io.batuta.function") && each.isAnnotatedWith(Named.class)) {
        handlers.put(each.getAnnotationOfType(Named.class).value(), each);
      }
    }
    return handlers;
  }

  static Set<String> of(String handler) {
    Set<JavaClass> roots = new HashSet<>(Set.of(handlers().get(handler)));
    if (handler.equals("http")) {
      OURS.stream().filter(in("io.batuta.web")).forEach(roots::add);
    }
    Set<String> calls = new TreeSet<>();
    reached(roots).forEach(each -> calls.addAll(operations(each)));
    OURS.forEach(
        each ->
            operations(each).stream()
                .filter(call -> call.startsWith(AT_START))
                .forEach(calls::add));
    return calls;
  }

  private static Set<JavaClass> reached(Set<JavaClass> roots) {
    Set<JavaClass> reached = new HashSet<>(roots);
    Deque<JavaClass> next = new ArrayDeque<>(roots);
    while (!next.isEmpty()) {
      JavaClass here = next.pop();
      Set<JavaClass> named = new HashSet<>(here.getAllSubclasses());
      here.getDirectDependenciesFromSelf().forEach(each -> named.add(each.getTargetClass()));
      for (JavaClass each : named) {
        if (in("io.batuta").test(each) && reached.add(each)) {
          next.push(each);
        }
      }
    }
    return reached;
  }

  private static Set<String> operations(JavaClass of) {
    Set<String> operations = new HashSet<>();
    for (JavaMethodCall call : of.getMethodCallsFromSelf()) {
      String owner = call.getTargetOwner().getName();
      if (owner.startsWith(SDK) && owner.endsWith("Client") && !NO_CALL.contains(call.getName())) {
        String module = owner.substring(SDK.length()).split("\\.")[0];
        operations.add(module + "." + call.getName());
      }
    }
    return operations;
  }

  private static Predicate<JavaClass> in(String name) {
    return each -> (each.getPackageName() + ".").startsWith(name + ".");
  }
}
