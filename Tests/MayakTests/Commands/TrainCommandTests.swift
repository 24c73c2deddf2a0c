import FoundationEssentials
import Learning
import Platform
import TestKit
import Testing

@testable import mayak

@Suite("mayak train", .timeLimit(.minutes(5)))
struct TrainCommandTests {
    let directory: TemporaryFolder

    init() throws {
        directory = try TemporaryFolder()
    }

    /// Up where the first feature is above 0.
    private func lines(_ count: Int) -> String {
        var random = SeededRandom(seed: 3)
        return (0..<count).map { number in
            let values = (0..<3).map { _ in Double.random(in: -1...1, using: &random) }
            return
                #"{"figi": "BBG1", "features": [\#(values[0]), \#(values[1]), \#(values[2])], "label": \#(values[0] > 0 ? 1 : 0), "ts": \#(number * 1_000)}"#
        }.joined(separator: "\n")
    }

    @Test("rows give models that mayak model accepts, and the same bytes again")
    func rows() async throws {
        let data = try directory.file("t.jsonl", lines(400))
        let words = ["train", "--dataset", data, "--members", "linear,gbdt,lstm", "--window", "4", "--epochs", "2"]
        let (one, two) = ("\(directory.path)/one", "\(directory.path)/two")
        let first = try await MayakProcess.run(words + ["--output", one, "--horizon", "5", "--json"])
        #expect(first.status == 0, "\(first.errors)")
        let report = try JSON.parse(first.text)
        #expect(report["rows"]?.int == 400 && report["folds"]?.array?[0]["purged_rows"]?.int == 5)
        #expect(report["members"]?.array?.count == 3 && report["partial"]?.bool == false)
        for name in ["linear_flow.safetensors", "gbdt_features.json", "lstm_ob.safetensors"] {
            let verdict = try await MayakProcess.run(["model", "verify", "\(one)/\(name)"])
            #expect(
                verdict.status == 0 && verdict.text.contains("manifest agrees, 4 golden vectors"),
                "\(verdict.errors)"
            )
        }
        let second = try await MayakProcess.run(words + ["--output", two, "--horizon", "5"])
        #expect(second.text.contains("ensemble") && second.text.contains("log-loss"))
        for name in try FileManager.default.contentsOfDirectory(atPath: one) {
            #expect(
                try FileBytes.read("\(one)/\(name)", limit: 1 << 24) == FileBytes.read("\(two)/\(name)", limit: 1 << 24)
            )
        }
    }

    @Test("books give rows with net results")
    func books() async throws {
        var random = SeededRandom(seed: 5)
        var mid = 25_000
        let text = (0..<700).map { number in
            mid += Int.random(in: -3...3, using: &random)
            func side(_ sign: Int) -> String {
                (1...2).map { level in
                    let price = mid + sign * level
                    return
                        "[\(price / 100).\(price % 100 < 10 ? "0" : "")\(price % 100),\(Int.random(in: 1...50, using: &random))]"
                }.joined(separator: ",")
            }
            return
                "{\"ts\":\((number + 1) * 1_000_000_000),\"secid\":\"SBER\",\"bids\":[\(side(-1))],\"asks\":[\(side(1))]}"
        }
        let data = try directory.file("books.jsonl", text.joined(separator: "\n"))
        let run = try await MayakProcess.run(
            ["train", "--dataset", data, "--output", "\(directory.path)/b", "--members", "linear", "--horizon", "3s"]
                + ["--folds", "2", "--holdout", "0.3", "--embargo", "5s", "--json"]
        )
        #expect(run.status == 0, "\(run.errors)")
        let report = try JSON.parse(run.text)
        #expect(report["features"]?.int == 24 && report["embargo"]?.string == "5s")
        #expect(report["holdout"]?["pnl"]?["net_bps"]?.double != nil)
        #expect(report["folds"]?.array?[0]["embargoed_rows"]?.int.map { $0 > 0 } == true)
    }

    @Test("wrong words end with 64, data that cannot be used with 65 and the line")
    func failures() async throws {
        let good = try directory.file("a.jsonl", lines(200))
        let bad = try directory.file(
            "b.jsonl",
            lines(3) + "\n{\"figi\": \"A\", \"features\": [1], \"label\": 1, \"ts\": 5}\n"
        )
        let few = try directory.file("c.jsonl", lines(30))
        let out = ["--output", "\(directory.path)/o"]
        let cases: [([String], Int32, String)] = [
            (["train", "--dataset", good], 64, "--output DIR is required"),
            (
                ["train", "--dataset", good, "--members", "linear,tree"] + out, 64,
                "some of linear, gbdt, svm, lstm, transformer"
            ),
            (["train", "--dataset", good, "--horizon", "soon"] + out, 64, "rows such as 20, or a time such as 500ms"),
            (["train", "--dataset", good, "--hidden", "7"] + out, 64, "an even number"),
            (["train", "--dataset", bad] + out, 65, "b.jsonl:4: has 1 features, the first line 3"),
            (["train", "--dataset", few] + out, 65, "c.jsonl: fold 1 has"),
            (["train", "--dataset", "/nowhere.jsonl"] + out, 65, "/nowhere.jsonl: cannot be opened"),
        ]
        for (words, status, message) in cases {
            let run = try await MayakProcess.run(words)
            #expect(run.status == status, "\(words)")
            #expect(run.errors.contains(message), "\(run.errors)")
        }
        #expect(!FileBytes.exists("\(directory.path)/o"))
    }

    @Test("the line on a terminal has loss, rows and the time left")
    func line() {
        let step = TrainingStep(label: "gbdt 2/4", round: 83, rounds: 300, loss: 0.65714, rows: 10, done: 0.25)
        #expect(
            TrainingTerminal.line(step, rows: 40_000, after: .seconds(4))
                == "gbdt 2/4  round 83/300  loss 0.6571  25 %  10000 rows/s  12 s left"
        )
    }
}
