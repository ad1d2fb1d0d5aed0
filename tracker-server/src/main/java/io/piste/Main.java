package io.piste;

/** The program's entry. */
public final class Main {
  private Main() {}

  /** Runs the command that the arguments name. */
  public static void main(String[] args) {
    System.out.println("piste");
  }
}
