import Glibc

/// An open regular file that is read piece by piece, each from a place of one's own: who copies the place reads on independently.
package final class FileReader: Sendable {
    private let descriptor: Int32
    private let name: String
    /// When it was opened.
    package let byteCount: Int

    /// - Throws: ``FileError``
    package init(_ path: String) throws(FileError) {
        // As in FileBytes: a pipe would be waited for.
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        name = path
        guard descriptor >= 0 else {
            byteCount = 0
            let error = FileError("cannot be opened", path)
            throw FileKind.refusal(path) ?? error  // A socket cannot be opened at all.
        }
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        byteCount = Int(status.st_size)
        guard isKnown else { throw FileError("cannot be read", path) }
        if let refusal = FileKind(mode: status.st_mode).refusal(path) { throw refusal }
        posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Fills a part of the buffer from a place of the file.
    ///
    /// - Returns: How many bytes were read: fewer than there is room for only at the end of the file.
    /// - Throws: ``FileError``
    package func read(from place: Int, into buffer: inout [UInt8], _ range: Range<Int>) throws(FileError) -> Int {
        var filled = 0
        while filled < range.count {
            let count = buffer.withUnsafeMutableBytes { bytes in
                let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[range.dropFirst(filled)])
                return pread(descriptor, rest.baseAddress, rest.count, off_t(place + filled))
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError("cannot be read", name) }
            if count == 0 { break }
            filled += count
        }
        return filled
    }
}
