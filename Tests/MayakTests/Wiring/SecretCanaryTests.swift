import Foundation
import Platform
import TestKit
import Testing

@testable import mayak

/// Real processes with a recognisable value in every setting that is a secret: it must turn up nowhere.
///
/// The settings are taken from the table, so a new secret is covered without a word here.
@Suite("Secrets in words", .timeLimit(.minutes(5)))
struct SecretCanaryTests {
    /// In every canary, so that one search finds all of them; letters survive all encodings but the one below.
    private static let mark = "CaNaRy"

    private static func secrets() throws -> [(declaration: SettingDeclaration, value: String)] {
        try Settings(ConfigurationReader(ConfigurationSources()) { $0 }).shown.map(\.declaration).filter(\.isSecret)
            .enumerated().map { index, declaration in
                let canary = "\(mark)\(index)-x/y+z&q\"1_aBcDeFgHiJkLmNoP"
                if declaration.allowed.hasPrefix("http") {
                    return (declaration, "http://127.0.0.1:1/p/\(mark)\(index)x")
                }
                // A token must look like one.
                if declaration.path.hasSuffix("token") {
                    return (declaration, "1234567890:AA\(mark)\(index)_aBcDeFgHiJkLmNoPqRsTuV")
                }
                return (declaration, canary)
            }
    }

    /// The mark in plain text, percent-encoded and escaped.
    private static let forms: [String] = {
        let percent = mark.utf8.map { "%" + String($0, radix: 16) }.joined()
        let escapes = mark.utf8.map { "\\u00" + String($0, radix: 16) }.joined()
        return [
            mark, percent, percent.uppercased(), escapes, Data(mark.utf8).base64EncodedString().prefix(8).description,
        ]
    }()

    private static func leaks(in text: String) -> [Substring] {
        let text = text.lowercased()
        return forms.flatMap { form in
            text.ranges(of: form.lowercased()).prefix(1).map { range in
                let from = text.index(range.lowerBound, offsetBy: -150, limitedBy: text.startIndex) ?? text.startIndex
                return text[from...].prefix(300)
            }
        }
    }

    /// Answers everything with all that it was sent, in every encoding, as a careless proxy would.
    private static func echo(_ request: WebRequest) -> WebResponse {
        let all =
            ([request.method, request.path] + request.query.map { "\($0.0)=\($0.1)" }
            + request.headers.map { "\($0.0): \($0.1)" } + [String(decoding: request.body, as: UTF8.self)]).joined(
                separator: " "
            )
        let percent = all.utf8.map { ($0 < 16 ? "%0" : "%") + String($0, radix: 16) }.joined()
        let escaped = all.utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
        let words = "echo \(all.prefix(2_000)) \(percent.prefix(3_000))"
        let quoted = (try? String(decoding: JSONEncoder().encode(words), as: UTF8.self)) ?? "\"\""
        if request.path.hasPrefix("/bot") {
            return .json(
                "{\"ok\":false,\"error_code\":400,\"description\":\(quoted.dropLast()) \(escaped)\"}",
                status: 400
            )
        }
        return .json(
            "{\"error\":\(quoted),\"echo\":\"\(escaped)\",\"success\":false,\"_error_code\":\(quoted)}",
            status: request.path.contains("authenticate") || request.path.contains("MDCCOMS001D1") ? 200 : 400,
            headers: [("Set-Cookie", "JSESSIONID=session-of-a-member")]
        )
    }

    @Test("no secret reaches the output, the log or the store, whatever the servers echo", arguments: [true, false])
    func processes(hasKey: Bool) async throws {
        let server = try WebServer { Self.echo($0) }
        let directory = try TemporaryFolder()
        var environment = [
            "MAYAK_CALENDAR_FILE": Self.packageRoot + "/trading_calendar.json",
            "MAYAK_STORE": "\(directory.path)/mayak.db",
            "MAYAK_CLOCK": "2024-07-15T10:31:00+03:00@60", "LOG_LEVEL": "trace", "MAYAK_ADMINS": "1001",
            "TELEGRAM_GROUP_CHATID": "-1001234500001", "TELEGRAM_BASE_URL": server.baseURL,
            "MOEX_BASE_URL": server.baseURL,
            "MOEX_PUBLIC_BASE_URL": server.baseURL, "MOEX_PASSPORT_BASE_URL": server.baseURL, "MAYAK_RATE": "50",
            "MOEX_PASSPORT_LOGIN": "login@example.org", "MAYAK_MOEX_TIMEOUT": "2",
            "ORCHESTRATOR_MARKET": "KRX", "KRX_BASE_URL": server.baseURL, "KRX_ID": "member",
        ]
        for (declaration, value) in try Self.secrets() { environment[declaration.environmentName] = value }
        // With the key the passport is not asked; without it the password is sent.
        if !hasKey { environment["MOEX_API_KEY"] = nil }
        let processes = try ["bot", "scheduler"].map { name in
            try RunningMayak(
                [name],
                environment: environment,
                directory: directory.path,
                logFile: "\(directory.path)/\(name).log"
            )
        }
        _ = try await eventually(within: .seconds(20)) {
            processes.allSatisfy { !$0.isRunning || $0.log.count > 20_000 }
        }
        for command in [
            ["status"], ["status", "--json"], ["health-check"], ["jobs"], ["calendar", "sync"], ["run-job", "EQ1"],
            ["run-job", "data_collection"],
        ] {
            let outcome = try await MayakProcess.run(command, environment: environment, directory: directory.path)
            #expect(Self.leaks(in: outcome.text + outcome.errors).isEmpty, "\(command)")
        }
        for process in processes {
            process.signal(SIGTERM)
            try await process.end(within: .seconds(60))
            let leaks = Self.leaks(in: process.log)
            #expect(leaks.isEmpty, "\(leaks)")
        }
        // The exchange's words are not quoted, Telegram's are.
        #expect(processes[0].log.contains("‹secret›"), "the echo was not even shown")
        for name in try FileManager.default.contentsOfDirectory(atPath: directory.path) {
            let bytes = try Data(contentsOf: URL(filePath: "\(directory.path)/\(name)"))
            let leaks = Self.leaks(in: String(decoding: bytes, as: UTF8.self))
            #expect(leaks.isEmpty, "\(name): \(leaks)")
        }
        await server.stop()
    }

    @Test("a mistake in the configuration repeats no secret, and no password of an address")
    func mistakes() async throws {
        let directory = try TemporaryFolder()
        for (declaration, value) in try Self.secrets() {
            let name = declaration.environmentName
            let path = declaration.path
            let last = path.split(separator: ".").last ?? ""
            let section = path.split(separator: ".").dropLast().joined(separator: ".")
            for (file, text) in [
                ("mayak.yaml", "\(section):\n  \(last): {\"\(value.filter { $0 != "\"" })\": 1}\n"),
                ("mayak.yaml", "\(section):\n  \(last): [\(value)\n"),
                ("mayak.json", "{\"\(section)\": {\"\(last)\": \(value)}}"),
                (".env", "\(name): \(value)=\n"), (".env", "\(name) \(value)\n"), (".env", "\(name)=enc:\(value)\n"),
            ] {
                _ = try directory.file(file, text)
                let outcome = try await MayakProcess.run(["status"], directory: directory.path)
                #expect(Self.leaks(in: outcome.text + outcome.errors).isEmpty, "\(file): \(text)\n\(outcome.errors)")
                try FileManager.default.removeItem(atPath: "\(directory.path)/\(file)")
            }
            let flag = try await MayakProcess.run(["status", "--set", "\(path)=\(value)"], directory: directory.path)
            #expect(Self.leaks(in: flag.text + flag.errors).isEmpty)
        }
        for name in [
            "TELEGRAM_BASE_URL", "MOEX_BASE_URL", "MOEX_PUBLIC_BASE_URL", "MOEX_PASSPORT_BASE_URL", "MAYAK_CLOCK",
        ] {
            let environment = [name: "http://user:\(Self.mark)pw@127.0.0.1:1"]
            let outcome = try await MayakProcess.run(["status"], environment: environment, directory: directory.path)
            #expect(Self.leaks(in: outcome.text + outcome.errors).isEmpty, "\(name): \(outcome.text)\(outcome.errors)")
        }
    }

    @Test("files with secrets that others can read are named at start")
    func openFiles() throws {
        let directory = try TemporaryFolder()
        let env = try directory.file(".env", "TELEGRAM_BOT_TOKEN=1:abc\n")
        let yaml = try directory.file("mayak.yaml", "language: en\n")
        let key = try directory.file("key", "x")
        func open() throws -> [String] {
            try Settings.load(
                overrides: [("key_file", key)],
                environment: [:],
                configPath: yaml,
                envPath: env
            ).openSecretFiles
        }
        for file in [env, yaml, key] { chmod(file, 0o644) }
        #expect(try open() == [env, key])
        chmod(env, 0o600)
        chmod(key, 0o640)
        #expect(try open() == [key])
        chmod(key, 0o600)
        #expect(try open().isEmpty)
        _ = try directory.file("mayak.yaml", "moex:\n  api_key: canary\n")
        chmod(yaml, 0o604)
        #expect(try open() == [yaml])
    }

    private static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
}
