import Foundation
import Market
import Platform
import Store
import TestKit
import Testing
import Trading

@testable import mayak

/// Seed 001's command lines as processes.
@Suite("Orchestrator on the command line", .timeLimit(.minutes(2)))
struct OrchestratorCommandTests {
    private func run(_ words: String..., environment: [String: String] = [:]) async throws -> MayakProcess.Outcome {
        let directory = try TemporaryFolder()
        return try await MayakProcess.run(
            words,
            environment: environment.merging(["MAYAK_STORE": "\(directory.path)/mayak.db"]) { $1 },
            directory: directory.path
        )
    }

    @Test("status shows the six jobs of a user; the seed's zone alone has the seed's times")
    func status() async throws {
        let outcome = try await run(
            "status",
            "--user-id",
            "trader1",
            environment: ["ORCHESTRATOR_TIMEZONE": "Asia/Seoul"]
        )
        #expect(outcome.status == 0)
        let start = try #require(outcome.text.range(of: "Trading jobs of trader1\n"))
        #expect(
            outcome.text[start.lowerBound...].hasPrefix(
                """
                Trading jobs of trader1
                  market KRX, times in Asia/Seoul, dry run: orders stay on paper
                  portfolio 100 000 000 KRW, at most 20 positions of 10.0 % each
                  data_collection       16:00 on trading days
                  indicator_calculation 17:00 on trading days
                  watchlist_update      18:00 on trading days
                  signal_generation     08:45 on trading days
                  position_monitoring   every 15 min, 09:00-15:30 on trading days
                  risk_checks           every 30 min, day and night

                """
            ),
            "\(outcome.text)"
        )
    }

    @Test("a stored plan is told in the zone in which it was made, and another zone than Moscow's is named")
    func zones() throws {
        let next = MoscowTime.instant(try #require(CivilDate("2026-11-20")), try #require(TimeOfDay("10:00")))
        func plan(_ zone: String) -> JobPlan {
            JobPlan(id: "data_collection", trigger: "cron", function: "f", nextRun: next, zone: zone)
        }
        #expect(ProductStatus.next(of: plan("Europe/Moscow")) == "2026-11-20 10:00:00")
        #expect(ProductStatus.next(of: plan("Asia/Seoul")) == "2026-11-20 16:00:00 Asia/Seoul")
        // Asked with the configuration of another market than the one with which the scheduler runs.
        let schedule = OrchestratorSchedule(options: OrchestratorOptions(market: .krx), plan: [plan("Europe/Moscow")])
        #expect(schedule.text.contains("next 2026-11-20T10:00:00+03:00"), "\(schedule.text)")
    }

    @Test("status as JSON names user, market and each job")
    func json() async throws {
        let outcome = try await run(
            "status",
            "--json",
            "--user-id=trader1",
            environment: ["ORCHESTRATOR_ENABLE_RISK_CHECKS": "false"]
        )
        let object = try #require(try JSONSerialization.jsonObject(with: Data(outcome.output)) as? [String: Any])
        let orchestrator = try #require(object["orchestrator"] as? [String: Any])
        #expect(orchestrator["user_id"] as? String == "trader1" && orchestrator["market"] as? String == "MOEX")
        let jobs = try #require(orchestrator["jobs"] as? [[String: Any]])
        #expect(jobs.map { $0["enabled"] as? Bool } == [true, true, true, true, true, false])
    }

    @Test("live trading is refused before anything is opened, with what is to be set", arguments: [true, false])
    func live(_ isConfirmed: Bool) async throws {
        let environment = isConfirmed ? ["ORCHESTRATOR_LIVE": "confirmed"] : [:]
        let outcome = try await run("start", "--no-dry-run", environment: environment)
        #expect(outcome.status == 78)
        #expect(outcome.errors.contains("needs") && outcome.errors.contains("broker"))
        #expect(outcome.errors.contains("ORCHESTRATOR_LIVE") == !isConfirmed)
        #expect(outcome.errors.split(separator: "\n").count == 1)
    }

    @Test(
        "a wrong value of a flag is named with what is allowed",
        arguments: [
            (["--timezone", "Asia/Soul"], "--timezone cannot be 'Asia/Soul'"),
            (["--portfolio-value", "much"], "--portfolio-value cannot be 'much'"),
            (["--portfolio-value=-1"], "--portfolio-value cannot be '-1'"),
            (["--user-id="], "--user-id cannot be ''"),
            (["--disable-signal-generatio"], "did you mean '--disable-signal-generation'?"),
        ]
    )
    func wrong(_ words: [String], _ says: String) async throws {
        let directory = try TemporaryFolder()
        let outcome = try await MayakProcess.run(["start"] + words, directory: directory.path)
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains(says), "\(outcome.errors)")
    }
}
