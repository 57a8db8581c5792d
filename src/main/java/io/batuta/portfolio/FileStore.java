package io.batuta.portfolio;

import java.io.InputStream;

/** Where uploaded files lie. */
public interface FileStore {

  /**
   * It cannot be told whether there is such a file, it may not be read, or it broke off: to be
   * tried again.
   */
  final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Unreachable(String why) {
      super(why);
    }

    public Unreachable(String why, Throwable cause) {
      super(why, cause);
    }
  }

  /**
   * Opens exactly the file that arrived, to be closed by the caller. Blocks.
   *
   * @throws BrokenFile if it vanished or is another by now
   * @throws Unreachable if the store cannot be asked, or forbids it
   */
  InputStream open(StoredFile file);
}
