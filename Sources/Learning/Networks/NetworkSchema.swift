import Platform

/// What a network's file says of itself beside its tensors: `mayak` in the metadata of safetensors, a JSON object.
struct NetworkSchema: Sendable {
    enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Of no sequence: one row, one answer.
        case linear
        case lstm, transformer
    }

    let kind: Kind
    /// In the order of the first layer's inputs.
    let features: [String]
    /// Labels in ascending order; empty for a network with one output.
    let classes: [String]
    /// What each feature is shifted and scaled by: the training part's mean and deviation.
    let means, deviations: [Double]
    /// Of a transformer.
    let heads: Int

    static let key = "mayak"

    init(
        kind: Kind,
        features: [String],
        classes: [String],
        means: [Double],
        deviations: [Double],
        heads: Int
    ) {
        self.kind = kind
        self.features = features
        self.classes = classes
        self.means = means
        self.deviations = deviations
        self.heads = heads
    }

    /// Of a file's metadata.
    init(of file: SafetensorsFile) throws(ModelError) {
        guard let text = file.metadata[Self.key] else {
            throw ModelError(
                .unsupported,
                "has no '\(Self.key)' in its metadata, which says what the tensors are; docs/models.md has its form"
            )
        }
        try self.init(text)
    }

    init(_ text: String) throws(ModelError) {
        let json: JSON
        do throws(JSONError) { json = try JSON.parse(text) } catch {
            throw ModelError(.broken, "its schema is no JSON: \(error)")
        }
        guard let name = json["kind"]?.string, let kind = Kind(rawValue: name) else {
            let allowed = Kind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ModelError(.unsupported, "kind: allowed: \(allowed)")
        }
        guard let features = json["features"]?.array?.compactMap(\.string), !features.isEmpty,
            features.count == json["features"]?.array?.count, Set(features).count == features.count
        else { throw ModelError(.broken, "features: names without repetition are needed") }
        self.kind = kind
        self.features = features
        classes = json["classes"]?.array?.compactMap(\.string) ?? []
        guard classes.isEmpty || (classes.count > 1 && classes.count == json["classes"]?.array?.count) else {
            throw ModelError(.broken, "classes: two texts or more are needed, or no such member")
        }
        func numbers(_ name: String, or value: Double) throws(ModelError) -> [Double] {
            guard let list = json[name]?.array else { return [Double](repeating: value, count: features.count) }
            let numbers = list.compactMap(\.double)
            guard numbers.count == features.count, list.count == features.count else {
                throw ModelError(.broken, "\(name): a number for each of \(features.count) features is needed")
            }
            return numbers
        }
        means = try numbers("means", or: 0)
        deviations = try numbers("deviations", or: 1)
        guard deviations.allSatisfy({ $0 > 0 }) else { throw ModelError(.broken, "deviations: all must be above 0") }
        heads = json["heads"]?.int.flatMap { Int(exactly: $0) } ?? 1
    }

    func standardised(_ row: [Double]) -> [Float] {
        row.indices.map { Float((row[$0] - means[$0]) / deviations[$0]) }
    }
}
