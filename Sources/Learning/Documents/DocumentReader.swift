/// The start of a value in a document of names and values, or all of it where it has no parts.
enum DocumentToken: Hashable, Sendable {
    case object, array
    case text(String)
    case whole(Int64)
    case real(Double)
    case flag(Bool)
    case null
}

/// A document of names and values in whatever form, read piece by piece from its start to its end.
///
/// Nothing is built but what is asked for, so that a file that claims a size gets no memory for it.
protocol DocumentReader {
    /// The next value, which must be there.
    mutating func next() throws(ModelError) -> DocumentToken
    /// The name of the object's next member, whose value ``next()`` gives; nil at its end.
    mutating func nextName() throws(ModelError) -> String?
    /// Whether the array has another item, which ``next()`` gives.
    mutating func hasItem() throws(ModelError) -> Bool
    /// Checks that nothing follows.
    mutating func end() throws(ModelError)
}

extension DocumentReader {
    /// Goes to the end of the value that a token began.
    mutating func skip(_ token: DocumentToken) throws(ModelError) {
        switch token {
        case .object: while try nextName() != nil { try skip(try next()) }
        case .array: while try hasItem() { try skip(try next()) }
        case .text, .whole, .real, .flag, .null: break
        }
    }

    mutating func object(_ what: String) throws(ModelError) {
        guard case .object = try next() else { throw ModelError(.broken, "\(what) is not an object") }
    }

    mutating func array(_ what: String) throws(ModelError) {
        guard case .array = try next() else { throw ModelError(.broken, "\(what) is not a list") }
    }

    mutating func text(_ what: String) throws(ModelError) -> String {
        guard case .text(let text) = try next() else { throw ModelError(.broken, "\(what) is not a text") }
        return text
    }

    mutating func texts(_ what: String) throws(ModelError) -> [String] {
        try array(what)
        var texts: [String] = []
        while try hasItem() { texts.append(try text(what)) }
        return texts
    }

    /// A list of whole numbers of 32 bits; true and false count as 1 and 0.
    mutating func wholes(_ what: String) throws(ModelError) -> [Int32] {
        try array(what)
        var numbers: [Int32] = []
        while try hasItem() {
            switch try next() {
            case .whole(let number) where Int32(exactly: number) != nil:
                numbers.append(Int32(truncatingIfNeeded: number))
            case .flag(let flag): numbers.append(flag ? 1 : 0)
            default: throw ModelError(.broken, "\(what) has an item that is no whole number of 32 bits")
            }
        }
        return numbers
    }

    mutating func reals(_ what: String) throws(ModelError) -> [Float] {
        try array(what)
        var numbers: [Float] = []
        while try hasItem() {
            switch try next() {
            case .whole(let number): numbers.append(Float(number))
            case .real(let number): numbers.append(Float(number))
            default: throw ModelError(.broken, "\(what) has an item that is no number")
            }
        }
        return numbers
    }

    /// The texts of an object that has nothing else, by name.
    mutating func textMembers(_ what: String) throws(ModelError) -> [String: String] {
        try object(what)
        var members: [String: String] = [:]
        while let name = try nextName() {
            switch try next() {
            case .text(let text): members[name] = text
            case .whole(let number): members[name] = "\(number)"
            case .real(let number): members[name] = "\(number)"
            case let token: try skip(token)
            }
        }
        return members
    }
}
