import Foundation
import TestKit

/// What a document that Mayak was asked for by (`shared/seeds`) tells people to type and to set.
struct SeedDocument {
    let name: String
    /// As written, without remarks, lines that go on joined; each once.
    private(set) var commands: [String] = []
    private(set) var variables: Set<String> = []
    private(set) var flags: Set<String> = []
    /// Lines of a shell that are none of these.
    private(set) var unread: [String] = []

    /// In the order of their numbers; nil where they are not at hand.
    static let all: [SeedDocument]? = {
        guard let folder = sharedFolder("seeds"),
            let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
        else { return nil }
        // A document that cannot be read leaves none, and the test that wants five fails.
        return names.filter { $0.hasSuffix(".md") }.sorted().compactMap { name in
            (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)).map { SeedDocument(name, $0) }
        }
    }()

    private static let programs = ["pip ", "uv ", "python ", "docker ", "source ", "export "]
    /// What stands in a shell's block beside commands: names of terminals, and what the seed's console answers.
    private static let output = [
        "-terminal ", "Job ID:", "Next Run Time:", "Trigger:", "Function:", "-----", "20",
    ]

    init(_ name: String, _ text: String) {
        self.name = name
        var language: String?
        var started = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                language = language == nil ? line.dropFirst(3).trimmingCharacters(in: .whitespaces) : nil
                continue
            }
            guard let language else {
                readProse(String(line))
                continue
            }
            let line = started + line.trimmingCharacters(in: .whitespaces)
            started = line.hasSuffix("\\") ? String(line.dropLast()) : ""
            guard started.isEmpty else { continue }
            switch language {
            case "bash", ".sh": readShell(line)
            case "dotenv", ".env": readVariable(line)
            case "python": if line.hasPrefix("print(") { add(line) }
            // Pictures of folders and of lines of a log.
            default: break
            }
        }
    }

    private mutating func readShell(_ line: String) {
        guard !line.isEmpty, !line.hasPrefix("#"), !Self.output.contains(where: line.hasPrefix) else { return }
        if line.hasPrefix("> ") {
            // `> print current jobs list - jobs:   jobs` shows the word that is typed at its end.
            add(String(line.split(separator: " ").last ?? ""))
        } else if Self.programs.contains(where: line.hasPrefix) {
            add(line.split(separator: " #").first.map { $0.trimmingCharacters(in: .whitespaces) } ?? line)
        } else if !readVariable(line) {
            unread.append(line)
        }
    }

    /// Commands, variables and flags within sentences and tables.
    private mutating func readProse(_ line: String) {
        for (index, part) in line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
        where !index.isMultiple(of: 2) {
            let code = String(part)
            if Self.programs.contains(where: code.hasPrefix) {
                add(code)
            } else if code.hasPrefix("--") {
                flags.insert(code)
            } else if ["max_total_loss", "enable_position_monitoring"].contains(code) || Self.isVariable(code),
                line.hasPrefix("|") || code.lowercased() == code
            {
                variables.insert(code)
            }
        }
    }

    @discardableResult
    private mutating func readVariable(_ line: String) -> Bool {
        guard let name = line.split(separator: "=").first.map(String.init), line.contains("="), Self.isVariable(name)
        else { return line.isEmpty || line.hasPrefix("#") }
        variables.insert(name)
        return true
    }

    private static func isVariable(_ text: String) -> Bool {
        !text.isEmpty && text.allSatisfy { $0 == "_" || $0.isUppercase && $0.isASCII }
    }

    private mutating func add(_ command: String) {
        let words = command.split(separator: " ").map(String.init)
        let line = words.joined(separator: " ")
        if !commands.contains(line) { commands.append(line) }
        for word in words where word.hasPrefix("--") { flags.insert(word) }
        if words.first == "export", let name = words.last?.split(separator: "=").first { exported(String(name)) }
    }

    private mutating func exported(_ name: String) {
        // One that Mayak does not read stands in the row of its command.
        if name != "PYTHONPATH" { variables.insert(name) }
    }
}
