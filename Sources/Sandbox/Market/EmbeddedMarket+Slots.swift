import Market

extension EmbeddedMarket {
    /// The labels of a day: the calendar's grid, or what is recorded within the recorded hours.
    func labels(_ dataset: Dataset, _ market: AlgoPackSegment, _ date: CivilDate) -> [TimeOfDay] {
        let grid = planned(dataset, market, date)
        guard let recording else { return grid }
        guard let recorded = recording.labels(dataset, market, date), let first = recorded.first,
            let last = recorded.last
        else { return options.unrecorded == .generated ? grid : [] }
        guard options.unrecorded == .generated else { return recorded }
        // A hole inside the recorded hours is real; outside them the recording says nothing.
        return grid.filter { $0 < first } + recorded + grid.filter { $0 > last }
    }

    private func planned(_ dataset: Dataset, _ market: AlgoPackSegment, _ date: CivilDate) -> [TimeOfDay] {
        if let endpoint = dataset.endpoint {
            return Feed.exists(endpoint, on: market) ? calendar.publishedSlots(Feed(market, endpoint), on: date) : []
        }
        guard market != .currency else { return [] }
        // Mega Alerts look at every minute of trading, the opening auction's excepted.
        let day = day(market, date)
        return calendar.publishedSlots(Feed(market, .tradestats), on: date).flatMap { label in
            Auction.isSlot(label, of: day)
                ? [] : (0..<5).compactMap { TimeOfDay(secondOfDay: label.secondOfDay - 240 + $0 * 60) }
        }
    }

    /// When a slot is published under the faults; nil when it never is.
    func publication(
        of slot: PublishedSlot,
        _ dataset: Dataset,
        _ date: CivilDate,
        faults: [ScheduledFault]
    ) -> Timestamp? {
        var systime = slot.systime
        let end = MoscowTime.instant(date, slot.label)
        for scheduled in faults {
            switch scheduled.fault.kind {
            case .late where scheduled.contains(slot.systime):
                systime = systime + .seconds(scheduled.fault.seconds ?? 600)
            case .stuck where scheduled.contains(slot.systime):
                guard let until = scheduled.until else { return nil }
                systime = max(systime, until + end.duration(to: slot.systime))
            case .hole where scheduled.contains(end):
                return nil
            case .hi2Late where dataset == .hi2 && MoscowTime.date(of: scheduled.from) == date:
                guard let until = scheduled.until else { return nil }
                systime = max(systime, until)
            default:
                continue
            }
        }
        return systime
    }

    /// The rows of a slot after faults took instruments away or added some.
    func table(
        _ dataset: Dataset,
        _ market: AlgoPackSegment,
        _ date: CivilDate,
        _ slot: PublishedSlot,
        faults: [ScheduledFault]
    ) -> Table {
        let end = MoscowTime.instant(date, slot.label)
        let active = faults.filter {
            $0.contains(end) && ($0.fault.kind == .secidDrop || $0.fault.kind == .secidExtra)
        }
        let whole = table(dataset, market, date, slot)
        guard !active.isEmpty else { return whole }
        var instruments = instruments(dataset, market, on: date)
        for scheduled in active {
            if scheduled.fault.kind == .secidDrop {
                let dropped = dropped(scheduled.fault, of: instruments)
                instruments.removeAll { dropped.contains($0.secid) }
            } else {
                instruments += (0..<(scheduled.fault.count ?? 1)).map { universe.extra($0, market) }
            }
        }
        return makeTable(dataset, market, date, slot, of: instruments.sorted { $0.secid < $1.secid })
    }

    private func dropped(_ fault: Fault, of instruments: [Instrument]) -> Set<String> {
        guard fault.secids.isEmpty else { return Set(fault.secids.map { $0.uppercased() }) }
        // The least liquid ones: what vanishes in practice are far contracts, not the front of the list.
        let byLiquidity = instruments.sorted {
            ($0.liquidity.turnover, $0.secid) < ($1.liquidity.turnover, $1.secid)
        }
        return Set(byLiquidity.prefix(fault.count ?? 10).map(\.secid))
    }
}

extension Universe {
    /// The share of this code; one that is not in the list gets plausible figures.
    func share(_ secid: String) -> Instrument {
        shares.first { $0.secid == secid }
            ?? Instrument(
                secid: secid,
                market: .equities,
                name: secid,
                lotSize: 1,
                decimals: 2,
                basePrice: 500,
                turnover: 1e6,
                rank: 80
            )
    }

    /// A recorded instrument that is in no list here gets plausible figures.
    func unlisted(_ secid: String, _ market: AlgoPackSegment) -> Instrument {
        Instrument(
            secid: secid,
            market: market,
            name: secid,
            lotSize: 1,
            decimals: 4,
            basePrice: 500,
            turnover: 1e6,
            rank: 80,
            assetCode: secid,
            shortCode: secid
        )
    }

    /// An instrument that exists only because a fault says so.
    func extra(_ index: Int, _ market: AlgoPackSegment) -> Instrument {
        Instrument(
            secid: "XX\(index + 1)Z9",
            market: market,
            name: "Extra \(index + 1)",
            lotSize: 1,
            decimals: 2,
            basePrice: 100,
            turnover: 1e6,
            rank: 80,
            assetCode: "XX\(index + 1)",
            shortCode: "XX\(index + 1)"
        )
    }
}

extension EmbeddedMarket {
    /// How many rows a slot has, of some instruments or of all, without making them; nil when only its table can tell.
    func generatedRowCount(
        _ dataset: Dataset,
        _ market: AlgoPackSegment,
        _ date: CivilDate,
        _ slot: PublishedSlot,
        of wanted: [Instrument]? = nil
    ) -> Int? {
        if isRecorded(dataset, market, date, slot) { return nil }
        if wanted == nil, let known = knownTable(dataset, market, date, slot) { return known.rowCount }
        let all = wanted ?? instruments(dataset, market, on: date)
        switch dataset {
        case .hi2: return all.count(where: RowGenerator.hasConcentration) * RowGenerator.metrics.count
        case .futoi: return all.count * 2
        case .obstats: return all.count
        case .tradestats, .orderstats, .alerts:
            let context = context(dataset, market, date, slot)
            return all.count { generator.hasRow($0, context) }
        }
    }

    /// Whether a slot has any row; nil when only its table can tell.
    func hasGeneratedRows(_ dataset: Dataset, _ market: AlgoPackSegment, _ date: CivilDate, _ slot: PublishedSlot)
        -> Bool?
    {
        if isRecorded(dataset, market, date, slot) { return nil }
        let context = context(dataset, market, date, slot)
        return instruments(dataset, market, on: date).contains { generator.hasRow($0, context) }
    }

    private func isRecorded(_ dataset: Dataset, _ market: AlgoPackSegment, _ date: CivilDate, _ slot: PublishedSlot)
        -> Bool
    {
        recording?.labels(dataset, market, date)?.contains(slot.label) == true
    }
}
