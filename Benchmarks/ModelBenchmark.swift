import CAllocations
import Learning
import Market
import Platform

/// Sends events through each member of an ensemble, one after the other, as live trading does.
enum ModelBenchmark: Benchmark {
    static let name = "models"
    static let subject =
        "one event of 20 features through an LSTM of 32, a transformer 2×32, 200 trees of depth 6, 700 vectors"

    private static let features = 20
    private static let events = 20_000

    static func run() throws {
        printRow("member", ["µs an event", "allocations"])
        let rows = (0..<64).map { event in
            (0..<features).map { (feature: Int) -> Float in Float((event * 31 + feature * 17) % 100) / 50 - 1 }
        }
        try measureNetworks(rows)
        if let trees = try model(treesText()) as? BoostedTrees {
            var margins: [Float] = [0]
            measure("trees") { event in
                let row = rows[event & 63]
                var places = margins.mutableSpan
                trees.margins(of: row.span, into: &places)
            }
        }
        if let vectors = try model(vectorsText()) as? SupportVectors {
            let wide = rows.map { $0.map(Double.init) }
            var likeness = [Double](repeating: 0, count: vectors.vectorCount)
            var decisions: [Double] = [0]
            measure("support vectors") { event in
                let row = wide[event & 63]
                var places = likeness.mutableSpan
                vectors.compare(row.span, into: &places)
                var pairs = decisions.mutableSpan
                vectors.decisions(likeness.span, into: &pairs)
            }
        }
    }

    private static func measureNetworks(_ rows: [[Float]]) throws {
        for kind in ["lstm", "transformer"] {
            guard let network = try model(networkFile(kind)) as? SequenceNetwork else { continue }
            var scores: [Float] = [0, 0, 0]
            switch network.body {
            case .lstm(let lstm):
                var state = lstm.start()
                measure(kind) { event in
                    let row = rows[event & 63]
                    lstm.advance(&state, row.span)
                    lstm.scores(state, into: &scores)
                }
            case .transformer(let transformer):
                var state = transformer.start()
                measure(kind) { event in
                    transformer.advance(&state, rows[event & 63])
                    transformer.scores(&state, into: &scores)
                }
            }
        }
    }

    private static func measure(_ member: String, _ event: (Int) -> Void) {
        for number in 0..<100 { event(number) }
        let before = callocations_count()
        let time = best(of: 3) { for number in 0..<events { event(number) } }
        let made = callocations_count() - before
        let microseconds = time.inSeconds * 1e6 / Double(events)
        printRow(member, ["\((microseconds * 100).rounded() / 100)", "\(made)"])
    }

    private static func model(_ bytes: [UInt8]) throws -> any LearnedModel {
        try ModelFile(bytes, named: "made").model
    }

    /// 200 whole trees of depth 6 in XGBoost's JSON.
    private static func treesText() -> [UInt8] {
        let inner = 63
        let count = 127
        let trees = (0..<200).map { tree in
            func list(_ value: (Int) -> String) -> String { "[" + (0..<count).map(value).joined(separator: ",") + "]" }
            let left = list { $0 < inner ? "\(2 * $0 + 1)" : "-1" }
            let right = list { $0 < inner ? "\(2 * $0 + 2)" : "-1" }
            let split = list { "\(($0 * 7 + tree) % features)" }
            let condition = list { "\(Double(($0 * 37 + tree * 11) % 100) / 50 - 1)" }
            return """
                {"left_children":\(left),"right_children":\(right),"split_indices":\(split),
                "split_conditions":\(condition),"default_left":\(list { _ in "0" })}
                """
        }
        let info = [String](repeating: "0", count: trees.count).joined(separator: ",")
        return Array(
            """
            {"learner":{"learner_model_param":{"num_feature":"\(features)","base_score":"0.5"},"objective":
            {"name":"binary:logistic"},"gradient_booster":{"name":"gbtree","model":{"tree_info":[\(info)],
            "trees":[\(trees.joined(separator: ","))]}}}}
            """.utf8
        )
    }

    private static func vectorsText() -> [UInt8] {
        let lines = (0..<700).map { vector in
            let values = (0..<features).map { "\($0 + 1):\(Double((vector * 13 + $0 * 29) % 100) / 50 - 1)" }
            return "\(vector < 350 ? 1 : -1) " + values.joined(separator: " ")
        }
        let header =
            "svm_type c_svc\nkernel_type rbf\ngamma 0.05\nnr_class 2\ntotal_sv 700\nrho 0\nlabel 1 0\nnr_sv 350 350\nSV\n"
        return Array((header + lines.joined(separator: "\n") + "\n").utf8)
    }

    /// A network of safetensors with small weights, always the same.
    private static func networkFile(_ kind: String) -> [UInt8] {
        let width = 32
        func layer(_ name: String, _ outputs: Int, _ inputs: Int) -> [(String, [Int])] {
            [("\(name).weight", [outputs, inputs]), ("\(name).bias", [outputs])]
        }
        func norm(_ name: String) -> [(String, [Int])] { [("\(name).weight", [width]), ("\(name).bias", [width])] }
        var tensors = layer("head", 3, width)
        if kind == "lstm" {
            tensors += [
                ("lstm.weight_ih_l0", [4 * width, features]), ("lstm.weight_hh_l0", [4 * width, width]),
                ("lstm.bias_ih_l0", [4 * width]), ("lstm.bias_hh_l0", [4 * width]),
            ]
        } else {
            tensors += layer("input", width, features) + norm("norm")
            for block in ["blocks.0", "blocks.1"] {
                tensors += norm("\(block).norm1") + norm("\(block).norm2") + [("\(block).distance", [4, 32])]
                for name in ["query", "key", "value", "output"] { tensors += layer("\(block).\(name)", width, width) }
                tensors += layer("\(block).up", 2 * width, width) + layer("\(block).down", width, 2 * width)
            }
        }
        var numbers: [UInt8] = []
        var entries: [String] = []
        for (name, shape) in tensors {
            let start = numbers.count
            for place in 0..<shape.reduce(1, *) {
                let number = Float((place * 7_919 + start) % 101) / 500 - 0.1
                for shift in stride(from: 0, to: 32, by: 8) {
                    numbers.append(UInt8(truncatingIfNeeded: number.bitPattern >> UInt32(shift)))
                }
            }
            entries.append(
                #""\#(name)":{"dtype":"F32","shape":\#(shape),"data_offsets":[\#(start),\#(numbers.count)]}"#
            )
        }
        let schema = JSON.object([
            .init("kind", .string(kind)), .init("features", .strings((0..<features).map { "f\($0)" })),
            .init("classes", ["0", "1", "2"]), .init("heads", 4),
        ])
        entries.append(#""__metadata__":{"mayak":"\#(JSON.escaped(schema.text))"}"#)
        let header = Array("{\(entries.joined(separator: ","))}".utf8)
        let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
        return length + header + numbers
    }
}
