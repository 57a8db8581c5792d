import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Makes the archive for AWS Lambda out of the one that Quarkus packs:
 *
 * <ul>
 *   <li>without what left-out.txt names;
 *   <li>with each library stored, not compressed, inside, so that the archive is compressed once and over whole
 *       libraries (a third smaller), and the runtime inflates no class twice;
 *   <li>always the same bytes for the same input: names in order, one time for all.
 * </ul>
 *
 * <pre>java Archive.java IN.zip OUT.zip left-out.txt FOLDER</pre>
 *
 * FOLDER gets the same files unpacked, as Lambda unpacks them. Ends with 1 and one sentence when a line of left-out.txt
 * matches nothing, or when the archive is over one of Lambda's limits.
 */
public final class Archive {

  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

  /** An upload without S3 (zipped), and what Lambda unpacks. */
  private static final long ZIPPED_BYTES_MAX = 50_000_000;

  private static final long UNZIPPED_BYTES_MAX = 250L * 1024 * 1024;

  private static final int TOP = 15;

  private record LeftOut(String glob, PathMatcher matcher) {
    boolean covers(String name) {
      return matcher.matches(Path.of(name));
    }
  }

  public static void main(String[] args) throws IOException {
    if (args.length != 4) {
      stop("java Archive.java IN.zip OUT.zip left-out.txt FOLDER");
    }
    List<LeftOut> leftOut = read(Path.of(args[2]));
    Map<String, byte[]> entries = new TreeMap<>();
    Map<String, Long> saved = new LinkedHashMap<>();
    leftOut.forEach(line -> saved.put(line.glob(), 0L));
    try (ZipInputStream in = open(Path.of(args[0]))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.isDirectory()) {
          continue;
        }
        String name = entry.getName();
        byte[] bytes = in.readAllBytes();
        LeftOut line = leftOut.stream().filter(each -> each.covers(name)).findFirst().orElse(null);
        if (line == null) {
          entries.put(name, name.endsWith(".jar") ? stored(bytes) : bytes);
        } else {
          saved.merge(line.glob(), (long) bytes.length, Long::sum);
        }
      }
    }
    saved.forEach(
        (glob, bytes) -> {
          if (bytes == 0) {
            stop("left-out.txt: nothing matches " + glob + "; take the line out");
          }
        });
    Map<String, Long> sizes = write(entries, Path.of(args[1]));
    unpack(entries, Path.of(args[3]));
    report(entries, sizes, Path.of(args[1]));
  }

  private static List<LeftOut> read(Path list) throws IOException {
    List<LeftOut> lines = new ArrayList<>();
    for (String line : Files.readAllLines(list)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] parts = line.split("  ", 2);
        if (parts.length < 2) {
          stop("left-out.txt: no reason in: " + line);
        }
        lines.add(new LeftOut(parts[0], FileSystems.getDefault().getPathMatcher("glob:" + parts[0])));
      }
    }
    return lines;
  }

  private static ZipInputStream open(Path zip) throws IOException {
    return new ZipInputStream(new BufferedInputStream(Files.newInputStream(zip)));
  }

  /** The same library, its entries stored: the manifest first, then like beside like. */
  private static byte[] stored(byte[] library) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new java.io.ByteArrayInputStream(library))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory() && !entry.getName().startsWith("META-INF/maven/")) {
          entries.putIfAbsent(entry.getName(), in.readAllBytes());
        }
      }
    }
    List<String> names = new ArrayList<>(entries.keySet());
    names.sort(
        Comparator.comparing((String name) -> !name.equals("META-INF/MANIFEST.MF"))
            .thenComparing(name -> name.substring(name.lastIndexOf('.') + 1))
            .thenComparing(Comparator.naturalOrder()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * library.length);
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (String name : names) {
        put(out, name, entries.get(name), ZipEntry.STORED);
      }
    }
    return bytes.toByteArray();
  }

  /** Writes the archive; answers the compressed size of each entry. */
  private static Map<String, Long> write(Map<String, byte[]> entries, Path archive) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    try (OutputStream file = Files.newOutputStream(archive);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.setLevel(Deflater.BEST_COMPRESSION);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        sizes.put(entry.getKey(), put(out, entry.getKey(), entry.getValue(), ZipEntry.DEFLATED));
      }
    }
    return sizes;
  }

  private static long put(ZipOutputStream out, String name, byte[] bytes, int method) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    entry.setMethod(method);
    if (method == ZipEntry.STORED) {
      CRC32 crc = new CRC32();
      crc.update(bytes);
      entry.setCrc(crc.getValue());
      entry.setSize(bytes.length);
      entry.setCompressedSize(bytes.length);
    }
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
    return entry.getCompressedSize();
  }

  private static void unpack(Map<String, byte[]> entries, Path folder) throws IOException {
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      Path file = folder.resolve(entry.getKey());
      Files.createDirectories(file.getParent());
      try (InputStream in = new java.io.ByteArrayInputStream(entry.getValue())) {
        Files.copy(in, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void report(Map<String, byte[]> entries, Map<String, Long> sizes, Path archive)
      throws IOException {
    long zipped = Files.size(archive);
    long unzipped = entries.values().stream().mapToLong(bytes -> bytes.length).sum();
    System.out.printf("%,d bytes zipped, %,d unpacked, %d libraries%n", zipped, unzipped,
        entries.keySet().stream().filter(name -> name.endsWith(".jar")).count());
    sizes.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(TOP)
        .forEach(
            size ->
                System.out.printf(
                    "%,11d %,12d %s%n", size.getValue(), entries.get(size.getKey()).length, size.getKey()));
    if (zipped >= ZIPPED_BYTES_MAX) {
      stop("The archive has %,d bytes; %,d is the end.".formatted(zipped, ZIPPED_BYTES_MAX));
    }
    if (unzipped >= UNZIPPED_BYTES_MAX) {
      stop("Unpacked it has %,d bytes; Lambda's end is %,d.".formatted(unzipped, UNZIPPED_BYTES_MAX));
    }
  }

  private static void stop(String sentence) {
    System.err.println(sentence);
    System.exit(1);
  }
}
