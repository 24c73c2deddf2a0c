import Platform
import TestKit
import Testing

@Suite("mayak tearsheet", .timeLimit(.minutes(5)))
struct TearsheetCommandTests {
    let directory: TemporaryFolder

    init() throws {
        directory = try TemporaryFolder()
    }

    @Test("writes the measures, the page and its pictures")
    func report() async throws {
        let input = try directory.file("days.csv", "period,pnl\n2026-01-05,10\n2026-01-06,-5\n")
        let output = try directory.file("report")
        let run = try await MayakProcess.run(
            ["tearsheet", "--equity", input, "--capital", "100", "--periods-per-year", "252", "--output", output]
        )
        #expect(run.status == 0, "\(run.errors)")
        let json = try JSON.parse(FileBytes.read("\(output)/metrics.json", limit: 10_000))
        #expect(json["net"]?.double == 5 && json["max_drawdown_abs"]?.double == 5)
        #expect(json["win_rate_all"]?.double == 0.5)
        #expect(FileBytes.exists("\(output)/tearsheet.html") && FileBytes.exists("\(output)/equity.png"))
    }

    @Test("a capital that is none ends with 64, a broken curve with 65")
    func failures() async throws {
        let input = try directory.file("days.csv", "period,pnl\n1,ten\n")
        let output = try directory.file("report")
        let capital = try await MayakProcess.run(
            ["tearsheet", "--equity", input, "--capital", "-5", "--output", output]
        )
        #expect(capital.status == 64 && capital.errors.contains("--capital cannot be '-5': expected a number above 0"))
        let curve = try await MayakProcess.run(
            ["tearsheet", "--equity", input, "--capital", "100", "--output", output]
        )
        #expect(curve.status == 65 && curve.errors.contains("days.csv:2: pnl: 'ten' is not a number"))
        #expect(!FileBytes.exists(output))
    }
}
