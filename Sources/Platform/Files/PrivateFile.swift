import Glibc

/// Files that hold secrets or people: for their owner alone, whatever the umask is.
package enum PrivateFile {
    /// Makes an empty file where there is nothing; false when the path is taken or the folder does not let us.
    ///
    /// Without opening it: closing any descriptor of a database drops the locks that SQLite holds on it in this process.
    @discardableResult
    package static func make(_ path: String) -> Bool {
        guard mknod(path, S_IFREG | 0o600, 0) == 0 else { return false }
        chmod(path, 0o600)  // Best effort; a umask that takes the owner's own rights shows at the first use.
        return true
    }

    /// Takes the rights of group and others away.
    ///
    /// - Returns: what was done; nil when there is nothing to do, or no regular file.
    package static func narrow(_ path: String) -> Narrowing? {
        guard isOpenToOthers(path) else { return nil }
        return chmod(path, 0o600) == 0 ? .narrowed(path) : .refused(path)
    }

    /// True when others than the owner may read or write it.
    package static func isOpenToOthers(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_mode & 0o077 != 0
    }

    package enum Narrowing: Hashable, Sendable {
        case narrowed(String)
        /// The file is another user's.
        case refused(String)
    }
}
