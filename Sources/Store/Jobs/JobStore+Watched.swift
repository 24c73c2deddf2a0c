package import Market

extension JobStore {
    /// Until when each market day was watched: when a monitor of one of its sessions last succeeded; nil where none did.
    package func watched(_ days: [TradingDay]) throws -> [Timestamp?] {
        let jobs = days.map { day in day.monitorIDs.map { JobDay(job: $0, date: day.date) } }
        var ends = try lastSuccesses(jobs.flatMap(\.self))[...]
        return jobs.map { jobs in
            defer { ends = ends.dropFirst(jobs.count) }
            return ends.prefix(jobs.count).compactMap(\.self).max()
        }
    }
}
