import Glibc

/// Whole-file reading and writing on plain descriptors, with a bound on the size.
package enum FileBytes {
    /// Reads a regular file and nothing else: a pipe would make the reader wait for ever, a device could be endless.
    ///
    /// - Throws: ``FileError``; of kind `tooLarge` when there are more bytes than `limit`, `notAFile` for a folder, a named
    ///   pipe, a socket or a device.
    package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        // Without O_NONBLOCK the opening of a pipe waits for somebody who writes into it.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else {
            let error = FileError("cannot be opened", path)
            throw FileKind.refusal(path) ?? error  // A socket cannot be opened at all.
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError("cannot be read", path) }
        if let refusal = FileKind(mode: status.st_mode).refusal(path) { throw refusal }
        guard status.st_size <= limit else { throw tooLarge(path, limit) }
        return try read(descriptor, named: path, limit: limit)
    }

    /// The first bytes of a regular file; fewer where it is shorter.
    package static func head(_ path: String, count: Int) throws(FileError) -> [UInt8] {
        if let refusal = FileKind.refusal(path) { throw refusal }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileError("cannot be opened", path) }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: count)
        let filled = Glibc.read(descriptor, &bytes, count)
        guard filled >= 0 else { throw FileError("cannot be read", path) }
        return Array(bytes[..<filled])
    }

    /// - Throws: ``FileError``; of kind `notText` when the bytes are not UTF-8.
    package static func readText(_ path: String, limit: Int) throws(FileError) -> String {
        guard let text = String(validating: try read(path, limit: limit), as: UTF8.self) else {
            throw FileError(.notText, "\(path): is not UTF-8 text")
        }
        return text
    }

    /// All of standard input, up to its end.
    package static func readStandardInput(limit: Int) throws(FileError) -> [UInt8] {
        try read(STDIN_FILENO, named: "standard input", limit: limit)
    }

    /// True when there is something at the path that this user may look at.
    package static func exists(_ path: String) -> Bool {
        access(path, F_OK) == 0
    }

    /// True when there is something at the path that this user may write to.
    package static func isWritable(_ path: String) -> Bool {
        access(path, W_OK) == 0
    }

    /// Writes behind what `print` has written so far.
    package static func writeStandardOutput(_ bytes: [UInt8]) throws(FileError) {
        fflush(nil)
        try write(bytes, to: STDOUT_FILENO, named: "standard output")
    }

    /// Makes a new file that only its owner may read; an existing one is never replaced.
    ///
    /// - Throws: ``FileError``; of kind `exists` when the path is taken.
    package static func create(_ path: String, _ bytes: [UInt8], permissions: UInt32 = 0o600) throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileError("cannot be created", path) }
        defer { close(descriptor) }
        // Whatever the umask is: one of 0777 would leave a file that its owner cannot read.
        guard fchmod(descriptor, permissions) == 0 else { throw FileError("cannot be created", path) }
        try write(bytes, to: descriptor, named: path)
    }

    /// Puts new content at the path in one step: a reader sees the old file or the new one, never a part.
    ///
    /// - Parameter keepsPermissions: those of the old file, for what others are meant to read; otherwise, and where there is
    ///   no old file, only its owner may.
    /// - Throws: ``FileError``; the old file is then still there.
    package static func replace(
        _ path: String,
        _ bytes: [UInt8],
        keepsPermissions: Bool = false
    ) throws(FileError) {
        var status = stat()
        let isKept = keepsPermissions && stat(path, &status) == 0
        let permissions = isKept ? UInt32(status.st_mode & 0o777) : 0o600
        let temporary = "\(path).new-\(getpid())"
        unlink(temporary)  // Of a process of our number that was killed while it wrote.
        do throws(FileError) {
            try create(temporary, bytes, permissions: permissions)
        } catch {
            if error.kind != .exists { unlink(temporary) }
            throw error
        }
        guard rename(temporary, path) == 0 else {
            let error = FileError("cannot be replaced", path)
            unlink(temporary)
            throw error
        }
    }

    /// Adds to the end of a file that only its owner may read, and makes it where it is not there.
    ///
    /// - Parameter isDurable: whether it returns only when all of the file is on the disk.
    package static func append(_ path: String, _ bytes: [UInt8], isDurable: Bool = false) throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileError("cannot be opened", path) }
        defer { close(descriptor) }
        try write(bytes, to: descriptor, named: path)
        guard !isDurable || fdatasync(descriptor) == 0 else { throw FileError("cannot be written", path) }
    }

    /// Removes a file; one that is not there is no error.
    package static func remove(_ path: String) throws(FileError) {
        guard unlink(path) != 0, errno != ENOENT else { return }
        throw FileError("cannot be removed", path)
    }

    private static func read(_ descriptor: Int32, named name: String, limit: Int) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError("cannot be read", name) }
            guard count > 0 else { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= limit else { throw tooLarge(name, limit) }
        }
    }

    private static func tooLarge(_ name: String, _ limit: Int) -> FileError {
        FileError(.tooLarge, "\(name): has more than the \(limit) bytes that are allowed")
    }

    static func write(_ bytes: [UInt8], to descriptor: Int32, named name: String) throws(FileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError("cannot be written", name) }
            rest = rest.dropFirst(count)
        }
    }
}
