package io.batuta.web.api;

import io.batuta.ledger.DaySeal;
import io.batuta.ledger.FactProof;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A fact's proof on the wire; hashes in hexadecimal.
 *
 * @param fact the text that is hashed, as it is
 * @param day of the seal, in UTC
 * @param leaf which leaf of the day's tree it is; 0 is the day's head
 * @param leaves of the tree
 * @param path from the leaf's sibling upwards
 * @param previous the root of the day before
 * @param holds whether the path leads from this text to this root
 */
@Schema(name = "FactProof")
public record FactProofJson(
    String fact,
    LocalDate day,
    long leaf,
    long leaves,
    List<String> path,
    String root,
    String previous,
    Instant sealedAt,
    boolean holds) {

  static FactProofJson of(FactProof proof) {
    DaySeal seal = proof.seal();
    return new FactProofJson(
        proof.content(),
        seal.day(),
        proof.proof().index(),
        proof.proof().leaves(),
        proof.proof().path().stream().map(DaySeal::hex).toList(),
        DaySeal.hex(seal.root()),
        DaySeal.hex(seal.previous()),
        seal.sealedAt(),
        proof.proof().shows(proof.content().getBytes(StandardCharsets.UTF_8), seal.root()));
  }
}
