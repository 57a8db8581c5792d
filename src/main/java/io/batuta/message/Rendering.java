package io.batuta.message;

/** What became of a template and its values: a message, or nothing that could be sent. */
public sealed interface Rendering permits RenderedMessage, Unrenderable {}
