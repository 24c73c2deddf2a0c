import Foundation
import Platform
import TestKit
import Testing

@testable import mayak

/// The scripts are read by the shells they are for, where these are installed.
@Suite("Shell completions", .timeLimit(.minutes(1)))
struct ShellTests {
    private static let specs = [
        CommandSpec("bot", summary: "The bot's process"),
        CommandSpec(
            "calendar show",
            summary: "Show it",
            options: [
                .value("market", "MARKET", "Of which; it's 'EQ' first", allowed: ["EQ", "FX", "FO"]),
                .flag("json", "As JSON"),
                .flag("dry-run", "Do not", negatable: true),
            ]
        ),
        CommandSpec(
            "calendar set",
            aliases: ["day"],
            summary: "Set a day",
            positionals: [PositionalSpec("DATE", "When")]
        ),
        CommandSpec(
            "completions",
            summary: "This",
            positionals: [PositionalSpec("SHELL", "Which", allowed: ["bash", "zsh"])]
        ),
    ]

    private static let script = Shell.bash.completions(CommandTree(specs))

    /// What bash offers after a line, whose last word is being written.
    private func offered(_ words: [String]) throws -> [String] {
        let line = words.map(Shell.quoted).joined(separator: " ")
        let run = """
            \(Self.script)
            cd /; COMP_WORDS=(mayak \(line)); COMP_CWORD=\(words.count); COMPREPLY=(); _mayak
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        return try output("/bin/bash", ["-c", run]).split(separator: "\n").map(String.init)
    }

    private func output(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        let (out, error) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardOutput = out
        process.standardError = error
        try process.run()
        let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaint = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0 && complaint.isEmpty, "\(complaint)")
        return text
    }

    struct Line: Sendable {
        var words: [String]
        var offers: [String]
    }

    @Test(
        "bash completes commands, members of a group, flags and their values",
        arguments: [
            Line(words: ["b"], offers: ["bot"]),
            Line(words: ["ca"], offers: ["calendar"]),
            Line(words: ["calendar", "s"], offers: ["show", "set"]),
            Line(
                words: ["calendar", "show", "--"],
                offers: ["--market", "--json", "--dry-run", "--no-dry-run", "--help"]
            ),
            Line(words: ["calendar", "show", "--market", "F"], offers: ["FX", "FO"]),
            Line(words: ["calendar", "show", "--json", "--market", ""], offers: ["EQ", "FX", "FO"]),
            Line(words: ["day", "--h"], offers: ["--help"]),
            Line(words: ["completions", "z"], offers: ["zsh"]),
            Line(words: ["bot", "--no"], offers: []),
            // No word of the command: a file.
            Line(words: ["calendar", "set", "et"], offers: ["etc"]),
        ]
    )
    func bash(_ line: Line) throws {
        #expect(try offered(line.words) == line.offers)
    }

    @Test("each shell reads its script, made of all commands", arguments: Shell.allCases)
    func syntax(_ shell: Shell) throws {
        let specs = Commands.all.map { $0.spec }
        let script = shell.completions(CommandTree(specs))
        for spec in specs {
            let last = String(spec.name.split(separator: " ").last ?? "")
            #expect(script.contains(last))
        }
        let program = "/usr/bin/\(shell.rawValue)"
        guard FileManager.default.isExecutableFile(atPath: program) else {
            print("\(shell.rawValue) is not installed: its completions are not read")
            return
        }
        let folder = try TemporaryFolder(prefix: "shell", isInMemory: true)
        defer { folder.remove() }
        let path = folder.path + "/completions"
        try FileBytes.replace(path, Array(script.utf8))
        #expect(try output(program, ["-n", path]).isEmpty)
    }
}

@Suite("Manual page")
struct ManualPageTests {
    @Test("has every command's page, with nothing in it that roff would take for a request")
    func page() {
        let specs = Commands.all.map { $0.spec }
        let page = ManualPage.text(specs, about: Commands.about, version: "1.2.3")
        for spec in specs { #expect(page.contains(".SS mayak \(spec.name.replacing("-", with: "\\-"))\n")) }
        let requests: Set = [".TH", ".SH", ".SS", ".B", ".I", ".nf", ".fi", ".TP", ".\\\""]
        for line in page.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
            #expect(requests.contains(String(line.prefix { $0 != " " })), "\(line)")
        }
        let odd = CommandSpec("odd", summary: ".begins with a dot", details: "'and a quote\n\\a backslash")
        let text = ManualPage.text([odd], about: "", version: "")
        #expect(text.contains("\\&.begins") && text.contains("\\&'and") && text.contains("\\ea"))
    }
}
