import CommandLineTool
import Synchronization
import Testing

@Suite struct `A live screen` {
  /// A screen on a terminal, with a block of changing lines.
  final class Stage: Sendable {
    let terminal: Mutex<VirtualTerminal>
    private let lines = Mutex<[String]>([])
    private let writes = Mutex(0)

    init(columns: Int = 20, rows: Int = 6) {
      terminal = Mutex(VirtualTerminal(columns: columns, rows: rows))
    }

    var text: String { terminal.withLock(\.text) }
    var writeCount: Int { writes.withLock(\.self) }
    var isCursorHidden: Bool { terminal.withLock(\.isCursorHidden) }

    /// The screen, opened with a block.
    func open(_ block: String...) -> LiveScreen {
      let screen = LiveScreen { [self] text in
        terminal.withLock { $0.write(text) }
        writes.withLock { $0 += 1 }
      }
      screen.write("before\n")
      lines.withLock { $0 = block }
      screen.open(
        size: { [self] in
          terminal.withLock { TerminalSize(columns: $0.columns, rows: $0.rows) }
        },
        { [self] size in lines.withLock { $0 }.map { String($0.prefix(size.columns - 1)) } }
      )
      return screen
    }

    func draw(_ block: String..., on screen: LiveScreen) {
      lines.withLock { $0 = block }
      screen.draw()
    }

    func end() {
      #expect(terminal.withLock(\.unknown).isEmpty)
    }
  }

  @Test func `draws each frame over the one before`() {
    let stage = Stage()
    defer { stage.end() }
    let screen = stage.open("one", "two", "three")
    #expect(stage.text == "before\none\ntwo\nthree")
    stage.draw("1", "2", on: screen)
    #expect(stage.text == "before\n1\n2")
    stage.draw("a longer one", "2", "3", "4", on: screen)
    #expect(stage.text == "before\na longer one\n2\n3\n4")
  }

  @Test func `writes each frame at once, and nothing when nothing has changed`() {
    let stage = Stage()
    let screen = stage.open("one", "two")
    #expect(stage.writeCount == 2)
    stage.draw("one", "two", on: screen)
    #expect(stage.writeCount == 2)
    stage.draw("one", "three", on: screen)
    #expect(stage.writeCount == 3)
    screen.write("text\n")
    #expect(stage.writeCount == 4)
  }

  @Test func `puts text above the block, in lines of its own`() {
    let stage = Stage(rows: 4)
    defer { stage.end() }
    let screen = stage.open("one", "two")
    for number in 1...5 { screen.write("text \(number)\n") }
    screen.write("without an end")
    #expect(
      stage.text
        == "before\ntext 1\ntext 2\ntext 3\ntext 4\ntext 5\nwithout an end\none\ntwo"
    )
  }

  @Test func `leaves nothing of the block, and the cursor as it was`() {
    let stage = Stage()
    defer { stage.end() }
    let screen = stage.open("one", "two", "three")
    #expect(stage.isCursorHidden)
    screen.close()
    #expect(stage.text == "before")
    #expect(!stage.isCursorHidden)
    screen.write("after\n")
    screen.draw()
    screen.close()
    #expect(stage.text == "before\nafter")
  }

  @Test func `keeps a block that is too high within the window`() {
    let stage = Stage(rows: 4)
    defer { stage.end() }
    let screen = stage.open("1", "2", "3", "4", "5", "6")
    #expect(stage.text == "before\n1\n2\n3")
    stage.draw("a", "b", "c", "d", "e", on: screen)
    #expect(stage.text == "before\na\nb\nc")
    screen.close()
    #expect(stage.text == "before")
  }

  @Test(arguments: [(10, 6), (7, 6), (3, 6), (20, 3), (10, 2), (40, 12)])
  func `draws anew after the window has changed`(_ columns: Int, _ rows: Int) {
    let stage = Stage()
    defer { stage.end() }
    let screen = stage.open("a line of 19 letter", "another of 19 lette", "3", "4")
    stage.terminal.withLock { $0.resize(columns: columns, rows: rows) }
    screen.draw()
    let cut = ["a line of 19 letter", "another of 19 lette", "3", "4"].prefix(rows - 1)
      .map { $0.prefix(columns - 1).reversed().drop { $0 == " " }.reversed() }
    let before = columns < 6 ? "bef\nore" : "before"
    #expect(stage.text == before + "\n" + cut.map { String($0) }.joined(separator: "\n"))
    screen.close()
    #expect(stage.text == before)
  }
}
