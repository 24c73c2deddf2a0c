/// What a network learns: tables by the names of its file.
struct NetworkParameters {
    struct Table {
        let name: String
        /// As the file has it; two numbers are outputs and inputs.
        let shape: [Int]
        /// Of a layer's weights, a row for each input.
        var values: [Double]
    }

    private(set) var tables: [Table] = []
    private var random: SeededNumbers

    init(seed: UInt32) {
        random = SeededNumbers(seed: UInt64(seed))
    }

    /// Weights drawn evenly within 1/√inputs, as PyTorch's; a bias of 0.
    mutating func addLayer(_ name: String, inputs: Int, outputs: Int) {
        addDrawn("\(name).weight", outputs: outputs, inputs: inputs, within: 1 / Double(inputs).squareRoot())
        tables.append(Table(name: "\(name).bias", shape: [outputs], values: [Double](repeating: 0, count: outputs)))
    }

    mutating func addDrawn(_ name: String, outputs: Int, inputs: Int, within limit: Double) {
        let values = (0..<inputs * outputs).map { _ in (2 * random.unit() - 1) * limit }
        tables.append(Table(name: name, shape: [outputs, inputs], values: values))
    }

    mutating func add(_ name: String, shape: [Int], _ value: Double) {
        let values = [Double](repeating: value, count: shape.reduce(1, *))
        tables.append(Table(name: name, shape: shape, values: values))
    }

    /// Changes the numbers of a table.
    mutating func update(_ place: Int, _ change: (inout [Double]) -> Void) { change(&tables[place].values) }

    /// Puts every table on a tape, in order, so that a place here is a place there.
    func nodes(on tape: inout GradientTape) -> [GradientTape.Node] {
        tables.map { table in
            let isLayer = table.shape.count == 2 && !Self.isBiasLike(table)
            return tape.given(
                table.values,
                rows: isLayer ? table.shape[1] : 1,
                columns: isLayer ? table.shape[0] : table.values.count
            )
        }
    }

    /// Numbers in the order of the file, as it keeps them.
    func stored(_ place: Int) -> [Float] {
        let table = tables[place]
        guard table.shape.count == 2, !Self.isBiasLike(table) else { return table.values.map(Float.init) }
        let (outputs, inputs) = (table.shape[0], table.shape[1])
        return (0..<outputs).flatMap { output in
            (0..<inputs).map { Float(table.values[$0 * outputs + output]) }
        }
    }

    /// With every number as the file will have it.
    var rounded: NetworkParameters {
        var copy = self
        for place in copy.tables.indices { copy.tables[place].values = tables[place].values.map { Double(Float($0)) } }
        return copy
    }

    /// Biases of distances are kept by head, not turned.
    private static func isBiasLike(_ table: Table) -> Bool { table.name.hasSuffix(".distance") }
}

/// Numbers drawn from a seed: SplitMix64.
struct SeededNumbers {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// From 0 on, below 1.
    mutating func unit() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    /// In another order.
    mutating func shuffled(_ list: [Int]) -> [Int] {
        var list = list
        for place in list.indices.dropFirst().reversed() {
            list.swapAt(place, Int(next() % UInt64(place + 1)))
        }
        return list
    }
}
