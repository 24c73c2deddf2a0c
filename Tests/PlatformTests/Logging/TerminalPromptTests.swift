import Platform
import Testing

@Suite("Terminal prompt")
struct TerminalPromptTests {
    @Test(
        "stands whole below every line of the log, and is gone once nobody is asked",
        arguments: [
            ("\r\u{1B}[K" as String?, "a\n> \r\u{1B}[Kb\n> \r\u{1B}[Kc\n> d\n> \n", "e\n"),
            ("\n", "a\n> \nb\n> \nc\n> d\n> \n", "e\n"),
            // The log goes into a file: nothing of the terminal's is in it.
            (nil, "a\n> b\nc\nd\n> \n", "e\n"),
        ]
    )
    func lines(erasing: String?, shown: String, last: String) {
        let written = Lock("")
        let prompt = TerminalPrompt("> ", erasing: erasing) { text, _ in written.withLock { $0 += text } }
        prompt.write("a", level: .info)
        prompt.show()
        prompt.write("b", level: .info)
        prompt.write("c", level: .info)
        prompt.leave()
        prompt.write("d", level: .info)
        prompt.show()
        prompt.end()
        prompt.end()
        prompt.write("e", level: .info)
        #expect(written.withLock { $0 } == shown + last)
    }

    @Test("the prompt goes to standard output, the log to standard error")
    func descriptors() {
        let written = Lock<[Int32]>([])
        let prompt = TerminalPrompt("> ", erasing: "\n") { _, descriptor in written.withLock { $0.append(descriptor) } }
        prompt.show()
        prompt.write("a", level: .info)
        prompt.end()
        #expect(written.withLock { $0 } == [1, 2, 1])
    }
}
