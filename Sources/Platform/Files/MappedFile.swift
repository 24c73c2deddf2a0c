import Glibc

/// A regular file's bytes in memory without reading them: the system brings what is looked at.
///
/// The file must not be cut while it is mapped: looking beyond its new end kills the process. Files that are replaced by renaming, as
/// ``FileBytes/replace(_:_:keepsPermissions:)`` does, are safe.
package struct MappedFile: ~Copyable {
    private let bytes: UnsafeRawBufferPointer

    package init(_ path: String) throws(FileError) {
        if let refusal = FileKind.refusal(path) { throw refusal }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("cannot be opened", path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError("cannot be read", path) }
        guard status.st_size > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        let start = mmap(nil, status.st_size, PROT_READ, MAP_PRIVATE, descriptor, 0)
        guard let start, start != MAP_FAILED else { throw FileError("cannot be mapped", path) }
        madvise(start, status.st_size, MADV_SEQUENTIAL)
        bytes = UnsafeRawBufferPointer(start: start, count: status.st_size)
    }

    deinit {
        if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
    }

    package var count: Int { bytes.count }

    /// Lends the bytes; they must not be used after `body` returns.
    package borrowing func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(bytes)
    }
}
