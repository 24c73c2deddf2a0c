import Platform
import TestKit
import Testing

@Suite("mayak indicators", .timeLimit(.minutes(5)))
struct IndicatorsCommandTests {
    let directory: TemporaryFolder

    init() throws {
        directory = try TemporaryFolder()
    }

    @Test("writes begin and the named columns, empty before the first value")
    func columns() async throws {
        let input = try directory.file(
            "bars.csv",
            "begin,open,high,low,close,volume\r\n2026-11-20,1,1,1,1,5\r\n2026-11-21,2,2,2,2,5\r\n"
        )
        let output = try directory.file("out.csv")
        let run = try await MayakProcess.run(
            ["indicators", "--input", input, "--output", output, "--columns", "sma_2,tr,vwap_cum"]
        )
        #expect(run.status == 0, "\(run.errors)")
        let text = try FileBytes.readText(output, limit: 1_000)
        #expect(text == "begin,sma_2,tr,vwap_cum\n2026-11-20,,,1.0\n2026-11-21,1.5,1.0,1.5\n")
    }

    @Test("a wrong name ends with 64 and the nearest right one, a wrong file with 65 and the line")
    func failures() async throws {
        let input = try directory.file("bars.csv", "begin,open,high,low,close,volume\n2026-11-20,1,1,1,x,5\n")
        let output = try directory.file("out.csv")
        let name = try await MayakProcess.run(
            ["indicators", "--input", input, "--output", output, "--columns", "smaa_10"]
        )
        #expect(name.status == 64)
        #expect(name.errors.contains("unknown indicator 'smaa_10'; did you mean 'sma_10'?"))
        let bars = try await MayakProcess.run(["indicators", "--input", input, "--output", output])
        #expect(bars.status == 65)
        #expect(bars.errors.contains("bars.csv:2: close: 'x' is not a number"))
        let missing = try await MayakProcess.run(["indicators", "--input", input])
        #expect(missing.status == 64 && missing.errors.contains("--output FILE is required"))
    }
}
