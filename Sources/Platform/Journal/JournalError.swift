import Glibc

/// Why a journal cannot be opened, read or written.
package struct JournalError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Another process (or another part of this one) has it open.
        case heldByAnother
        /// A record that had been made durable cannot be read any more; the text names the file and the offset.
        case damaged
        /// The record is larger than allowed; the journal goes on without it.
        case recordTooLarge
        /// No room on the disk.
        case full
        /// Anything else the system said.
        case inputOutput
        /// It was closed, or an earlier write failed: open it again to see what it holds.
        case closed
        /// The position asked for was removed with its segment, or is not written yet.
        case unknownPosition
    }

    package let kind: Kind
    package let detail: String

    init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    /// The present value of `errno` in words.
    init(_ what: String, _ path: String) {
        let code = errno
        kind = code == ENOSPC || code == EDQUOT ? .full : .inputOutput
        detail = "\(path): \(what): \(String(cString: strerror(code)))"
    }

    package var description: String { "\(kind.rawValue): \(detail)" }
}
