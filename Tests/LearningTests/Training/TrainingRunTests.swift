import Learning
import Platform
import Testing

@Suite("Training")
struct TrainingRunTests {
    private func options(_ members: [MemberName] = [.linear, .gbdt, .svm]) -> TrainingOptions {
        var options = TrainingOptions()
        options.members = members
        options.folds = 3
        options.rounds = 80
        options.vectorRows = 500
        options.int8Above = 1
        return options
    }

    @Test("a planted signal is found by every member, and the ensemble is no worse than the best")
    func planted() throws {
        let result = try TrainingRun(try PlantedRows.planted(count: 3_000), options()).run(CountingWatch())
        #expect(!result.isPartial && result.members.map(\.name) == [.linear, .gbdt, .svm])
        for judgement in result.calibrated {
            let measures = judgement.measures
            #expect(measures.rows == 2_250)
            #expect(measures.accuracy > measures.majority + 0.2 && measures.logLoss < measures.majorityLogLoss - 0.2)
            #expect(measures.expectedError < 0.05)
        }
        let best = try #require(result.calibrated.map(\.measures.logLoss).min())
        #expect(try #require(result.ensemble).measures.logLoss <= best + 0.002)
        // The rule has a product of features, which a linear model cannot have.
        #expect(result.weights[0] < 0.2 && result.isWorse(1) == false)
        #expect(abs(result.weights.reduce(0, +) - 1) < 1e-12)
    }

    @Test("of noise nobody knows more than how frequent each class is")
    func noise() throws {
        let result = try TrainingRun(try PlantedRows.noise(count: 3_000), options()).run(CountingWatch())
        for judgement in result.calibrated + [try #require(result.ensemble)] {
            let measures = judgement.measures
            // Three standard errors of a share of 2,250 rows.
            #expect(measures.accuracy <= measures.majority + 3 * (0.25 / 2_250).squareRoot())
            #expect(
                measures.logLoss > measures.majorityLogLoss - 0.01 && measures.logLoss < measures.majorityLogLoss + 0.03
            )
        }
    }

    @Test("files answer as the libraries that made them", arguments: [2, 3])
    func agreement(_ classes: Int) throws {
        let set = try classes == 2 ? PlantedRows.binary(count: 900) : PlantedRows.planted(count: 900)
        let result = try TrainingRun(set, options()).run(CountingWatch())
        for member in result.members {
            #expect(member.manifest.golden.count == 4)
            let file = try ModelFile(member.bytes, named: member.name.fileName)
            for golden in member.manifest.golden {
                let answer = try file.model.predict(golden.rows)
                #expect(answer.count == (classes == 2 ? 1 : 3))
                #expect(
                    zip(answer, golden.answer).allSatisfy { abs($0 - $1) < 1e-5 },
                    "\(member.name): \(answer), \(golden)"
                )
            }
            let parsed = try ModelManifest(member.manifest.json.bytes)
            try parsed.check(file)
        }
    }

    @Test("the same rows, options and seed give the same bytes")
    func same() throws {
        let set = try PlantedRows.planted(count: 800)
        let first = try TrainingRun(set, options()).run(CountingWatch()).files
        let second = try TrainingRun(set, options()).run(CountingWatch()).files
        #expect(first.map(\.name) == second.map(\.name) && first.map(\.bytes) == second.map(\.bytes))
        #expect(
            first.map(\.name) == [
                "linear_flow.safetensors", "linear_flow.safetensors.manifest.json", "gbdt_features.json",
                "gbdt_features.json.manifest.json", "svm_volatility.svm", "svm_volatility.svm.manifest.json",
                "linear_flow.float16.safetensors", "linear_flow.float16.safetensors.manifest.json",
                "gbdt_features.float16.json", "gbdt_features.float16.json.manifest.json", "svm_volatility.float16.svm",
                "svm_volatility.float16.svm.manifest.json", "linear_flow.training.json", "gbdt_features.training.json",
                "svm_volatility.training.json",
                "ensemble.training.json", "quantization_plan.json", "ensemble.json", "ensemble_weights.json",
            ]
        )
        var other = options()
        other.seed = 2
        let third = try TrainingRun(set, other).run(CountingWatch()).files
        #expect(
            third.first { $0.name == "svm_volatility.svm" }?.bytes
                != first.first { $0.name == "svm_volatility.svm" }?.bytes
        )
    }

    @Test("reports have what is promised")
    func reports() throws {
        let files = try TrainingRun(try PlantedRows.binary(count: 800), options([.linear, .gbdt])).run(CountingWatch())
            .files
        func json(_ name: String) throws -> JSON {
            try JSON.parse(try #require(files.first { $0.name == name }).bytes)
        }
        let weights = try json("ensemble_weights.json")
        #expect(weights.members?.map(\.name) == ["linear_flow", "gbdt_features"])
        let report = try json("gbdt_features.training.json")
        #expect(report["folds"]?.array?.count == 3)
        let measures = try #require(report["folds"]?.array?[0]["measures"])
        for name in ["log_loss", "brier", "ece_10", "accuracy", "majority_accuracy"] {
            #expect(measures[name]?.double != nil)
        }
        #expect(measures["confusion"]?.array?.count == 2 && measures["reliability"]?.array?[0].array?.count == 10)
        let rounds = try #require(report["best_round"]?.int)
        #expect(rounds > 0 && (report["curve"]?.array?.count).map { Int64($0) >= rounds } == true)
        let ensemble = try json("ensemble.json")
        #expect(ensemble["classes"]?.array == [0, 1] && ensemble["partial"]?.bool == false)
        #expect(ensemble["members"]?.array?[0]["calibration"]?.array?[0]["a"]?.double.map { $0 < 0 } == true)
    }

    @Test("who ends a training early keeps what is best so far", arguments: [1, 40, 130, 300])
    func stopped(_ limit: Int) throws {
        let set = try PlantedRows.planted(count: 900)
        let result = try TrainingRun(set, options([.linear, .gbdt])).run(CountingWatch(limit: limit))
        #expect(result.isPartial && !result.members.isEmpty)
        #expect(abs(result.weights.reduce(0, +) - 1) < 1e-12)
        let ensemble = try #require(result.files.first { $0.name == "ensemble.json" })
        #expect(try JSON.parse(ensemble.bytes)["partial"]?.bool == true)
        for member in result.members { try member.manifest.check(member.file) }
    }

    @Test("progress names member and fold, and never goes back")
    func progress() throws {
        let watch = CountingWatch()
        _ = try TrainingRun(try PlantedRows.binary(count: 600), options([.linear, .gbdt])).run(watch)
        let steps = watch.all
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.done <= $1.done })
        #expect(steps.allSatisfy { $0.done > 0 && $0.done <= 1 && $0.rows > 0 && $0.loss.isFinite })
        #expect(
            Set(steps.map(\.label)) == [
                "linear", "gbdt", "linear 1/3", "gbdt 1/3", "linear 2/3", "gbdt 2/3", "linear 3/3", "gbdt 3/3",
            ]
        )
    }
}
