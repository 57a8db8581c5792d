package io.batuta.bench;

import java.util.List;

/** One thing that is measured. Runs on a thread that may block. */
interface Bench {

  /** As {@code scripts/bench} calls it: {@code night}. */
  String name();

  /** One line for the help: what is measured, against what. */
  String says();

  /** Makes what it needs, measures, and says what came out. May be run on a database in use. */
  List<Measured> run(Scale scale) throws Exception;
}
