import Glibc

/// What went wrong with a file; the text names the path and the system's reason.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case notFound, notPermitted, exists, tooLarge, notText, other
        /// A folder, a pipe, a socket or a device where a file is needed.
        case notAFile
    }

    package let kind: Kind
    package let detail: String

    package init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    /// The present value of `errno` in words.
    init(_ what: String, _ path: String) {
        let code = errno
        switch code {
        case ENOENT, ENOTDIR: kind = .notFound
        case EACCES, EPERM, EROFS: kind = .notPermitted
        case EEXIST: kind = .exists
        default: kind = .other
        }
        detail = "\(path): \(what): \(String(cString: strerror(code)))"
    }

    package var description: String { detail }
}
