/**
 * The whole product on one computer: its own PostgreSQL, a simulated clock, carriers and debtors.
 *
 * <p>Nothing imports it; it is a third door, never opened in the cloud.
 */
@NullMarked
package io.batuta.local;

import org.jspecify.annotations.NullMarked;
