import Glibc

/// Sums and products as they were worked out, so that each number's share in a loss can be found by going back.
///
/// Everything is a table of rows; a network's forward pass is a list of operations, and ``GradientTape/backward(_:)`` knows how each one passes
/// a gradient on.
struct GradientTape {
    /// A table on the tape.
    struct Node: Hashable {
        let index: Int
    }

    /// How attention is cut: tables of `sequences · length` rows, each sequence one after the other.
    struct AttentionShape: Hashable {
        let sequences, length, heads: Int
        /// How many events are looked at, the present one included.
        let context: Int
    }

    enum Operation {
        case given
        case linear(Node, weights: Node, bias: Node)
        case sum(Node, Node)
        case product(Node, Node)
        case logistic(Node)
        case tanh(Node)
        case rectifier(Node)
        case columns(Node, from: Int)
        case norm(Node, scale: Node, shift: Node)
        case attention(query: Node, key: Node, value: Node, distance: Node, AttentionShape)
    }

    struct Entry {
        let operation: Operation
        let rows, columns: Int
        var values: [Double]
        /// What the way back needs besides: shares of attention, normal values.
        var kept: [Double] = []
    }

    private(set) var entries: [Entry] = []

    /// What a norm adds to the variance, as the reader does.
    private static let least = 1e-5

    func values(_ node: Node) -> [Double] { entries[node.index].values }

    private mutating func put(
        _ operation: Operation,
        _ rows: Int,
        _ columns: Int,
        _ values: [Double],
        kept: [Double] = []
    ) -> Node {
        precondition(values.count == rows * columns, "a table has its rows")
        entries.append(Entry(operation: operation, rows: rows, columns: columns, values: values, kept: kept))
        return Node(index: entries.count - 1)
    }

    /// A parameter, or what a network is fed.
    mutating func given(_ values: [Double], rows: Int, columns: Int) -> Node { put(.given, rows, columns, values) }

    /// input · weights + bias, with a row of weights for each input.
    mutating func linear(_ input: Node, weights: Node, bias: Node) -> Node {
        let (left, right) = (entries[input.index], entries[weights.index])
        precondition(left.columns == right.rows, "a layer's weights have its inputs")
        let shift = entries[bias.index].values
        var values: [Double] = []
        values.reserveCapacity(left.rows * right.columns)
        for _ in 0..<left.rows { values += shift }
        Matrices.multiply(
            left.values,
            right.values,
            rows: left.rows,
            inner: left.columns,
            columns: right.columns,
            into: &values
        )
        return put(.linear(input, weights: weights, bias: bias), left.rows, right.columns, values)
    }

    mutating func sum(_ left: Node, _ right: Node) -> Node {
        let (one, two) = (entries[left.index], entries[right.index])
        precondition(one.values.count == two.values.count, "both tables have one shape")
        return put(.sum(left, right), one.rows, one.columns, one.values.indices.map { one.values[$0] + two.values[$0] })
    }

    mutating func product(_ left: Node, _ right: Node) -> Node {
        let (one, two) = (entries[left.index], entries[right.index])
        precondition(one.values.count == two.values.count, "both tables have one shape")
        return put(
            .product(left, right),
            one.rows,
            one.columns,
            one.values.indices.map { one.values[$0] * two.values[$0] }
        )
    }

    mutating func logistic(_ node: Node) -> Node {
        let entry = entries[node.index]
        return put(.logistic(node), entry.rows, entry.columns, entry.values.map(Softmax.logistic))
    }

    mutating func tanh(_ node: Node) -> Node {
        let entry = entries[node.index]
        return put(.tanh(node), entry.rows, entry.columns, entry.values.map { Glibc.tanh($0) })
    }

    mutating func rectifier(_ node: Node) -> Node {
        let entry = entries[node.index]
        return put(.rectifier(node), entry.rows, entry.columns, entry.values.map { max($0, 0) })
    }

    /// Neighbouring columns of a table.
    mutating func columns(_ node: Node, _ range: Range<Int>) -> Node {
        let entry = entries[node.index]
        var values: [Double] = []
        values.reserveCapacity(entry.rows * range.count)
        for row in 0..<entry.rows {
            values += entry.values[row * entry.columns + range.lowerBound..<row * entry.columns + range.upperBound]
        }
        return put(.columns(node, from: range.lowerBound), entry.rows, range.count, values)
    }

    /// Mean 0 and deviation 1 over each row, then a scale and a shift for each column.
    mutating func norm(_ node: Node, scale: Node, shift: Node) -> Node {
        let entry = entries[node.index]
        let (scales, shifts) = (entries[scale.index].values, entries[shift.index].values)
        let width = entry.columns
        var values = entry.values
        // The normal values, then each row's factor.
        var kept = [Double](repeating: 0, count: entry.values.count + entry.rows)
        for row in 0..<entry.rows {
            let start = row * width
            var (mean, variance) = (0.0, 0.0)
            for place in start..<start + width { mean += entry.values[place] / Double(width) }
            for place in start..<start + width {
                variance += (entry.values[place] - mean) * (entry.values[place] - mean) / Double(width)
            }
            let factor = 1 / (variance + Self.least).squareRoot()
            kept[entry.values.count + row] = factor
            for column in 0..<width {
                kept[start + column] = (entry.values[start + column] - mean) * factor
                values[start + column] = kept[start + column] * scales[column] + shifts[column]
            }
        }
        return put(.norm(node, scale: scale, shift: shift), entry.rows, width, values, kept: kept)
    }

    /// Mixes the values of the last events, weighted by how well their keys fit the query and by a bias for their distance.
    mutating func attention(query: Node, key: Node, value: Node, distance: Node, _ shape: AttentionShape) -> Node {
        let (queries, keys, values) = (entries[query.index], entries[key.index].values, entries[value.index].values)
        let bias = entries[distance.index].values
        let width = queries.columns
        let size = width / shape.heads
        let scale = 1 / Double(size).squareRoot()
        var mixed = [Double](repeating: 0, count: queries.values.count)
        var kept = [Double](repeating: 0, count: queries.rows * shape.heads * shape.context)
        for row in 0..<queries.rows {
            let seen = min(row % shape.length + 1, shape.context)
            for head in 0..<shape.heads {
                let start = row * width + head * size
                let shares = (row * shape.heads + head) * shape.context
                var largest = -Double.infinity
                for behind in 0..<seen {
                    var fit = 0.0
                    for place in 0..<size {
                        fit += queries.values[start + place] * keys[start - behind * width + place]
                    }
                    kept[shares + behind] = fit * scale + bias[head * shape.context + behind]
                    largest = max(largest, kept[shares + behind])
                }
                var sum = 0.0
                for behind in 0..<seen {
                    kept[shares + behind] = exp(kept[shares + behind] - largest)
                    sum += kept[shares + behind]
                }
                for behind in 0..<seen {
                    kept[shares + behind] /= sum
                    for place in 0..<size {
                        mixed[start + place] += kept[shares + behind] * values[start - behind * width + place]
                    }
                }
            }
        }
        return put(
            .attention(query: query, key: key, value: value, distance: distance, shape),
            queries.rows,
            width,
            mixed,
            kept: kept
        )
    }
}
