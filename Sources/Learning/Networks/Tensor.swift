/// Numbers in a box of any number of dimensions, the last one the closest together.
struct Tensor: Hashable, Sendable {
    enum Values: Hashable, Sendable {
        case reals([Float])
        case wholes([Int64])
    }

    let shape: [Int]
    let values: Values

    /// The most numbers of one: 64 MB of memory.
    static let most = 16_000_000

    init(_ shape: [Int], _ reals: [Float]) throws(ModelError) {
        try self.init(shape, .reals(reals))
    }

    init(_ shape: [Int], _ values: Values) throws(ModelError) {
        self.shape = shape
        self.values = values
        guard try Self.count(shape) == count else {
            throw ModelError(.broken, "a tensor of shape \(shape) has \(count) numbers")
        }
    }

    /// How many numbers a shape holds.
    ///
    /// - Throws: ``ModelError`` where a dimension is negative or there are more than ``most``.
    static func count(_ shape: [Int]) throws(ModelError) -> Int {
        guard shape.count <= 8 else { throw ModelError(.unsupported, "a tensor has more than 8 dimensions") }
        var count = 1
        for size in shape {
            let (product, isHuge) = count.multipliedReportingOverflow(by: size)
            guard size >= 0, !isHuge, product <= most else {
                throw ModelError(.tooLarge, "a tensor of shape \(shape); allowed: \(most) numbers")
            }
            count = product
        }
        return count
    }

    var count: Int {
        switch values {
        case .reals(let values): values.count
        case .wholes(let values): values.count
        }
    }

    var rank: Int { shape.count }

    /// - Throws: ``ModelError`` of kind `broken` for whole numbers.
    func reals() throws(ModelError) -> [Float] {
        guard case .reals(let values) = values else {
            throw ModelError(.broken, "whole numbers stand where reals are needed")
        }
        return values
    }

    /// - Throws: ``ModelError`` of kind `broken` for reals.
    func wholes() throws(ModelError) -> [Int] {
        guard case .wholes(let values) = values else {
            throw ModelError(.broken, "reals stand where whole numbers are needed")
        }
        return values.map { Int($0) }
    }

    func reshaped(_ shape: [Int]) throws(ModelError) -> Tensor { try Tensor(shape, values) }

    /// The numbers at places of this tensor, in a new shape.
    func picking(_ shape: [Int], _ places: [Int]) throws(ModelError) -> Tensor {
        switch values {
        case .reals(let values): try Tensor(shape, .reals(places.map { values[$0] }))
        case .wholes(let values): try Tensor(shape, .wholes(places.map { values[$0] }))
        }
    }

    /// How far apart neighbours of each dimension are.
    var strides: [Int] {
        var strides = [Int](repeating: 1, count: rank)
        for axis in (0..<max(rank - 1, 0)).reversed() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
        return strides
    }

    /// An axis counted from the end where it is negative.
    func axis(_ axis: Int, beyond: Int = 0) throws(ModelError) -> Int {
        let place = axis < 0 ? axis + rank + beyond : axis
        guard place >= 0, place < rank + beyond else {
            throw ModelError(.broken, "axis \(axis) of a tensor with \(rank) dimensions")
        }
        return place
    }
}
