internal import ArgumentParser

/// How results look.
package struct OutputOptions: ParsableArguments {
  @Flag(help: "No colours, whatever the terminal can do.")
  package var noColor = false

  package init() {}
}
