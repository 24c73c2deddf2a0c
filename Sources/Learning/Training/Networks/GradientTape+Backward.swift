extension GradientTape {
    /// The share of each table's numbers in a loss.
    ///
    /// - Parameter seeds: The gradients of the loss by the tables that it is made from.
    /// - Returns: For each table, in the order of the tape; empty where it has no share.
    func backward(_ seeds: [(node: Node, gradient: [Double])]) -> [[Double]] {
        var gradients = [[Double]](repeating: [], count: entries.count)
        for seed in seeds { Self.add(seed.gradient, to: &gradients[seed.node.index]) }
        for index in entries.indices.reversed() where !gradients[index].isEmpty {
            pass(gradients[index], of: entries[index], to: &gradients)
        }
        return gradients
    }

    private static func add(_ gradient: [Double], to sum: inout [Double]) {
        if sum.isEmpty {
            sum = gradient
        } else {
            for place in sum.indices { sum[place] += gradient[place] }
        }
    }

    private func pass(_ gradient: [Double], of entry: Entry, to gradients: inout [[Double]]) {
        switch entry.operation {
        case .given: break
        case .linear(let input, let weights, let bias):
            let (left, right) = (entries[input.index], entries[weights.index])
            var (toInput, toWeights) = (
                [Double](repeating: 0, count: left.values.count), [Double](repeating: 0, count: right.values.count)
            )
            Matrices.multiplyTransposed(
                gradient,
                right.values,
                rows: left.rows,
                inner: left.columns,
                columns: right.columns,
                into: &toInput
            )
            Matrices.multiplyOuter(
                left.values,
                gradient,
                rows: left.rows,
                inner: left.columns,
                columns: right.columns,
                into: &toWeights
            )
            var toBias = [Double](repeating: 0, count: right.columns)
            for row in 0..<left.rows {
                for column in 0..<right.columns { toBias[column] += gradient[row * right.columns + column] }
            }
            Self.add(toInput, to: &gradients[input.index])
            Self.add(toWeights, to: &gradients[weights.index])
            Self.add(toBias, to: &gradients[bias.index])
        case .sum(let left, let right):
            Self.add(gradient, to: &gradients[left.index])
            Self.add(gradient, to: &gradients[right.index])
        case .product(let left, let right):
            let (one, two) = (entries[left.index].values, entries[right.index].values)
            Self.add(gradient.indices.map { gradient[$0] * two[$0] }, to: &gradients[left.index])
            Self.add(gradient.indices.map { gradient[$0] * one[$0] }, to: &gradients[right.index])
        case .logistic(let node):
            let slopes = gradient.indices.map { gradient[$0] * entry.values[$0] * (1 - entry.values[$0]) }
            Self.add(slopes, to: &gradients[node.index])
        case .tanh(let node):
            let slopes = gradient.indices.map { gradient[$0] * (1 - entry.values[$0] * entry.values[$0]) }
            Self.add(slopes, to: &gradients[node.index])
        case .rectifier(let node):
            Self.add(gradient.indices.map { entry.values[$0] > 0 ? gradient[$0] : 0 }, to: &gradients[node.index])
        case .columns(let node, let first):
            let source = entries[node.index]
            if gradients[node.index].isEmpty {
                gradients[node.index] = [Double](repeating: 0, count: source.values.count)
            }
            for row in 0..<entry.rows {
                for column in 0..<entry.columns {
                    gradients[node.index][row * source.columns + first + column] +=
                        gradient[row * entry.columns + column]
                }
            }
        case .norm(let node, let scale, let shift):
            passNorm(gradient, of: entry, node, scale: scale, shift: shift, to: &gradients)
        case .attention(let query, let key, let value, let distance, let shape):
            let parts = attentionGradients(gradient, of: entry, query, key, value, distance, shape)
            for (node, part) in zip([query, key, value, distance], parts) {
                Self.add(part, to: &gradients[node.index])
            }
        }
    }

    private func passNorm(
        _ gradient: [Double],
        of entry: Entry,
        _ node: Node,
        scale: Node,
        shift: Node,
        to gradients: inout [[Double]]
    ) {
        let scales = entries[scale.index].values
        let width = entry.columns
        var toInput = [Double](repeating: 0, count: gradient.count)
        var (toScale, toShift) = ([Double](repeating: 0, count: width), [Double](repeating: 0, count: width))
        for row in 0..<entry.rows {
            let start = row * width
            var (mean, fit) = (0.0, 0.0)
            for column in 0..<width {
                let (slope, normal) = (gradient[start + column], entry.kept[start + column])
                toScale[column] += slope * normal
                toShift[column] += slope
                mean += slope * scales[column] / Double(width)
                fit += slope * scales[column] * normal / Double(width)
            }
            let factor = entry.kept[gradient.count + row]
            for column in 0..<width {
                let slope = gradient[start + column] * scales[column]
                toInput[start + column] = factor * (slope - mean - entry.kept[start + column] * fit)
            }
        }
        Self.add(toInput, to: &gradients[node.index])
        Self.add(toScale, to: &gradients[scale.index])
        Self.add(toShift, to: &gradients[shift.index])
    }

    /// Those of query, key, value and distance.
    private func attentionGradients(
        _ gradient: [Double],
        of entry: Entry,
        _ query: Node,
        _ key: Node,
        _ value: Node,
        _ distance: Node,
        _ shape: AttentionShape
    ) -> [[Double]] {
        let (queries, keys) = (entries[query.index].values, entries[key.index].values)
        let values = entries[value.index].values
        let width = entry.columns
        let size = width / shape.heads
        let scale = 1 / Double(size).squareRoot()
        let zeros = [Double](repeating: 0, count: queries.count)
        var (toQuery, toKey, toValue) = (zeros, zeros, zeros)
        var toDistance = [Double](repeating: 0, count: shape.heads * shape.context)
        var slopes = [Double](repeating: 0, count: shape.context)
        for row in 0..<entry.rows {
            let seen = min(row % shape.length + 1, shape.context)
            for head in 0..<shape.heads {
                let start = row * width + head * size
                let shares = (row * shape.heads + head) * shape.context
                var mean = 0.0
                for behind in 0..<seen {
                    let (line, share) = (start - behind * width, entry.kept[shares + behind])
                    var slope = 0.0
                    for place in 0..<size {
                        slope += gradient[start + place] * values[line + place]
                        toValue[line + place] += share * gradient[start + place]
                    }
                    slopes[behind] = slope
                    mean += share * slope
                }
                for behind in 0..<seen {
                    let line = start - behind * width
                    let slope = entry.kept[shares + behind] * (slopes[behind] - mean)
                    toDistance[head * shape.context + behind] += slope
                    for place in 0..<size {
                        toQuery[start + place] += slope * scale * keys[line + place]
                        toKey[line + place] += slope * scale * queries[start + place]
                    }
                }
            }
        }
        return [toQuery, toKey, toValue, toDistance]
    }
}
