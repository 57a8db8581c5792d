package io.batuta.ledger;

/**
 * A fact with the proof that it stands in its day's seal: {@code proof.shows(content, seal.root)}.
 *
 * @param content the fact's canonical form, as the ledger has it now
 */
public record FactProof(String content, InclusionProof proof, DaySeal seal) {}
