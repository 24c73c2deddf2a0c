import Platform

/// Work that a process does on what came from outside, and that may kill it.
package enum WorkKind: String, CaseIterable, Sendable {
    /// Something a chat waits for, by its key.
    case followUp
    /// The digest of a chat's quiet hours, by the chat's key.
    case digest
}

extension WorkKind: SQLConvertible {}
