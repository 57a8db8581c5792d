package io.batuta.privacy;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The master key of an installation without AWS: 32 bytes in base64, in a file outside of the
 * repository or in a setting. Read at the first use. Whoever loses it has lost all names, addresses
 * and words.
 */
@ApplicationScoped
class MasterKey implements KeyVault {

  private final Optional<String> file;
  private final Optional<String> given;
  private @Nullable DataKey key;

  MasterKey(
      @ConfigProperty(name = "batuta.privacy.key-file") Optional<String> file,
      @ConfigProperty(name = "batuta.privacy.master-key") Optional<String> given) {
    this.file = file.filter(text -> !text.isBlank());
    this.given = given.filter(text -> !text.isBlank());
  }

  @Override
  public boolean isThere() {
    return file.isPresent() || given.isPresent();
  }

  @Override
  public Uni<byte[]> wrap(byte[] clear, String whose) {
    return Uni.createFrom().item(() -> key().wrap(DataKey.of(clear), whose));
  }

  @Override
  public Uni<byte[]> unwrap(byte[] wrapped, String whose) {
    return Uni.createFrom().item(() -> key().unwrap(wrapped, whose).bytes());
  }

  /**
   * @throws IllegalStateException if it cannot be read; the message names the setting
   */
  private synchronized DataKey key() {
    DataKey read = key;
    if (read == null) {
      read = given.isPresent() ? decoded(given.get(), "BATUTA_PRIVACY_MASTER_KEY") : fromFile();
      key = read;
    }
    return read;
  }

  private DataKey fromFile() {
    Path path = Path.of(file.orElseThrow());
    try {
      return decoded(Files.readString(path).strip(), "the file of BATUTA_PRIVACY_KEY_FILE");
    } catch (IOException e) {
      throw new IllegalStateException("the file of BATUTA_PRIVACY_KEY_FILE cannot be read", e);
    }
  }

  private static DataKey decoded(String text, String where) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (bytes.length == DataKey.BYTES) {
        return DataKey.of(bytes);
      }
    } catch (IllegalArgumentException e) {
      // said below, without the text
    }
    throw new IllegalStateException(where + " holds 32 bytes, in base64");
  }
}
