import Glibc

/// The operators that imported graphs may have.
///
/// - Source: ONNX, "Operators"; where a version changed one, both forms are read.
enum ONNXOperator {
    static let all: [String: @Sendable (ONNXCall) throws(ModelError) -> [Tensor]] = [
        "Add": { call throws(ModelError) in try call.pairwise(+) { $0.addingReportingOverflow($1) } },
        "Sub": { call throws(ModelError) in try call.pairwise(-) { $0.subtractingReportingOverflow($1) } },
        "Mul": { call throws(ModelError) in try call.pairwise(*) { $0.multipliedReportingOverflow(by: $1) } },
        "Div": { call throws(ModelError) in try call.pairwise(/) { $0.dividedReportingOverflow(by: $1) } },
        "Pow": { call throws(ModelError) in try call.pairwise({ pow($0, $1) }) { number, _ in (number, true) } },
        "Neg": { call throws(ModelError) in try call.each { -$0 } },
        "Abs": { call throws(ModelError) in try call.each { abs($0) } },
        "Sqrt": { call throws(ModelError) in try call.each { $0.squareRoot() } },
        "Erf": { call throws(ModelError) in try call.each { erf($0) } },
        "Softplus": { call throws(ModelError) in try call.each { max($0, 0) + log1p(exp(-abs($0))) } },
        "Clip": { call throws(ModelError) in try call.clipped() },
        "BatchNormalization": { call throws(ModelError) in try call.normalised() },
        "Scaler": { call throws(ModelError) in try call.standardised() },
        "Relu": { call throws(ModelError) in try call.each { max($0, 0) } },
        "LeakyRelu": { call throws(ModelError) in
            let slope = call.node.real("alpha", default: 0.01)
            return try call.each { $0 < 0 ? $0 * slope : $0 }
        },
        "Elu": { call throws(ModelError) in
            let scale = call.node.real("alpha", default: 1)
            return try call.each { $0 < 0 ? scale * expm1($0) : $0 }
        },
        "Tanh": { call throws(ModelError) in try call.each { tanh($0) } },
        "Sigmoid": { call throws(ModelError) in try call.each(Logistic.value) },
        "Exp": { call throws(ModelError) in try call.each { exp($0) } },
        "Softmax": { call throws(ModelError) in try call.softmax { $0 } },
        "LogSoftmax": { call throws(ModelError) in try call.softmax { log($0) } },
        "MatMul": { call throws(ModelError) in try call.matrixProduct() },
        "Gemm": { call throws(ModelError) in try call.scaledProduct() },
        "LSTM": { call throws(ModelError) in try call.longShortTermMemory() },
        "Identity": { call throws(ModelError) in [try call.input(0)] },
        "Dropout": { call throws(ModelError) in [try call.input(0)] },
        "Cast": { call throws(ModelError) in [try call.cast()] },
        "Constant": { call throws(ModelError) in [try call.constant()] },
        "ConstantOfShape": { call throws(ModelError) in [try call.filled()] },
        "Shape": { call throws(ModelError) in
            let shape = try call.input(0).shape
            return [try Tensor([shape.count], .wholes(shape.map { Int64($0) }))]
        },
        "Reshape": { call throws(ModelError) in [try call.reshaped()] },
        "Flatten": { call throws(ModelError) in [try call.flattened()] },
        "Squeeze": { call throws(ModelError) in [try call.squeezed()] },
        "Unsqueeze": { call throws(ModelError) in [try call.unsqueezed()] },
        "Transpose": { call throws(ModelError) in [try call.transposed()] },
        "Gather": { call throws(ModelError) in [try call.gathered()] },
        "Slice": { call throws(ModelError) in [try call.sliced()] },
        "Concat": { call throws(ModelError) in [try call.concatenated()] },
        "Expand": { call throws(ModelError) in [try call.expanded()] },
    ]

    static let allowed = all.keys.sorted().joined(separator: ", ")
}

/// 1 / (1 + e^−x) without overflow on either side.
enum Logistic {
    static func value(_ number: Float) -> Float {
        number >= 0 ? 1 / (1 + exp(-number)) : exp(number) / (1 + exp(number))
    }
}

/// One step of a graph with the tensors it is given.
struct ONNXCall {
    let node: ONNXGraph.Node
    /// Nil where an optional one is left out.
    let inputs: [Tensor?]
    let operatorSet: Int

    func input(_ place: Int) throws(ModelError) -> Tensor {
        guard let tensor = optional(place) else { throw ModelError(.broken, "lacks input \(place)") }
        return tensor
    }

    func optional(_ place: Int) -> Tensor? {
        place < inputs.count ? inputs[place] : nil
    }

    /// An attribute in old versions, an input in newer ones.
    func axes() throws(ModelError) -> [Int]? {
        if let axes = node.wholes("axes") { return axes }
        return try optional(1)?.wholes()
    }
}
