package import Market
package import Store

/// The shares that strategies look at, and how the list changes from day to day.
package struct Watchlist: Hashable, Sendable {
    /// What a day changed.
    package struct Update: Hashable, Sendable {
        /// All members after the change, the best first.
        package var members: [WatchlistEntry] = []
        package var entered: [WatchlistEntry] = []
        /// With the day and the reason of their leaving.
        package var left: [WatchlistEntry] = []
    }

    /// The best first.
    package private(set) var members: [WatchlistEntry]

    package init(_ members: [WatchlistEntry] = []) {
        self.members = members
    }

    /// Goes over to the ranking of a day.
    ///
    /// A member stays while it ranks no lower than ``WatchlistOptions/exitRank``; free places go to the best others that rank within the
    /// size. A member that is no candidate any more leaves, at its last price.
    package mutating func update(_ ranking: [RankedShare], on date: CivilDate, _ options: WatchlistOptions) -> Update {
        let ranked = Dictionary(uniqueKeysWithValues: ranking.map { ($0.secid, $0) })
        let lastRank = max(options.exitRank, options.size)
        var update = Update()
        var kept: [WatchlistEntry] = []
        for var member in members {
            guard let share = ranked[member.secid] else {
                update.left.append(leaving(member, date, "no candidate any more: too little turnover or no trades"))
                continue
            }
            member.note(share)
            if share.rank <= lastRank {
                kept.append(member)
            } else {
                update.left.append(leaving(member, date, "rank \(share.rank), beyond \(lastRank)"))
            }
        }
        kept.sort { $0.rank < $1.rank }
        while kept.count > options.size {
            let member = kept.removeLast()
            update.left.append(leaving(member, date, "rank \(member.rank), no place on a list of \(options.size)"))
        }
        let present = Set(kept.map(\.secid))
        for share in ranking.prefix(options.size) where !present.contains(share.secid) && kept.count < options.size {
            var entry = WatchlistEntry(
                secid: share.secid,
                enteredOn: date,
                entryClose: share.close,
                reason: "rank \(share.rank) of \(ranking.count): \(share.explanation)"
            )
            entry.note(share)
            kept.append(entry)
            update.entered.append(entry)
        }
        members = kept.sorted { $0.rank < $1.rank }
        update.members = members
        return update
    }

    private func leaving(_ member: WatchlistEntry, _ date: CivilDate, _ reason: String) -> WatchlistEntry {
        var member = member
        member.leftOn = date
        member.leavingReason = reason
        return member
    }
}

extension WatchlistEntry {
    fileprivate mutating func note(_ share: RankedShare) {
        rank = share.rank
        score = share.score
        close = share.close
    }
}
