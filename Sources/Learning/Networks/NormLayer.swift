/// Mean 0 and deviation 1 over a row, then a scale and a shift for each place.
struct NormLayer: Sendable {
    private let scale: [Float]
    private let shift: [Float]
    private static let least: Float = 1e-5

    var count: Int { scale.count }

    init(scale: Tensor, shift: Tensor) throws(ModelError) {
        guard scale.rank == 1, scale.shape == shift.shape else {
            throw ModelError(.broken, "a norm with scales \(scale.shape) and shifts \(shift.shape)")
        }
        self.scale = try scale.reals()
        self.shift = try shift.reals()
    }

    func apply(_ inputs: [Float], into outputs: inout [Float]) {
        precondition(inputs.count == count && outputs.count == count, "a norm's inputs have its size")
        var mean: Float = 0
        for place in 0..<count { mean += inputs[place] }
        mean /= Float(count)
        var variance: Float = 0
        for place in 0..<count { variance += (inputs[place] - mean) * (inputs[place] - mean) }
        let factor = 1 / (variance / Float(count) + Self.least).squareRoot()
        for place in 0..<count { outputs[place] = (inputs[place] - mean) * factor * scale[place] + shift[place] }
    }
}
