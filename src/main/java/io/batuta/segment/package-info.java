/**
 * Which debtors belong together today: a readable rule, checked, counted and cut.
 *
 * <p>Must not know what is decided for a member.
 */
@NullMarked
package io.batuta.segment;

import org.jspecify.annotations.NullMarked;
