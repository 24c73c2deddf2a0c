import FoundationEssentials
package import Market
package import Platform

/// The recorded days of a folder.
package enum RecordingShelf {
    /// In a day's folder: what came of its replay.
    static let result = "replay.json"

    package struct Day: Hashable, Sendable {
        package let date: CivilDate
        package let bytes: Int

        package init(date: CivilDate, bytes: Int) {
            self.date = date
            self.bytes = bytes
        }
    }

    /// Which days go: those that are older than is kept, and the oldest ones until the rest has room; never one of the present session.
    ///
    /// - Parameter first: the session's first day.
    package static func outdated(_ days: [Day], _ options: RecordingOptions, keeping first: CivilDate) -> [CivilDate] {
        let oldest = first.adding(days: -options.keptDays)
        var rest = days.reduce(0) { $0 + $1.bytes }
        var gone: [CivilDate] = []
        for day in days.sorted(by: { $0.date < $1.date }) where day.date < first {
            guard day.date < oldest || rest > options.mostBytes else { continue }
            rest -= day.bytes
            gone.append(day.date)
        }
        return gone
    }

    /// Takes away what is kept no more.
    static func prune(_ folder: String, _ options: RecordingOptions, keeping first: CivilDate) throws(FileError) {
        guard FileBytes.exists(folder) else { return }
        var days: [Day] = []
        for date in try dates(in: folder) {
            var bytes = 0
            for session in try sessions(of: date, in: folder) {
                for file in try names(in: "\(folder)/\(date)/\(session)") {
                    bytes += try size(of: "\(folder)/\(date)/\(session)/\(file)")
                }
            }
            days.append(Day(date: date, bytes: bytes))
        }
        for date in outdated(days, options, keeping: first) {
            do {
                try FileManager.default.removeItem(atPath: "\(folder)/\(date)")
            } catch {
                throw FileError(.other, "\(folder)/\(date): cannot be removed: \(error)")
            }
        }
    }

    /// The days of which something is recorded, oldest first.
    ///
    /// - Throws: ``FileError`` where there is no such folder.
    package static func dates(in folder: String) throws(FileError) -> [CivilDate] {
        try names(in: folder).compactMap { CivilDate(stored: $0) }.sorted()
    }

    /// The sessions of a day, in the order in which they began.
    static func sessions(of date: CivilDate, in folder: String) throws(FileError) -> [String] {
        guard FileBytes.exists("\(folder)/\(date)") else { return [] }
        return try names(in: "\(folder)/\(date)").filter { Int64($0) != nil }.sorted {
            (Int64($0) ?? 0) < (Int64($1) ?? 0)
        }
    }

    // MARK: Inner

    private static func names(in folder: String) throws(FileError) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw FileError(.notFound, "\(folder): cannot be listed: \(error)")
        }
    }

    private static func size(of file: String) throws(FileError) -> Int {
        do {
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            return (attributes[.size] as? Int) ?? 0
        } catch {
            throw FileError(.other, "\(file): cannot be looked at: \(error)")
        }
    }
}
