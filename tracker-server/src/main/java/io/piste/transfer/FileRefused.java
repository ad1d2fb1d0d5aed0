package io.piste.transfer;

/** A file cannot be imported as it is: why, and where it was seen. */
public final class FileRefused extends RuntimeException {
  private final FileFault fault;
  private final long line;

  /** A file as a whole. */
  FileRefused(FileFault fault) {
    this(fault, 0);
  }

  /** At a line of the file, from 1; 0: nowhere in particular. */
  FileRefused(FileFault fault, long line) {
    super(fault.word() + " at line " + line);
    this.fault = fault;
    this.line = line;
  }

  /** At a line, as somebody else found out. */
  FileRefused(FileFault fault, long line, Throwable cause) {
    this(fault, line);
    initCause(cause);
  }

  /** What is wrong with it. */
  public FileFault fault() {
    return fault;
  }

  /** The line, from 1; 0 when it is nowhere in particular. */
  public long line() {
    return line;
  }
}
