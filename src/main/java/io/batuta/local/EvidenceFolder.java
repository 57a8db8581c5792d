package io.batuta.local;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A regulator's file as files in a folder, with a manifest that names each and its SHA-256. */
final class EvidenceFolder {

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final EvidenceOptions options;

  EvidenceFolder(EvidenceOptions options) {
    this.options = options;
  }

  private record Taken(String name, long bytes, String sha256) {}

  /**
   * Takes the files from a product that answers; each is written as it comes.
   *
   * @throws Api.Refused if the product refuses; what it said
   * @return the files, the manifest last
   */
  List<Path> take(String root, String key) throws IOException, InterruptedException {
    Files.createDirectories(options.out());
    Path manifestFile = options.out().resolve("manifest.json");
    List<Taken> taken = new ArrayList<>();
    taken.add(take(root, key, "csv"));
    if (options.pdf()) {
      taken.add(take(root, key, "pdf"));
    }
    // All of it came: from here on no manifest stands beside files that it does not name.
    Files.deleteIfExists(manifestFile);
    JsonArray files = new JsonArray();
    List<Path> paths = new ArrayList<>();
    for (Taken each : taken) {
      paths.add(
          Files.move(
              aside(each.name()),
              options.out().resolve(each.name()),
              StandardCopyOption.REPLACE_EXISTING));
      files.add(
          new JsonObject()
              .put("name", each.name())
              .put("bytes", each.bytes())
              .put("sha256", each.sha256()));
    }
    JsonObject manifest =
        new JsonObject()
            .put("creditor", options.creditor())
            .put("debtor", options.debtor())
            .put("from", options.from() == null ? null : options.from().toString())
            .put("to", options.to() == null ? null : options.to().toString())
            .put("files", files);
    Path written = Files.writeString(aside("manifest.json"), manifest.encodePrettily() + "\n");
    paths.add(Files.move(written, manifestFile, StandardCopyOption.REPLACE_EXISTING));
    return paths;
  }

  /** Where a file grows until all have come. */
  private Path aside(String name) {
    return options.out().resolve(name + ".part");
  }

  private Taken take(String root, String key, String format)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + options.path(format)))
            .timeout(Duration.ofMinutes(5))
            .header("X-Api-Key", key)
            .header("Accept", format.equals("pdf") ? "application/pdf" : "text/csv")
            .header("Accept-Language", options.english() ? "en" : "es")
            .build();
    HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw new Api.Refused(
            "The product answered %d: %s"
                .formatted(
                    answer.statusCode(),
                    new String(body.readNBytes(2_000), StandardCharsets.UTF_8)));
      }
      String name = "evidence." + format;
      MessageDigest sha256 = sha256();
      long bytes;
      try (DigestInputStream counted = new DigestInputStream(body, sha256)) {
        bytes = Files.copy(counted, aside(name), StandardCopyOption.REPLACE_EXISTING);
      }
      return new Taken(name, bytes, HexFormat.of().formatHex(sha256.digest()));
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
