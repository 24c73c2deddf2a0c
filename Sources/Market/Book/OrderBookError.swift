/// A book, or a change of one, that cannot be.
public struct OrderBookError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case unsorted, notPositive
    }

    public let kind: Kind
    public let detail: String

    @usableFromInline
    init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    public var description: String { detail }
}
