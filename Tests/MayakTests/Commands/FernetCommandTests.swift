import Platform
import TestKit
import Testing

@Suite("mayak keygen, encrypt and decrypt", .timeLimit(.minutes(5)))
struct FernetCommandTests {
    static let key = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4="
    /// The specification's example: `hello`, made at 499162800.
    static let token =
        "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA=="

    let directory: TemporaryFolder
    let keyFile: String

    init() throws {
        directory = try TemporaryFolder()
        keyFile = try directory.file("key", Self.key + "\n")
    }

    @Test("gives back every byte")
    func roundTrip() async throws {
        let path = try directory.file("new.key")
        #expect(try await MayakProcess.run(["keygen", "--out", path]).status == 0)
        for message in [[], Array("пароль\n".utf8), [0, 255, 10, 13, 10]] as [[UInt8]] {
            let made = try await MayakProcess.run(["encrypt", "--key-file", path], input: message)
            #expect(made.status == 0 && made.errors.isEmpty)
            let read = try await MayakProcess.run(
                ["decrypt", "--ttl", "60"],
                input: made.output,
                environment: ["MAYAK_KEY_FILE": path]
            )
            #expect(read.status == 0)
            #expect(read.output == message)
        }
        let again = try await MayakProcess.run(["keygen", "--out", path])
        #expect(again.status == 1)
        #expect(again.errors.contains(path))
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let token: String
        var options: [String] = []
        let status: Int32
        let says: String
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "no ttl", token: token, status: 0, says: ""),
        Case(name: "with a line end", token: token + "\r\n", status: 0, says: ""),
        Case(name: "just fresh", token: token, options: ["--ttl", "60", "--now", "499162860"], status: 0, says: ""),
        Case(name: "old", token: token, options: ["--ttl", "60", "--now", "499162861"], status: 65, says: "61 s old"),
        Case(name: "60 s ahead", token: token, options: ["--ttl", "9", "--now", "499162740"], status: 0, says: ""),
        Case(
            name: "61 s ahead",
            token: token,
            options: ["--ttl", "9", "--now", "499162739"],
            status: 65,
            says: "after now"
        ),
        Case(name: "two line ends", token: token + "\n\n", status: 65, says: "base64"),
        Case(name: "nothing", token: "", status: 65, says: "empty"),
        Case(name: "ttl below zero", token: token, options: ["--ttl", "-1"], status: 64, says: "--ttl cannot be '-1'"),
    ]

    @Test("decides", arguments: cases)
    func decide(_ item: Case) async throws {
        let outcome = try await MayakProcess.run(
            ["decrypt", "--key-file", keyFile] + item.options,
            input: Array(item.token.utf8)
        )
        #expect(outcome.status == item.status)
        #expect(outcome.text == (item.status == 0 ? "hello" : ""))
        #expect(outcome.errors.contains(item.says))
        #expect(outcome.errors.split(separator: "\n").count == (item.status == 0 ? 0 : 1))
    }

    @Test("a key file that cannot be used is exit 78", arguments: ["missing", "broken", "directory"])
    func badKeyFile(_ kind: String) async throws {
        let path =
            switch kind {
            case "missing": try directory.file("absent")
            case "broken": try directory.file("broken", "not a key\n")
            default: directory.path
            }
        for command in ["encrypt", "decrypt"] {
            let outcome = try await MayakProcess.run([command, "--key-file", path], input: Array(Self.token.utf8))
            #expect(outcome.status == 78)
            #expect(outcome.errors.contains(path))
            #expect(!outcome.errors.contains("not a key\n"))
        }
    }
}
