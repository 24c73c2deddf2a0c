import Platform
import TestKit
import Testing

@Suite("mayak drift and mayak calibrate", .timeLimit(.minutes(5)))
struct DriftCommandTests {
    let directory: TemporaryFolder

    init() throws {
        directory = try TemporaryFolder()
    }

    @Test("two samples give one JSON object, or lines")
    func comparison() async throws {
        let reference = try directory.file("a.csv", "value\n1\n2\n3\n4\n")
        let current = try directory.file("b.csv", "value\n3\n4\n5\n6\n")
        let words = ["drift", "--reference", reference, "--current", current]
        let run = try await MayakProcess.run(words + ["--json"])
        #expect(run.status == 0, "\(run.errors)")
        let json = try JSON.parse(run.text)
        #expect(json["ks_statistic"]?.double == 0.5)
        #expect(json["wasserstein"]?.double == 2)
        let lines = try await MayakProcess.run(words)
        #expect(lines.text.contains("\nwasserstein: 2\n"))
    }

    @Test("a series gives the places of its alarms")
    func stream() async throws {
        let values = (0..<900).map { Double(($0 * 7_919) % 101) / 101 + ($0 >= 400 ? 1 : 0) }
        let path = try directory.file("v.csv", "value\n" + values.map { "\($0)\n" }.joined())
        let run = try await MayakProcess.run(
            [
                "drift", "--stream", path, "--min-instances", "20", "--delta", "0.01", "--threshold", "5",
                "--alpha=0.999",
            ]
                + ["--adwin-delta", "0.002", "--json"]
        )
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.text == #"{"page_hinkley":[404],"adwin":[415]}"# + "\n")
    }

    @Test("wrong words end with 64, wrong files with 65 and the line")
    func failures() async throws {
        let good = try directory.file("a.csv", "value\n1\n")
        let bad = try directory.file("b.csv", "value\n1\nnan\n")
        let cases: [([String], Int32, String)] = [
            (["drift", "--reference", good], 64, "--current FILE is required"),
            (["drift", "--stream", good, "--current", good], 64, "--stream stands alone"),
            (["drift", "--stream", good, "--adwin-delta", "0"], 64, "a number above 0, at most 1"),
            (["drift", "--reference", good, "--current", good, "--delta", "0.1"], 64, "--delta is of a series"),
            (["drift", "--reference", good, "--current", bad], 65, "b.csv:3: value: 'nan' is not a number"),
            (["drift", "--stream", "/nowhere.csv"], 65, "/nowhere.csv: cannot be opened"),
            (["calibrate"], 64, "--scores FILE is required"),
            (["calibrate", "--scores", good], 65, "has no column 'score', only: value"),
        ]
        for (words, status, message) in cases {
            let run = try await MayakProcess.run(words)
            #expect(run.status == status, "\(words)")
            #expect(run.errors.contains(message), "\(run.errors)")
        }
    }

    @Test("scores give both curves")
    func calibration() async throws {
        let path = try directory.file("s.csv", "score,label\n-1,0\n-0.5,0\n0.5,1\n0.2,0\n1,1\n")
        let run = try await MayakProcess.run(["calibrate", "--scores", path, "--json"])
        #expect(run.status == 0, "\(run.errors)")
        let json = try JSON.parse(run.text)
        #expect((json["platt_a"]?.double ?? 0) < 0)
        #expect(json["isotonic"]?.text == "[[-1,0],[0.2,0],[0.5,1],[1,1]]")
    }
}
