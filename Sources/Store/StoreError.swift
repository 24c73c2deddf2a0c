/// A request that the store's rules refuse; failures of the file itself are `DatabaseError`s.
package struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The file was made by a newer Mayak.
        case newerSchema
        /// The file is an SQLite database of another program.
        case foreignFile
        /// The row named does not exist.
        case notFound
        /// Somebody changed the same thing in between.
        case conflict
        /// It would leave nobody with the role admin.
        case lastAdmin
        /// Whoever asked for it has lost the right to it.
        case noRight
        /// The role comes from the person's place in the group, and is not the store's to take.
        case groupRole
        /// The file named is the store itself or another one that must not be overwritten.
        case wrongTarget
        /// The content contradicts itself.
        case damaged
    }

    package let kind: Kind
    /// What happened and what to do.
    package let detail: String

    package init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    package var description: String { detail }
}
