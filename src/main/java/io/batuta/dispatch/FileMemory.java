package io.batuta.dispatch;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The number in a file ({@code batuta.fence.file}) that is not on the database's disk. Processes
 * that share it take turns.
 */
@ApplicationScoped
class FileMemory implements Memory {

  private static final int DIGITS_AT_MOST = 20;

  private final Optional<Path> file;

  FileMemory(@ConfigProperty(name = "batuta.fence.file") Optional<String> file) {
    this.file = file.filter(name -> !name.isBlank()).map(Path::of);
  }

  @Override
  public boolean exists() {
    return file.isPresent();
  }

  @Override
  public Uni<Long> recall() {
    return Uni.createFrom()
        .item(() -> atLeast(0))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  @Override
  public Uni<Void> keep(long number) {
    return Uni.createFrom()
        .item(() -> atLeast(number))
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
        .replaceWithVoid();
  }

  /** Makes the file hold at least this number; answers what it holds. */
  private synchronized long atLeast(long number) {
    try (FileChannel channel =
            FileChannel.open(
                file.orElseThrow(),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE);
        FileLock turn = channel.lock()) {
      long kept = read(channel);
      if (turn.isValid() && number > kept) {
        // Always as long as the greatest number: half of it never stands there.
        channel.write(
            ByteBuffer.wrap("%020d".formatted(number).getBytes(StandardCharsets.US_ASCII)), 0);
        channel.force(true);
        return number;
      }
      return kept;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long read(FileChannel channel) throws IOException {
    ByteBuffer digits = ByteBuffer.allocate(DIGITS_AT_MOST);
    channel.read(digits, 0);
    String text = new String(digits.array(), 0, digits.position(), StandardCharsets.US_ASCII);
    return text.isBlank() ? 0 : Long.parseLong(text.strip());
  }
}
