package import Platform

/// A member with fewer digits, and what that costs.
package struct QuantisedMember: Sendable {
    package let name: MemberName
    package let precision: QuantisedPrecision
    package let bytes: [UInt8]
    package let manifest: ModelManifest
    /// The member and its quantised form on the same rows, which neither was fitted to.
    package let before, after: Judgement
    private let weight: Double
    private let fullBytes: Int

    package var fileName: String {
        let ending = name.fileName.split(separator: ".").last.map(String.init) ?? ""
        return "\(name.stem).\(precision.rawValue).\(ending)"
    }

    /// - Parameters:
    ///   - weight: In the ensemble; above the options' threshold it is `int8`.
    ///   - rows: To compare on.
    init(
        _ member: FittedMember,
        weight: Double,
        _ set: TrainingSet,
        rows: [Int],
        base: [Double],
        _ options: TrainingOptions
    ) throws {
        name = member.name
        self.weight = weight
        precision = weight > options.int8Above ? .int8 : .float16
        bytes = try precision.quantise(member)
        fullBytes = member.bytes.count
        let file = try ModelFile(bytes, named: member.name.fileName)
        var golden: [ModelManifest.Golden] = []
        for full in member.manifest.golden {
            golden.append(ModelManifest.Golden(rows: full.rows, answer: try file.model.predict(full.rows)))
        }
        manifest = ModelManifest(of: file, golden: golden)
        let bases = rows.map { _ in base }
        let full = try rows.map { try member.probabilities(of: member.file, set, $0, options) }
        let short = try rows.map { try member.probabilities(of: file, set, $0, options) }
        before = Judgement(set, rows: rows, full, base: bases)
        after = Judgement(set, rows: rows, short, base: bases)
    }

    /// The seed's `model`, `precision`, `weight` and `converter`, and what it costs.
    package var json: JSON {
        [
            "model": .string(name.stem), "precision": .string(precision.rawValue), "weight": .double(weight),
            "converter": "mayak", "file": .string(fileName), "bytes": .int(Int64(bytes.count)),
            "bytes_before": .int(Int64(fullBytes)), "rows": .int(Int64(after.measures.rows)),
            "accuracy_before": .double(before.measures.accuracy), "accuracy": .double(after.measures.accuracy),
            "log_loss_before": .double(before.measures.logLoss), "log_loss": .double(after.measures.logLoss),
        ]
    }
}
