package io.batuta.portfolio;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file.
 *
 * @param state {@code reading}, {@code loaded} or {@code failed}
 * @param rows of the file, without its header; while reading: those read so far
 * @param inserted accounts that were new
 * @param updated accounts of which anything changed, their debtor's data included
 * @param rejected rows that were refused; each is in the rejections
 * @param valuesRefused contact points that were refused while their row loaded
 * @param recalled accounts that a snapshot did not name any more
 * @param failure why a failed import failed
 * @param rejections the first 100, by line
 */
public record ImportReport(
    UUID importId,
    String state,
    ImportMode mode,
    long rows,
    long inserted,
    long updated,
    long unchanged,
    long rejected,
    long valuesRefused,
    long recalled,
    @Nullable String failure,
    List<Rejection> rejections) {

  public ImportReport {
    rejections = List.copyOf(rejections);
  }
}
