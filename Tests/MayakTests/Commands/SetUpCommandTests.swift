import Foundation
import Market
import Platform
import Store
import TestKit
import Testing

@Suite("mayak init-config, status and health-check", .timeLimit(.minutes(5)))
struct SetUpCommandTests {
    let directory: TemporaryFolder

    init() throws {
        directory = try TemporaryFolder()
    }

    func mayak(_ arguments: String..., environment: [String: String] = [:]) async throws -> MayakProcess.Outcome {
        try await MayakProcess.run(arguments, environment: environment, directory: directory.path)
    }

    @Test("writes files that are valid configuration", arguments: ["sandbox", "production"])
    func initConfig(_ environment: String) async throws {
        let path = try directory.file("mayak.yaml")
        #expect(try await mayak("init-config", "--env", environment, "--port", "9999").status == 0)
        let status = try await mayak("status", "--key", "telegram.base_url")
        #expect(status.errors == "")
        #expect(status.text == (environment == "sandbox" ? "http://127.0.0.1:9999\n" : "https://api.telegram.org\n"))
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let again = try await mayak("init-config", "--env", environment)
        #expect(again.status == 1)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }

    @Test("one value is asked for by its key or environment name")
    func key() async throws {
        _ = try directory.file(".env", "TELEGRAM_BOT_TOKEN=1:abc\n")
        #expect(try await mayak("status", "--key", "telegram.token").text == "‹secret›\n")
        #expect(try await mayak("status", "--key", "DELAY").text == "600\n")
        let unset = try await mayak("status", "--key", "moex.api_key")
        #expect(unset.status == 1 && unset.errors.isEmpty && unset.output.isEmpty)
        let unknown = try await mayak("status", "--key", "monitor.dealy")
        #expect(unknown.status == 64 && unknown.errors.contains("did you mean 'monitor.delay'?"))
    }

    @Test("a wrong configuration stops every command with exit 78 and the place")
    func wrongConfiguration() async throws {
        _ = try directory.file("mayak.yaml", "monitor:\n  dealy: 5\n")
        for command in ["status", "health-check"] {
            let outcome = try await mayak(command)
            #expect(outcome.status == 78)
            #expect(outcome.errors == "mayak.yaml:2: monitor.dealy: unknown key; did you mean 'monitor.delay'?\n")
        }
    }

    @Test("without a calendar nothing is made", arguments: ["scheduler", "bot", "run-job EQ1"])
    func noCalendar(_ command: String) async throws {
        _ = try directory.file("mayak.yaml", "calendar:\n  file: absent.json\ntelegram:\n  token: 1:abc\n")
        let words = command.split(separator: " ").map(String.init)
        let outcome = try await MayakProcess.run(words, environment: [:], directory: directory.path)
        #expect(outcome.status == 78 && outcome.errors.contains("absent.json"), "\(outcome.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["mayak.yaml"])
    }

    @Test("status before the first start makes no files and shows no secret")
    func statusWithoutStore() async throws {
        let outcome = try await mayak("status", "--json", environment: ["MOEX_API_KEY": "hunter2", "TZ": "UTC"])
        let object = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
        let configuration = try #require(object["configuration"] as? [String: [String: Any]])
        #expect(configuration["moex.api_key"]?["value"] as? String == "‹secret›")
        #expect(configuration["moex.api_key"]?["origin"] as? String == "environment")
        #expect(object["jobs"] == nil)
        #expect(!outcome.text.contains("hunter2"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).isEmpty)
        let health = try await mayak("health-check")
        #expect(health.status == 1 && health.errors.contains("no store at runtime/mayak.db"))
    }

    @Test("health and status are read from the store")
    func withStore() async throws {
        let clock = SystemClock()
        let store = try StateStore(
            path: directory.path + "/runtime/mayak.db",
            clock: clock,
            log: Log(component: "test", threshold: .error, clock: clock)
        )
        try await store.processes.heartbeat(.scheduler, detail: "tick 5")
        #expect(try await mayak("health-check").text == "bot: no sign of life yet\n")
        try await store.processes.heartbeat(.bot)
        let health = try await mayak("health-check")
        #expect(health.text == "healthy\n" && health.status == 0)
        let status = try await mayak("status")
        #expect(status.text.contains("tick 5"))
        #expect(status.text.contains("0 queued"))
        await store.close()
    }
}
