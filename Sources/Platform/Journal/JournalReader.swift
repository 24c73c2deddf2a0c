/// Reads the records of a journal in order, checking each.
package struct JournalReader {
    private var segments: ArraySlice<JournalSegment>
    private var scan: JournalScan
    private var path: String
    private let start: UInt64
    private let last: UInt64

    /// - Throws: ``JournalError`` of kind `unknownPosition` when the record is not there (any more).
    init(folder: String, from start: UInt64, through last: UInt64) throws(JournalError) {
        let all = try JournalSegment.all(in: folder)
        guard start > 0, start <= last + 1, let index = all.lastIndex(where: { $0.first <= start }) else {
            throw JournalError(
                .unknownPosition,
                "\(folder): holds no record \(start), only \(all.first?.first ?? 1) to \(last)"
            )
        }
        segments = all[(index + 1)...]
        scan = JournalScan(all[index], try all[index].read())
        path = all[index].path
        self.start = start
        self.last = last
    }

    /// The next record; nil behind the last one that was durable when the reading began.
    ///
    /// - Throws: ``JournalError`` of kind `damaged` or `inputOutput`.
    package mutating func next() throws(JournalError) -> JournalRecord? {
        while scan.next <= last {
            switch scan.step() {
            case .record(let record) where record.number < start: continue
            case .record(let record): return record
            case .torn, .damaged: throw damage("a damaged record")
            case .end:
                guard let segment = segments.popFirst() else { throw damage("the end, and not") }
                guard segment.first == scan.next else { throw damage("the end, and not") }
                scan = JournalScan(segment, try segment.read())
                path = segment.path
            }
        }
        return nil
    }

    private func damage(_ what: String) -> JournalError {
        JournalError(
            .damaged,
            "\(path): at offset \(scan.offset) there is \(what) record \(scan.next); restore the file from a copy"
        )
    }
}
