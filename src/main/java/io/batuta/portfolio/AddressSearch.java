package io.batuta.portfolio;

import io.batuta.privacy.AddressHash;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Finds the hash under which an address stands in the portfolio, however it was written. */
@ApplicationScoped
public class AddressSearch {

  private final AddressHash hashes;

  AddressSearch(AddressHash hashes) {
    this.hashes = hashes;
  }

  /** Empty when nobody can be reached at such an address on that channel. */
  public Optional<byte[]> hash(Creditor creditor, Channel channel, String address) {
    return normal(creditor, channel, address).map(hashes::of);
  }

  /** Its normal form, as providers take it; empty in the same case. */
  public Optional<String> normal(Creditor creditor, Channel channel, String address) {
    return new PointReader(creditor.country()).normal(channel.pointKind(), address);
  }
}
