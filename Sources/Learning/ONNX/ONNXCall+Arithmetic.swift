import Glibc

extension ONNXCall {
    func each(_ function: (Float) -> Float) throws(ModelError) -> [Tensor] {
        let tensor = try input(0)
        return [try Tensor(tensor.shape, try tensor.reals().map(function))]
    }

    /// Both spread to one shape, then number by number.
    ///
    /// - Parameter wholes: The same for whole numbers, which stand for sizes; true with it where it cannot be reckoned.
    func pairwise(
        _ function: (Float, Float) -> Float,
        _ wholes: (Int, Int) -> (partialValue: Int, overflow: Bool)
    ) throws(ModelError) -> [Tensor] {
        let (left, right) = (try input(0), try input(1))
        let shape = try Self.common(left.shape, right.shape)
        if case (.wholes, .wholes) = (left.values, right.values) {
            let (first, second) = (try left.expanded(to: shape).wholes(), try right.expanded(to: shape).wholes())
            let results = zip(first, second).map(wholes)
            guard !results.contains(where: \.overflow) else { throw ModelError(.broken, "a size cannot be reckoned") }
            return [try Tensor(shape, .wholes(results.map { Int64($0.partialValue) }))]
        }
        let (first, second) = (try left.expanded(to: shape).reals(), try right.expanded(to: shape).reals())
        return [try Tensor(shape, first.indices.map { function(first[$0], second[$0]) })]
    }

    static func common(_ left: [Int], _ right: [Int]) throws(ModelError) -> [Int] {
        let rank = max(left.count, right.count)
        let first = [Int](repeating: 1, count: rank - left.count) + left
        let second = [Int](repeating: 1, count: rank - right.count) + right
        var shape: [Int] = []
        for (one, other) in zip(first, second) {
            guard one == other || one == 1 || other == 1 else {
                throw ModelError(.broken, "shapes \(left) and \(right) do not go together")
            }
            shape.append(one == 1 ? other : one)
        }
        return shape
    }

    func clipped() throws(ModelError) -> [Tensor] {
        let low = try optional(1)?.reals().first ?? -.infinity
        let high = try optional(2)?.reals().first ?? .infinity
        return try each { min(max($0, low), high) }
    }

    /// (x − mean) / deviation · scale + shift for each place of the second dimension.
    func normalised() throws(ModelError) -> [Tensor] {
        let tensor = try input(0)
        let parts = try (1...4).map { place throws(ModelError) in try input(place).reals() }
        guard tensor.rank >= 2, parts.allSatisfy({ $0.count == tensor.shape[1] }) else {
            throw ModelError(.broken, "its four lists do not have a number for each place of the second dimension")
        }
        let least = node.real("epsilon", default: 1e-5)
        var values = try tensor.reals()
        for index in values.indices {
            let place = index / tensor.strides[1] % tensor.shape[1]
            let deviation = (parts[3][place] + least).squareRoot()
            values[index] = (values[index] - parts[2][place]) / deviation * parts[0][place] + parts[1][place]
        }
        return [try Tensor(tensor.shape, values)]
    }

    /// (x − offset) · scale, as scikit-learn's scalers are exported (`ai.onnx.ml`).
    func standardised() throws(ModelError) -> [Tensor] {
        let tensor = try input(0)
        guard case .reals(let offsets)? = node.attributes["offset"],
            case .reals(let scales)? = node.attributes["scale"],
            let width = tensor.shape.last, [1, width].contains(offsets.count), [1, width].contains(scales.count)
        else { throw ModelError(.broken, "offset and scale do not have a number for each feature") }
        var values = try tensor.reals()
        for index in values.indices {
            values[index] = (values[index] - offsets[index % offsets.count]) * scales[index % scales.count]
        }
        return [try Tensor(tensor.shape, values)]
    }

    /// Shares along an axis; before version 13 over all that follows it.
    func softmax(_ last: (Float) -> Float) throws(ModelError) -> [Tensor] {
        let tensor = try input(0)
        let isOld = operatorSet < 13
        let axis = try tensor.axis(node.whole("axis", default: isOld ? 1 : -1))
        let length = isOld ? tensor.shape[axis...].reduce(1, *) : tensor.shape[axis]
        let step = isOld ? 1 : tensor.strides[axis]
        var values = try tensor.reals()
        guard length > 0 else { return [tensor] }
        for start in values.indices where start / step % length == 0 {
            let places = stride(from: start, to: start + length * step, by: step)
            var largest = -Float.infinity
            for place in places { largest = max(largest, values[place]) }
            var sum: Float = 0
            for place in places {
                values[place] = exp(values[place] - largest)
                sum += values[place]
            }
            for place in places { values[place] = last(values[place] / sum) }
        }
        return [try Tensor(tensor.shape, values)]
    }

    /// Rows of the left times columns of the right, over all boxes of the leading dimensions.
    func matrixProduct() throws(ModelError) -> [Tensor] {
        var (left, right) = (try input(0), try input(1))
        let (isRow, isColumn) = (left.rank == 1, right.rank == 1)
        if isRow { left = try left.reshaped([1] + left.shape) }
        if isColumn { right = try right.reshaped(right.shape + [1]) }
        guard left.rank >= 2, right.rank >= 2 else { throw ModelError(.broken, "a product of single numbers") }
        let (rows, inner, columns) = (left.shape[left.rank - 2], left.shape[left.rank - 1], right.shape[right.rank - 1])
        guard right.shape[right.rank - 2] == inner else {
            throw ModelError(.broken, "shapes \(left.shape) and \(right.shape) do not multiply")
        }
        let boxes = try Self.common(left.shape.dropLast(2), right.shape.dropLast(2))
        let first = try left.expanded(to: boxes + [rows, inner]).reals()
        let second = try right.expanded(to: boxes + [inner, columns]).reals()
        let shape = boxes + (isRow ? [] : [rows]) + (isColumn ? [] : [columns])
        let count = try Tensor.count(boxes + [rows, columns])
        try Self.checkWork(count, inner)
        var values = [Float](repeating: 0, count: count)
        for box in 0..<boxes.reduce(1, *) {
            Self.multiply(
                first[(box * rows * inner)...].prefix(rows * inner),
                second[(box * inner * columns)...].prefix(inner * columns),
                inner: inner,
                columns: columns,
                into: &values,
                at: box * rows * columns
            )
        }
        return [try Tensor(shape, values)]
    }

    /// α·A·B + β·C, either of the first two turned.
    func scaledProduct() throws(ModelError) -> [Tensor] {
        let left = try node.whole("transA", default: 0) == 0 ? input(0) : input(0).transposed([1, 0])
        let right = try node.whole("transB", default: 0) == 0 ? input(1) : input(1).transposed([1, 0])
        guard left.rank == 2, right.rank == 2, left.shape[1] == right.shape[0] else {
            throw ModelError(.broken, "shapes \(left.shape) and \(right.shape) do not multiply")
        }
        let shape = [left.shape[0], right.shape[1]]
        let count = try Tensor.count(shape)
        try Self.checkWork(count, left.shape[1])
        var values = [Float](repeating: 0, count: count)
        let (first, second) = (try left.reals(), try right.reals())
        Self.multiply(first[...], second[...], inner: left.shape[1], columns: shape[1], into: &values, at: 0)
        let alpha = node.real("alpha", default: 1)
        if alpha != 1 { for place in values.indices { values[place] *= alpha } }
        if let added = optional(2) {
            let beta = node.real("beta", default: 1)
            let spread = try added.expanded(to: shape).reals()
            for place in values.indices { values[place] += beta * spread[place] }
        }
        return [try Tensor(shape, values)]
    }

    /// A file cannot make a program busy for long by naming large shapes.
    private static func checkWork(_ count: Int, _ inner: Int) throws(ModelError) {
        let most = 1_000_000_000
        guard count <= most / max(inner, 1) else {
            throw ModelError(.tooLarge, "a product of more than \(most) multiplications")
        }
    }

    private static func multiply(
        _ left: ArraySlice<Float>,
        _ right: ArraySlice<Float>,
        inner: Int,
        columns: Int,
        into values: inout [Float],
        at start: Int
    ) {
        guard inner > 0, columns > 0 else { return }
        for row in 0..<left.count / inner {
            for step in 0..<inner {
                let factor = left[left.startIndex + row * inner + step]
                let line = right.startIndex + step * columns
                let place = start + row * columns
                for column in 0..<columns { values[place + column] += factor * right[line + column] }
            }
        }
    }
}
