package io.batuta.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;

/** A YAML file of {@code sample/}, read as JSON with its keys in the written order. */
final class SampleFile {

  private SampleFile() {}

  /**
   * @throws IllegalStateException if there is no such file
   */
  static JsonObject read(String name) {
    return at("/sample/" + name);
  }

  /** A YAML file anywhere on the class path. */
  static JsonObject at(String path) {
    try (InputStream in = SampleFile.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("no file at " + path);
      }
      return new JsonObject(
          new ObjectMapper(new YAMLFactory())
              .readerForMapOf(Object.class)
              .<LinkedHashMap<String, Object>>readValue(in));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
