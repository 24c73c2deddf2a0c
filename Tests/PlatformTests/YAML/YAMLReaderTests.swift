import Platform
import TestKit
import Testing

@Suite("YAML")
struct YAMLReaderTests {
    @Test("keeps text, kinds and the place of every value")
    func tree() throws {
        let root = try YAMLReader.read(
            """
            # comment
            monitor:
              delay: 600   # seconds
              note: "a: b"
            admins: [1, '2']
            empty:
            tilde: ~
            quoted: ""
            """
        )
        #expect(root["monitor"]?["delay"] == ConfigNode(.scalar("600"), at: .init(line: 3, column: 10)))
        #expect(root["monitor"]?["note"]?.content == .scalar("a: b"))
        #expect(
            root["admins"]?.content
                == .sequence([
                    ConfigNode(.scalar("1"), at: .init(line: 5, column: 10)),
                    ConfigNode(.scalar("2"), at: .init(line: 5, column: 13)),
                ])
        )
        #expect(root["empty"]?.content == .null)
        #expect(root["tilde"]?.content == .null)
        #expect(root["quoted"]?.content == .scalar(""))
    }

    @Test("an empty file is nothing", arguments: ["", "# only a comment\n", "---\n"])
    func empty(_ text: String) throws {
        #expect(try YAMLReader.read(text).content == .null)
    }

    @Test("an alias stands for what it names")
    func alias() throws {
        let root = try YAMLReader.read("a: &x {k: 1}\nb: *x\n")
        #expect(root["b"]?["k"]?.content == .scalar("1"))
        #expect(root["b"]?.position == .init(line: 2, column: 4))
    }

    struct Mistake: CustomTestStringConvertible, Sendable {
        let name: String
        let text: String
        let line: Int
        let says: String
        var testDescription: String { name }
    }

    static let mistakes = [
        Mistake(name: "duplicate key", text: "a: 1\nb: 2\na: 3\n", line: 3, says: "a: is given twice, first in line 1"),
        Mistake(
            name: "duplicate key inside",
            text: "a:\n  b: 1\n  b: 2\n",
            line: 3,
            says: "b: is given twice, first in line 2"
        ),
        Mistake(name: "tab indentation", text: "a:\n\tb: 1\n", line: 2, says: "not valid YAML"),
        Mistake(name: "open bracket", text: "a: [1, 2\nb: 3\n", line: 2, says: "not valid YAML"),
        Mistake(name: "second document", text: "a: 1\n---\nb: 2\n", line: 2, says: "second document"),
        Mistake(name: "unknown alias", text: "a: *nobody\n", line: 1, says: "an alias refers to nothing"),
        Mistake(name: "an alias to itself", text: "a: &x [*x]\n", line: 1, says: "an alias refers to nothing"),
        Mistake(
            name: "tag",
            text: "a: !!binary aGk=\n",
            line: 1,
            says: "a tag is not supported"
        ),
        Mistake(name: "a list as key", text: "[1, 2]: 3\n", line: 1, says: "a key must be plain text"),
        Mistake(
            name: "too deep",
            text: String(repeating: "[", count: 40) + String(repeating: "]", count: 40),
            line: 1,
            says: "deeper than 32"
        ),
        Mistake(name: "control character", text: "a: \u{1}\n", line: 1, says: "not valid YAML"),
        Mistake(
            name: "too large",
            text: "a: " + String(repeating: "x", count: 1 << 20),
            line: 1,
            says: "more than 1048576 bytes"
        ),
    ]

    @Test("says where a mistake is", arguments: mistakes)
    func mistake(_ mistake: Mistake) throws {
        let error = try #require(throws: ConfigSyntaxError.self) { try YAMLReader.read(mistake.text) }
        #expect(error.position.line == mistake.line)
        #expect(error.detail.contains(mistake.says), "\(error.detail)")
    }

    @Test("aliases of aliases cannot grow without bound", arguments: [false, true])
    func bomb(deep: Bool) {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...40 {
            let items = deep ? "*a\(level - 1)" : Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(items)]\n"
        }
        let error = #expect(throws: ConfigSyntaxError.self) { try YAMLReader.read(text) }
        #expect(error?.detail.contains(deep ? "deeper than 32" : "more than 100000 values") == true)
    }

    @Test("broken bytes give an error or a tree, never a crash")
    func fuzz() {
        var random = SeededRandom(seed: 42)
        let pieces = [
            "a", ":", " ", "\n", "- ", "[", "]", "{", "}", "&x ", "*x", "!t ", "\"", "'", "#", "|", ">", "\t", "é", "?",
            "%", "---",
        ]
        var failures = 0
        for _ in 0..<5_000 {
            let text = (0..<Int.random(in: 1...30, using: &random)).compactMap { _ in
                pieces.randomElement(using: &random)
            }.joined()
            do { _ = try YAMLReader.read(text) } catch { failures += 1 }
        }
        #expect(failures > 100 && failures < 5_000)
    }
}
