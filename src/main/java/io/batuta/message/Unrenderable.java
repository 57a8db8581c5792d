package io.batuta.message;

/**
 * No message: half a sentence is never sent.
 *
 * @param missing what stood in the way: the parameter without a value ({@code name}), or the fault
 *     of the template
 */
public record Unrenderable(String missing) implements Rendering {}
