/**
 * Speaks to the simulated carriers of a local run and of fictional creditors.
 *
 * <p>Must not know another provider; nobody imports it.
 */
@NullMarked
package io.batuta.channel.sandbox;

import org.jspecify.annotations.NullMarked;
