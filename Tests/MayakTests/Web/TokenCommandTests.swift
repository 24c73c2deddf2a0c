import Foundation
import Market
import Operations
import Platform
import Store
import TestKit
import Testing

@testable import mayak

/// `mayak people token`, `keys` and `revoke` as processes of their own, on one store.
@Suite("mayak people token", .timeLimit(.minutes(1)))
struct TokenCommandTests {
    private let people: StoreCommands

    init() throws {
        people = try StoreCommands("people")
    }

    @Test("a token is shown once, listed without its text, and revoked")
    func token() async throws {
        #expect(try await people("set", "1001", "operator", "--name", "Анна", "--create").status == 0)
        let nobody = try await people("token", "1002")
        #expect(nobody.status == 1 && nobody.errors.contains("1002 has no role"))
        let made = try await people("token", "1001", "--label", "grafana", "--role", "viewer", "--days", "7")
        #expect(made.status == 0)
        let lines = made.text.split(separator: "\n")
        #expect(AccessToken(String(lines[0])) != nil)
        #expect(lines[1].hasPrefix("viewer, until ") && lines[1].hasSuffix("[key 1; mayak people revoke 1]"))
        let high = try await people("token", "1001", "--role", "admin")
        #expect(high.status == 1 && high.errors.contains("1001 is operator"))
        let keys = try await people("keys")
        #expect(keys.text.contains("token") && keys.text.contains("grafana") && !keys.text.contains("mayak_"))
        #expect(try await people("revoke", "1").text == "token 1 of 1001 is revoked\n")
        #expect(try await people("revoke", "1").status == 1)
        #expect(try await people("keys").text.contains("No key is open"))
        let database = try Data(contentsOf: URL(filePath: people.path))
        #expect(database.range(of: Data(lines[0].utf8)) == nil)
    }

    @Test("a link leads to the dashboard, its text behind the #")
    func link() async throws {
        #expect(try await people("set", "1001", "viewer", "--create").status == 0)
        let made = try await people("token", "1001", "--link", "--json")
        let json = try JSON.parse(made.output)
        let link = try #require(json["link"]?.string)
        #expect(link.hasPrefix("http://127.0.0.1:8000/#sign-in=mayak_"))
        #expect(json["role"]?.string == "viewer")
    }

    @Test("mayak dashboard serves a store, says where, and ends in order")
    func dashboard() async throws {
        #expect(try await people("set", "1001", "viewer", "--create").status == 0)
        let log = try people.directory.file("log")
        let running = try RunningMayak(
            ["dashboard", "--repository", people.path, "--port", "0"],
            environment: [:],
            directory: people.directory.path,
            logFile: log
        )
        try await running.says("http://127.0.0.1:", within: .seconds(30))
        let base = String(running.log.prefix { $0 != "\n" })
        let client = HTTPClient()
        let ready = try await client.send(HTTPRequest(url: base + "readyz"))
        #expect(ready.status == 200 && ready.text == "ready\n")
        let page = try await client.send(HTTPRequest(url: base))
        #expect(page.status == 200 && page.text.contains("/js/app.js"))
        #expect(page.header("Content-Security-Policy")?.contains("script-src 'self';") == true)
        #expect(try await client.send(HTTPRequest(url: base + "api/status")).status == 401)
        await client.shutdown()
        running.signal(15)
        #expect(try await running.end(within: .seconds(30)) == 0)
    }
}
