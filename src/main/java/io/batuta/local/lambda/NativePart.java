package io.batuta.local.lambda;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The native part of Lambda's Java runtime, unpacked once for this user. By itself each process
 * would write it anew to one file of /tmp, which at Lambda is its own; here it pulls the library
 * from under the processes beside it, and they die of SIGBUS.
 */
final class NativePart {

  /** Names a library that is unpacked already. */
  static final String PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private NativePart() {}

  static Path unpacked() throws IOException {
    String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String name = "libaws-lambda-jni.linux-" + processor + ".so";
    Path folder =
        Files.createDirectories(
            Path.of(
                System.getProperty("java.io.tmpdir"),
                "batuta-lambda-" + System.getProperty("user.name")));
    Path library = folder.resolve(name);
    if (!Files.exists(library)) {
      Path written = Files.createTempFile(folder, "jni", ".so");
      try (InputStream in = NativePart.class.getResourceAsStream("/jni/" + name)) {
        if (in == null) {
          throw new FileNotFoundException("Lambda's Java runtime has no " + name);
        }
        Files.copy(in, written, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(written, library, StandardCopyOption.ATOMIC_MOVE);
    }
    return library;
  }
}
