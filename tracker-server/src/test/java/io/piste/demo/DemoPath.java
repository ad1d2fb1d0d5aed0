package io.piste.demo;

final class DemoPath {
  private DemoPath() {}

  static boolean walk(Stage stage, Teller teller) {
    teller.say(stage.mailsUrl());
    return false;
  }
}
