import Platform

/// The text of a file, of which at least the line that is being read is in memory.
///
/// A file is read piece by piece into storage that is used again: a long one needs no more memory than a short one, and reading costs a
/// copy out of the system's cache instead of a page of new memory for each page of the file.
struct LineText {
    /// What is in memory up to ``end``, and ``padding`` zeros behind it; what comes then means nothing.
    private(set) var bytes: [UInt8]
    /// Behind the last byte of the text that is in memory.
    private(set) var end: Int
    /// How many bytes of the text stand before those in memory.
    private var dropped = 0
    private let file: FileReader?
    /// Of the whole text.
    private var byteCount: Int

    /// Zeros behind the text, so that 32 bytes can be looked at wherever it ends; none of them is part of a number or a text.
    static let padding = 40
    private static let pieceSize = 1 << 18

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        self.bytes.append(contentsOf: repeatElement(0, count: Self.padding))
        end = bytes.count
        byteCount = bytes.count
        file = nil
    }

    init(_ file: FileReader) {
        self.file = file
        bytes = [UInt8](repeating: 0, count: min(Self.pieceSize, file.byteCount) + Self.padding)
        end = 0
        byteCount = file.byteCount
    }

    /// How far a place in memory is on the way through the text, 0 to 1.
    func progress(at place: Int) -> Double {
        byteCount == 0 ? 1 : Double(dropped + place) / Double(byteCount)
    }

    /// The line that begins at a place; the place moves when what stands before it is dropped.
    ///
    /// - Returns: The end of the line, its newline left out; nil at the end of the text.
    /// - Throws: ``FileError``
    mutating func line(from start: inout Int) throws(FileError) -> Int? {
        var searched = start
        while true {
            let newline = bytes.firstIndex(of: 0x0A, from: searched)
            if newline < end { return newline }
            searched = end
            guard let file, dropped + end < byteCount else { return start < end ? end : nil }
            searched -= start
            try bring(more: file, keepingFrom: &start)
        }
    }

    /// Moves the begun line to the front and reads on behind it.
    private mutating func bring(more file: FileReader, keepingFrom start: inout Int) throws(FileError) {
        unsafe bytes.withUnsafeMutableBytes { bytes in
            unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
        }
        dropped += start
        end -= start
        start = 0
        // A line longer than the storage: twice as much.
        if end + Self.padding == bytes.count { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
        let room = min(bytes.count - Self.padding - end, byteCount - dropped - end)
        let count = try file.read(from: dropped + end, into: &bytes, end..<end + room)
        // A file that was cut while it was read ends here.
        if count < room { byteCount = dropped + end + count }
        end += count
        for place in end..<end + Self.padding { bytes[place] = 0 }
    }
}
