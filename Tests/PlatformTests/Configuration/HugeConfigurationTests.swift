import Platform
import TestKit
import Testing

@Suite("Configuration of any size and shape")
struct HugeConfigurationTests {
    struct Shape: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let name: String
        /// About so many bytes.
        let text: @Sendable (Int) -> String
    }

    private static func repeated(_ open: String, _ item: @escaping @Sendable (Int) -> String, _ close: String)
        -> @Sendable (Int) -> String
    {
        { length in
            var text = open
            var number = 0
            while text.utf8.count < length {
                text += item(number)
                number += 1
            }
            return text + close
        }
    }

    static let shapes = [
        Shape(
            testDescription: "JSON, many keys on one line",
            name: "m.json",
            text: repeated("{", { "\"k\($0)\":1," }, "\"z\":1}")
        ),
        Shape(
            testDescription: "JSON, a list on one line",
            name: "m.json",
            text: repeated("{\"a\":[", { "\($0)," }, "1]}")
        ),
        Shape(
            testDescription: "JSON, one text",
            name: "m.json",
            text: repeated("{\"a\":\"", { _ in "яя\\u0041" }, "\"}")
        ),
        Shape(testDescription: "JSON, one word", name: "m.json", text: repeated("{\"a\":", { _ in "11111111" }, "}")),
        Shape(testDescription: "JSON, spaces", name: "m.json", text: repeated("{\"a\":", { _ in "        " }, "1}")),
        Shape(
            testDescription: "JSON, one long key",
            name: "m.json",
            text: repeated("{\"", { _ in "abcdefgh" }, "\":1}")
        ),
        Shape(testDescription: "YAML, many keys", name: "m.yaml", text: repeated("", { "k\($0): 1\n" }, "")),
        Shape(
            testDescription: "YAML, a mapping on one line",
            name: "m.yaml",
            text: repeated("a: {", { "k\($0): 1, " }, "z: 1}\n")
        ),
        Shape(
            testDescription: "YAML, a list on one line",
            name: "m.yaml",
            text: repeated("a: [", { "\($0), " }, "1]\n")
        ),
        Shape(testDescription: "YAML, brackets", name: "m.yaml", text: repeated("a: ", { _ in "[[[[[[[[" }, "")),
        Shape(testDescription: "YAML, one text", name: "m.yaml", text: repeated("a: \"", { _ in "яя word " }, "\"\n")),
        Shape(testDescription: "YAML, one long key", name: "m.yaml", text: repeated("", { _ in "abcdefgh" }, ": 1\n")),
        Shape(testDescription: ".env, many names", name: ".env", text: repeated("", { "NAME_\($0)=1\n" }, "")),
        Shape(testDescription: ".env, one value", name: ".env", text: repeated("A=", { _ in "a b # # " }, "\n")),
        Shape(
            testDescription: ".env, one quoted value",
            name: ".env",
            text: repeated("A=\"", { _ in "яя\\n \\\"" }, "\"\n")
        ),
        Shape(testDescription: ".env, spaces", name: ".env", text: repeated("A=1", { _ in "        " }, "\n")),
        Shape(testDescription: ".env, comments", name: ".env", text: repeated("", { "# \($0)\n" }, "")),
    ]

    @Test("is read in a time that grows with it, mistakes and all", arguments: shapes)
    func linear(shape: Shape) throws {
        let ratio = workRatio(of: 3_000) { length in
            var sources = ConfigurationSources()
            let text = shape.text(length)
            do {
                if shape.name == ".env" {
                    try sources.addEnvFile(text, name: shape.name)
                } else {
                    try sources.addFile(text, name: shape.name)
                }
                var reader = ConfigurationReader(sources) { $0 }
                _ = reader.text("some.key", "SOME_KEY", default: "", "A key")
                try reader.finish()
            } catch {
                // What cannot be right is refused; how fast, is the question here.
                #expect("\(error)".utf8.count < 20_000)
            }
        }
        #expect(ratio < 28)
    }

    @Test("more than the limit is refused with the limit", arguments: ["m.json", "m.yaml"])
    func tooLarge(name: String) throws {
        let text = "{\"a\": \"" + String(repeating: "x", count: 10 << 20) + "\"}"
        var sources = ConfigurationSources()
        let error = try #require(throws: ConfigurationError.self) { try sources.addFile(text, name: name) }
        #expect("\(error)".contains("1048576 bytes"))
    }

    @Test("a secret in the wrong place is not repeated")
    func secrets() throws {
        let secret = "123456:AAcanary-Secret"
        let files = [
            ("m.json", "{\"telegram\": {\"token\": \(secret)}}"), ("m.json", "{\"telegram\": {\"token\": hunter2}}"),
            ("m.json", "{\"telegram\": {\"token\": {\"\(secret)\": 1}}}"),
            ("m.yaml", "telegram:\n  token: {\"\(secret)\"}\n"),
            ("m.yaml", "telegram:\n  token: !\(secret)\n"), ("m.yaml", "telegram:\n  token: *hunter2\n"),
            ("m.yaml", "telegram:\n  token: [\(secret)\n"), (".env", "TOKEN: \(secret)=\n"),
            (".env", "TOKEN \(secret)\n"),
            (".env", "TOKEN=\"\(secret)\n"),
        ]
        for (name, text) in files {
            let error = try #require(throws: ConfigurationError.self, "\(name): \(text)") {
                var sources = ConfigurationSources()
                if name == ".env" {
                    try sources.addEnvFile(text, name: name)
                } else {
                    try sources.addFile(text, name: name)
                }
                var reader = ConfigurationReader(sources) { $0 }
                _ = reader.secret("telegram.token", "TOKEN", "The token")
                try reader.finish()
            }
            #expect(!"\(error)".contains("AAcanary") && !"\(error)".contains("hunter2"), "\(error)")
        }
    }
}
