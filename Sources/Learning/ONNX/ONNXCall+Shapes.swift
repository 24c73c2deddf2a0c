extension ONNXCall {
    func cast() throws(ModelError) -> Tensor {
        let tensor = try input(0)
        switch (node.whole("to", default: 0), tensor.values) {
        case (1, .reals), (11, .reals), (6, .wholes), (7, .wholes): return tensor
        case (1, .wholes(let values)), (11, .wholes(let values)):
            return try Tensor(tensor.shape, values.map { Float($0) })
        case (6, .reals(let values)), (7, .reals(let values)):
            guard values.allSatisfy({ abs($0) < 9e18 }) else { throw ModelError(.broken, "a number is no whole one") }
            return try Tensor(tensor.shape, .wholes(values.map { Int64($0) }))
        case (let type, _): throw ModelError(.unsupported, "to type \(type); allowed: float, double, int32, int64")
        }
    }

    func constant() throws(ModelError) -> Tensor {
        switch (node.attributes["value"], node.attributes["value_float"], node.attributes["value_int"]) {
        case (.tensor(let tensor)?, _, _): return tensor
        case (_, .real(let number)?, _): return try Tensor([], [number])
        case (_, _, .whole(let number)?): return try Tensor([], .wholes([Int64(number)]))
        default:
            if let numbers = node.wholes("value_ints") {
                return try Tensor([numbers.count], .wholes(numbers.map { Int64($0) }))
            }
            if case .reals(let numbers)? = node.attributes["value_floats"] {
                return try Tensor([numbers.count], numbers)
            }
            throw ModelError(.unsupported, "a constant that is no tensor of numbers")
        }
    }

    func filled() throws(ModelError) -> Tensor {
        let shape = try input(0).wholes()
        let count = try Tensor.count(shape)
        guard case .tensor(let value)? = node.attributes["value"] else {
            return try Tensor(shape, [Float](repeating: 0, count: count))
        }
        guard value.count == 1 else { throw ModelError(.broken, "is filled with other than one number") }
        return try value.picking(shape, [Int](repeating: 0, count: count))
    }

    /// 0 keeps a dimension, -1 takes what is left.
    func reshaped() throws(ModelError) -> Tensor {
        let tensor = try input(0)
        var shape = try input(1).wholes()
        for place in shape.indices where shape[place] == 0 && node.whole("allowzero", default: 0) == 0 {
            guard place < tensor.rank else { throw ModelError(.broken, "keeps a dimension that is not there") }
            shape[place] = tensor.shape[place]
        }
        if let open = shape.firstIndex(of: -1) {
            shape[open] = 1
            let known = try Tensor.count(shape)
            guard known > 0, tensor.count.isMultiple(of: known) else {
                throw ModelError(.broken, "shape \(tensor.shape) cannot become \(shape)")
            }
            shape[open] = tensor.count / known
        }
        return try tensor.reshaped(shape)
    }

    func flattened() throws(ModelError) -> Tensor {
        let tensor = try input(0)
        let axis = try tensor.axis(node.whole("axis", default: 1), beyond: 1)
        return try tensor.reshaped([tensor.shape[..<axis].reduce(1, *), tensor.shape[axis...].reduce(1, *)])
    }

    func squeezed() throws(ModelError) -> Tensor {
        let tensor = try input(0)
        var dropped: Set<Int> = []
        if let axes = try axes() {
            for axis in axes { dropped.insert(try tensor.axis(axis)) }
        } else {
            dropped = Set(tensor.shape.indices.filter { tensor.shape[$0] == 1 })
        }
        return try tensor.reshaped(tensor.shape.indices.filter { !dropped.contains($0) }.map { tensor.shape[$0] })
    }

    func unsqueezed() throws(ModelError) -> Tensor {
        let tensor = try input(0)
        guard let axes = try axes() else { throw ModelError(.broken, "has no axes") }
        var added: Set<Int> = []
        for axis in axes { added.insert(try tensor.axis(axis, beyond: axes.count)) }
        var rest = tensor.shape[...]
        let shape = (0..<tensor.rank + axes.count).map { added.contains($0) ? 1 : rest.popFirst() ?? 1 }
        return try tensor.reshaped(shape)
    }

    func transposed() throws(ModelError) -> Tensor {
        let tensor = try input(0)
        return try tensor.transposed(node.wholes("perm") ?? Array(tensor.shape.indices.reversed()))
    }

    func gathered() throws(ModelError) -> Tensor {
        let (tensor, indices) = (try input(0), try input(1))
        let axis = try tensor.axis(node.whole("axis", default: 0))
        let size = tensor.shape[axis]
        var chosen: [Int] = []
        for index in try indices.wholes() {
            let place = index < 0 ? index + size : index
            guard (0..<size).contains(place) else { throw ModelError(.broken, "takes place \(index) of \(size)") }
            chosen.append(place)
        }
        let shape = Array(tensor.shape[..<axis]) + indices.shape + Array(tensor.shape[(axis + 1)...])
        return try tensor.picking(shape, try tensor.places(of: chosen, along: axis))
    }

    func sliced() throws(ModelError) -> Tensor {
        let tensor = try input(0)
        let (starts, ends) = (try input(1).wholes(), try input(2).wholes())
        let axes = try optional(3)?.wholes() ?? Array(starts.indices)
        let steps = try optional(4)?.wholes() ?? [Int](repeating: 1, count: starts.count)
        guard ends.count == starts.count, axes.count == starts.count, steps.count == starts.count else {
            throw ModelError(.broken, "a slice's lists are not of one length")
        }
        var result = tensor
        for place in starts.indices {
            let axis = try result.axis(axes[place])
            let (size, step) = (result.shape[axis], steps[place])
            guard step != 0, abs(step) <= Tensor.most else { throw ModelError(.broken, "a slice with step \(step)") }
            func bounded(_ index: Int) -> Int {
                let index = max(min(index, size), -size - 1)
                let place = index < 0 ? index + size : index
                return step > 0 ? max(min(place, size), 0) : max(min(place, size - 1), -1)
            }
            let chosen = Array(stride(from: bounded(starts[place]), to: bounded(ends[place]), by: step))
            var shape = result.shape
            shape[axis] = chosen.count
            result = try result.picking(shape, try result.places(of: chosen, along: axis))
        }
        return result
    }

    func concatenated() throws(ModelError) -> Tensor {
        let first = try input(0)
        let axis = try first.axis(node.whole("axis", default: 0))
        var parts: [Tensor] = []
        for place in inputs.indices { parts.append(try input(place)) }
        var shape = first.shape
        shape[axis] = 0
        for part in parts {
            guard part.rank == first.rank,
                part.shape.indices.allSatisfy({ $0 == axis || part.shape[$0] == first.shape[$0] })
            else { throw ModelError(.broken, "shapes \(first.shape) and \(part.shape) do not join") }
            shape[axis] += part.shape[axis]
        }
        let outer = shape[..<axis].reduce(1, *)
        let inner = shape[(axis + 1)...].reduce(1, *)
        _ = try Tensor.count(shape)
        if case .wholes = first.values {
            var joined: [Int64] = []
            for box in 0..<outer {
                for part in parts {
                    let length = part.shape[axis] * inner
                    joined += try part.wholes()[(box * length)..<((box + 1) * length)].map { Int64($0) }
                }
            }
            return try Tensor(shape, .wholes(joined))
        }
        var joined: [Float] = []
        for box in 0..<outer {
            for part in parts {
                let length = part.shape[axis] * inner
                joined += try part.reals()[(box * length)..<((box + 1) * length)]
            }
        }
        return try Tensor(shape, joined)
    }

    func expanded() throws(ModelError) -> Tensor {
        let tensor = try input(0)
        return try tensor.expanded(to: try Self.common(tensor.shape, try input(1).wholes()))
    }
}

extension Tensor {
    /// Repeated along dimensions of size 1, as numpy does.
    func expanded(to wanted: [Int]) throws(ModelError) -> Tensor {
        guard shape != wanted else { return self }
        let count = try Tensor.count(wanted)
        guard wanted.count >= rank else { throw ModelError(.broken, "shape \(shape) does not spread to \(wanted)") }
        let padding = wanted.count - rank
        let own = [Int](repeating: 1, count: padding) + shape
        guard zip(own, wanted).allSatisfy({ $0 == $1 || $0 == 1 }) else {
            throw ModelError(.broken, "shape \(shape) does not spread to \(wanted)")
        }
        let steps = [Int](repeating: 0, count: padding) + strides
        return try picking(wanted, Self.walk(wanted, zip(own, steps).map { $0 == 1 ? 0 : $1 }, count))
    }

    func transposed(_ order: [Int]) throws(ModelError) -> Tensor {
        guard order.sorted() == Array(0..<rank) else {
            throw ModelError(.broken, "\(order) is no order of \(rank) dimensions")
        }
        let wanted = order.map { shape[$0] }
        return try picking(wanted, Self.walk(wanted, order.map { strides[$0] }, count))
    }

    /// The places of some of an axis's entries, everything else kept.
    func places(of chosen: [Int], along axis: Int) throws(ModelError) -> [Int] {
        var wanted = shape
        wanted[axis] = chosen.count
        let count = try Tensor.count(wanted)
        let inner = strides[axis]
        let size = shape[axis]
        return (0..<count).map { place in
            let (outer, rest) = place.quotientAndRemainder(dividingBy: max(chosen.count * inner, 1))
            let (entry, within) = rest.quotientAndRemainder(dividingBy: inner)
            return (outer * size + chosen[entry]) * inner + within
        }
    }

    /// The places that a shape visits, with a step of its own for each dimension.
    private static func walk(_ shape: [Int], _ steps: [Int], _ count: Int) -> [Int] {
        var places: [Int] = []
        places.reserveCapacity(count)
        guard count > 0 else { return places }
        var counters = [Int](repeating: 0, count: shape.count)
        var place = 0
        for _ in 0..<count {
            places.append(place)
            for axis in shape.indices.reversed() {
                counters[axis] += 1
                place += steps[axis]
                if counters[axis] < shape[axis] { break }
                place -= steps[axis] * shape[axis]
                counters[axis] = 0
            }
        }
        return places
    }
}
