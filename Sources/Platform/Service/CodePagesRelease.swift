import Glibc
package import Market

/// Gives back the pages of code that only the start, or a burst, needed.
///
/// Half of an idle process's resident memory is code that its start once ran. The pages stay in the kernel's cache: whoever runs
/// that code again maps them anew, 64 KB at once.
///
/// - Source: madvise(2), proc(5).
package struct CodePagesRelease: Service {
    private let clock: any MarketClock
    private let log: Log

    /// - Parameter clock: of real time: the kernel knows no other.
    package init(clock: any MarketClock, log: Log) {
        self.clock = clock
        self.log = log
    }

    package func run() async throws {
        try await clock.sleep(for: .seconds(10))
        while true {
            do {
                try Self.release()
            } catch {
                log.warning("Pages of code stay mapped", ["error": "\(error)"])
            }
            try await clock.sleep(for: .minutes(10))
        }
    }

    /// Unmaps what is mapped of files for running only; nothing under a debugger, whose break points live in such pages.
    ///
    /// - Throws: ``FileError`` when the kernel does not tell what is mapped.
    package static func release() throws(FileError) {
        let status = try FileBytes.read("/proc/self/status", limit: 1 << 16)
        guard String(decoding: status, as: UTF8.self).contains("TracerPid:\t0\n") else { return }
        let maps = try FileBytes.read("/proc/self/maps", limit: 1 << 22)
        for line in String(decoding: maps, as: UTF8.self).split(separator: "\n") {
            guard let place = codeOfFile(line), let start = UnsafeMutableRawPointer(bitPattern: place.lowerBound)
            else { continue }
            // A mapping that went meanwhile is no longer there to be released.
            _ = madvise(start, place.count, MADV_DONTNEED)
        }
    }

    /// The addresses of a mapping that is read and run but never written; nil for any other.
    ///
    /// What may be written, or was while the program was linked, holds values that no file has.
    ///
    /// - Parameter line: `55d0c8a00000-55d0c9e2b000 r-xp 00001000 fd:00 1312 /usr/bin/mayak`.
    static func codeOfFile(_ line: Substring) -> Range<UInt>? {
        let fields = line.split(separator: " ", maxSplits: 5)
        guard fields.count == 6, fields[1] == "r-xp", fields[5].drop(while: { $0 == " " }).hasPrefix("/") else {
            return nil
        }
        let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        guard ends.count == 2, ends[0] < ends[1] else { return nil }
        return ends[0]..<ends[1]
    }
}
