import Glibc

/// The segment that is written to, with its lock; used by one thread at a time.
final class JournalFile: @unchecked Sendable {  // The journal's serial queue is the only one that uses it.
    private let folder: String
    private let segmentBytes: Int
    private let lock: CInt
    private var descriptor: CInt = -1
    private var size = 0
    private var path = ""
    private(set) var next: UInt64 = 1

    /// Takes the folder and finds the end of what it holds.
    init(folder: String, segmentBytes: Int) throws(JournalError) {
        self.folder = folder
        self.segmentBytes = segmentBytes
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw JournalError("cannot be made", folder) }
        let path = folder + "/lock"
        lock = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else { throw JournalError("cannot be opened", path) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw JournalError(.heldByAnother, "\(folder): another process writes to this journal; stop that one first")
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        // Closing alone would leave it to a child that is just being started and still has the descriptor.
        flock(lock, LOCK_UN)
        close(lock)
    }

    /// Opens the newest segment, or the first; what a crash left of the last write is cut off.
    func recover() throws(JournalError) -> JournalRecovery {
        let segments = try JournalSegment.all(in: folder)
        guard let newest = segments.last else {
            try begin(JournalSegment(first: 1, in: folder))
            return JournalRecovery(next: 1, cut: nil)
        }
        let bytes = try newest.read()
        var scan = JournalScan(newest, bytes)
        walk: while true {
            switch scan.step() {
            case .record: continue
            case .end: break walk
            case .torn: break walk
            case .damaged:
                throw JournalError(
                    .damaged,
                    "\(newest.path): at offset \(scan.offset) record \(scan.next) is damaged, and later ones are not; "
                        + "restore the file from a copy"
                )
            }
        }
        next = scan.next
        guard scan.offset < bytes.count || scan.offset == 0 else {
            try open(newest, size: scan.offset)
            return JournalRecovery(next: next, cut: nil)
        }
        let cut = JournalRecovery.Cut(path: newest.path, offset: scan.offset, bytes: bytes.count - scan.offset)
        if scan.offset == 0 {
            // Not even its header had been finished.
            guard unlink(newest.path) == 0 else { throw JournalError("cannot be removed", newest.path) }
            try begin(newest)
        } else {
            try open(newest, size: scan.offset)
            guard ftruncate(descriptor, off_t(scan.offset)) == 0, fdatasync(descriptor) == 0 else {
                throw JournalError("cannot be cut to \(scan.offset) bytes", newest.path)
            }
        }
        return JournalRecovery(next: next, cut: cut)
    }

    /// Writes the payloads in one go and waits until they are on the disk.
    ///
    /// - Returns: The number of the first.
    func append(_ payloads: [[UInt8]]) throws(JournalError) -> UInt64 {
        if size >= segmentBytes { try begin(JournalSegment(first: next, in: folder)) }
        var buffer: [UInt8] = []
        buffer.reserveCapacity(payloads.reduce(0) { $0 + $1.count + JournalFrame.headerBytes })
        for (place, payload) in payloads.enumerated() {
            JournalFrame.append(payload, number: next + UInt64(place), place: UInt32(place), to: &buffer)
        }
        try write(buffer)
        size += buffer.count
        defer { next += UInt64(payloads.count) }
        return next
    }

    private func begin(_ segment: JournalSegment) throws(JournalError) {
        let new = Glibc.open(segment.path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard new >= 0 else { throw JournalError("cannot be made", segment.path) }
        if descriptor >= 0 { close(descriptor) }
        descriptor = new
        path = segment.path
        try write(segment.header)
        size = JournalSegment.headerBytes
        // The name of the file too must outlast a crash.
        let place = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard place >= 0 else { throw JournalError("cannot be opened", folder) }
        defer { close(place) }
        guard fsync(place) == 0 else { throw JournalError("cannot be written to the disk", folder) }
    }

    private func open(_ segment: JournalSegment, size: Int) throws(JournalError) {
        descriptor = Glibc.open(segment.path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw JournalError("cannot be opened", segment.path) }
        path = segment.path
        self.size = size
    }

    private func write(_ bytes: [UInt8]) throws(JournalError) {
        let done = bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { return false }
                written += count
            }
            return true
        }
        guard done else { throw JournalError("cannot be written", path) }
        // After a failure the kernel may have dropped the pages: nothing is tried a second time.
        guard fdatasync(descriptor) == 0 else { throw JournalError("cannot be written to the disk", path) }
    }
}

/// What the opening of a journal found.
package struct JournalRecovery: Hashable, Sendable {
    /// The end of a write that a crash interrupted; nobody had been told that it was done.
    package struct Cut: Hashable, Sendable {
        package let path: String
        /// Where the file ends now.
        package let offset: Int
        package let bytes: Int
    }

    /// The number that the next record will have.
    package let next: UInt64
    /// Nil when the journal had been whole.
    package let cut: Cut?
}
