/**
 * What whoever operates Batuta sees of a run: ids in each line of the log, and figures. Names and
 * numbers only; never a person.
 */
@NullMarked
package io.batuta.telemetry;

import org.jspecify.annotations.NullMarked;
