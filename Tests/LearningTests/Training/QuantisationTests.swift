import Learning
import Platform
import TestKit
import Testing

@Suite("Quantised models")
struct QuantisationTests {
    private func result(_ threshold: Double, _ members: [MemberName]) throws -> TrainingResult {
        var options = TrainingOptions()
        options.members = members
        options.folds = 2
        options.rounds = 60
        options.vectorRows = 300
        options.window = 4
        options.epochs = 2
        options.hidden = 8
        options.int8Above = threshold
        return try TrainingRun(try PlantedRows.planted(count: 1_200), options).run(CountingWatch())
    }

    @Test("are smaller, are read like the others, and cost little", arguments: [0.0, 1.0])
    func cost(_ threshold: Double) throws {
        let result = try result(threshold, MemberName.allCases)
        for (member, short) in zip(result.members, result.quantised) {
            #expect(short.bytes.count < member.bytes.count, "\(member.name)")
            let file = try ModelFile(short.bytes, named: short.fileName)
            try short.manifest.check(file)
            #expect(file.format == member.file.format && file.schema == member.file.schema)
            #expect(abs(short.after.measures.logLoss - short.before.measures.logLoss) < 0.02, "\(member.name)")
            #expect(abs(short.after.measures.accuracy - short.before.measures.accuracy) < 0.03, "\(member.name)")
        }
    }

    @Test("eight bits are for members that weigh more than the threshold")
    func plan() throws {
        let result = try result(0.3, [.linear, .gbdt])
        for (weight, short) in zip(result.weights, result.quantised) {
            #expect(short.precision == (weight > 0.3 ? .int8 : .float16))
        }
        let plan = try JSON.parse(try #require(result.files.first { $0.name == "quantization_plan.json" }).bytes)
        let entry = try #require(plan.array?.first { $0["model"]?.string == "gbdt_features" })
        #expect(entry["precision"]?.string == "int8" && entry["file"]?.string == "gbdt_features.int8.json")
        #expect(entry["accuracy"]?.double != nil && entry["accuracy_before"]?.double != nil)
    }

    @Test("an eight-bit table without its scale is refused")
    func scale() throws {
        let short = try result(0, [.linear, .lstm]).quantised[1]
        #expect(short.precision == .int8)
        let text = "\"head.weight.scale\""
        let place = try #require(short.bytes.firstRange(of: Array(text.utf8)))
        var bytes = short.bytes
        bytes.replaceSubrange(place, with: Array("\"head.weight.scalf\"".utf8))
        #expect { try ModelFile(bytes, named: "m") } throws: {
            "\($0)".contains("tensor 'head.weight': numbers of type I8 are a table with a '.scale' for each row")
        }
    }

    @Test("files with bytes changed are read or refused, none ends the process")
    func mutated() throws {
        var random = SeededRandom(seed: 11)
        var refused = 0
        for short in try result(0, [.linear, .lstm]).quantised {
            for _ in 0..<1_000 {
                var bytes = short.bytes
                // Mostly in the header, where sizes and places stand.
                let end = Bool.random(using: &random) ? min(900, bytes.count) : bytes.count
                for _ in 0...Int.random(in: 0..<3, using: &random) {
                    bytes[Int.random(in: 0..<end, using: &random)] = UInt8.random(in: 0x20...0x7E, using: &random)
                }
                do {
                    let model = try ModelFile(bytes, named: "m").model
                    if case .named(let names) = model.inputs {
                        _ = try model.predict([[Double](repeating: 0.5, count: names.count)])
                    }
                } catch let error as ModelError {
                    refused += 1
                    #expect(error.detail.count < 1_000)
                }
            }
        }
        #expect(refused > 500)
    }
}
